// Wraps methods of Bun's sockets and servers, on the prototypes of their classes: Bun makes the objects itself.

/** Calls the method that is wrapped. */
export type MethodCall<Target> = (target: Target, args: readonly unknown[]) => unknown;

/** The names by which a socket or a server publishes. */
export const PUBLISHING: readonly string[] = ["publish", "publishText", "publishBinary"];

/** A function that becomes a method. */
export type Method<Target> = (this: Target, ...args: readonly unknown[]) => unknown;

/**
 * Creates the function that wraps these methods of an object's class, once per class.
 *
 * @param wrap makes what is called in place of the method of a name, and returns what the method returns
 */
export function createWrapper<Target extends object>(
  names: readonly string[],
  wrap: (name: string, run: MethodCall<Target>) => MethodCall<Target>,
): (target: object) => void {
  return createReplacer<Target>(names, (name, native) => {
    const own = wrap(name, (self, args): unknown => Reflect.apply(native, self, args));
    return function (...args) {
      return own(this, args);
    };
  });
}

/**
 * Creates the function that replaces these methods of an object's class, once per class. For methods that are called so often
 * that a function between the two costs too much.
 *
 * @param replace makes the new method of a name from the old one
 */
export function createReplacer<Target extends object>(
  names: readonly string[],
  replace: (name: string, native: Function) => Method<Target>,
): (target: object) => void {
  const wrapped = new Set<object>();
  return (target) => {
    const prototype: unknown = Object.getPrototypeOf(target);
    if (typeof prototype !== "object" || prototype === null || wrapped.has(prototype)) return;
    wrapped.add(prototype);
    for (const name of names) {
      const native: unknown = Reflect.get(prototype, name);
      if (typeof native !== "function") continue;
      const method = replace(name, native);
      Object.defineProperty(method, "name", { value: name });
      Reflect.set(prototype, name, method);
    }
  };
}
