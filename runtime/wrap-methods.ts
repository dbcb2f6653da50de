// Wraps methods of Bun's sockets and servers, on the prototypes of their classes: Bun makes the objects itself.

/** Calls the method that is wrapped. */
export type MethodCall<Target> = (target: Target, args: readonly unknown[]) => unknown;

/** The names by which a socket or a server publishes. */
export const PUBLISHING: readonly string[] = ["publish", "publishText", "publishBinary"];

/**
 * Creates the function that wraps these methods of an object's class, once per class.
 *
 * @param wrap makes what is called in place of the method of a name, and returns what the method returns
 */
export function createWrapper<Target extends object>(
  names: readonly string[],
  wrap: (name: string, run: MethodCall<Target>) => MethodCall<Target>,
): (target: object) => void {
  const wrapped = new Set<object>();
  return (target) => {
    const prototype: unknown = Object.getPrototypeOf(target);
    if (typeof prototype !== "object" || prototype === null || wrapped.has(prototype)) return;
    wrapped.add(prototype);
    for (const name of names) {
      const native: unknown = Reflect.get(prototype, name);
      if (typeof native !== "function") continue;
      const own = wrap(name, (self, args): unknown => Reflect.apply(native, self, args));
      const method = function (this: Target, ...args: unknown[]): unknown {
        return own(this, args);
      };
      Object.defineProperty(method, "name", { value: name });
      Reflect.set(prototype, name, method);
    }
  };
}
