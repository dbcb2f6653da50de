// Finds out what may run when a socket closes, so that what `onOpen` has begun may end.
import path from "node:path";
import type { Node } from "oxc-parser";
import type { Modules } from "../syntax/exports.ts";
import { indexOf } from "../syntax/indexed.ts";
import { writtenValue } from "../syntax/written.ts";
import { FUNCTIONS, reachableFrom } from "../syntax/reach.ts";
import type { HandlerRoles } from "../syntax/roles.ts";
import { type Source, sourceOf } from "../syntax/source.ts";
import { type FunctionNode, functionAround, isFunction, within } from "../syntax/tree.ts";
import { PACKAGE } from "./own-types.ts";

/** What handlers run, and what of it may run when a socket closes. */
export interface Running {
  /** The files of the functions that any handler may run. */
  readonly sources: ReadonlySet<Source>;
  /** Whether any handler may run a place. */
  readonly isReached: (node: Node) => boolean;
  /** Whether `onClose` may run a place. */
  readonly isClosing: (node: Node) => boolean;
  /** Whether a place may run at any time: in a method, a callback, a function that is kept, or at the top of a module. */
  readonly isLoose: (node: Node) => boolean;
}

/** Looks at the handlers of a route. */
export function runningOf(modules: Modules, handlers: HandlerRoles): Running {
  const closing = reachedFrom(modules, handlersFor(handlers, true));
  const others = calledBy(modules, handlersFor(handlers, false));
  const reached = reachedFrom(modules, handlers.keys());
  const sources = new Set([...reached].map(sourceOf));
  // A callback may call, at any time, what handlers call as well.
  const loose = calledBy(
    modules,
    [...sources].flatMap((source) => [
      ...functionsOf(source).filter((fn) => !closing.has(fn) && !others.has(fn)),
      ...givenIn(modules, source),
    ]),
  );
  return {
    sources,
    isReached(node) {
      const fn = functionAround(node);
      return fn !== undefined && reached.has(fn);
    },
    isClosing(node) {
      const fn = functionAround(node);
      return fn !== undefined && closing.has(fn);
    },
    isLoose(node) {
      const fn = functionAround(node);
      return fn === undefined || (!closing.has(fn) && (!others.has(fn) || loose.has(fn)));
    },
  };
}

function functionsOf({ program }: Source): readonly FunctionNode[] {
  const index = indexOf(program);
  return FUNCTIONS.flatMap((type): readonly FunctionNode[] => index.of(type));
}

/** The functions that a file gives to others by their name: `bus.on("close", leave)`. */
function givenIn(modules: Modules, source: Source): readonly FunctionNode[] {
  return indexOf(source.program)
    .of("CallExpression")
    .flatMap(({ arguments: given }) => given.filter(({ type }) => type === "Identifier"))
    .flatMap((name) => {
      const written = writtenValue(modules, source, name)?.node;
      return isFunction(written) ? [written] : [];
    });
}

/** The functions that may run because of others, without those of bunbox, whose code may be linked from elsewhere. */
function reachedFrom(modules: Modules, roots: Iterable<FunctionNode>): ReadonlySet<FunctionNode> {
  const all = [...reachableFrom(modules, roots)];
  const folders = new Set(
    all.flatMap((fn) => {
      const target = modules.resolve(sourceOf(fn).file, PACKAGE);
      return target.kind === "file" ? [`${path.posix.dirname(target.file)}/`] : [];
    }),
  );
  return new Set(all.filter((fn) => ![...folders].some((folder) => sourceOf(fn).file.startsWith(folder))));
}

function handlersFor(handlers: HandlerRoles, closes: boolean): readonly FunctionNode[] {
  return [...handlers].flatMap(([fn, names]) => (names.includes("onClose") === closes ? [fn] : []));
}

/** Some functions, and those of the project that they call themselves. */
function calledBy(modules: Modules, roots: readonly FunctionNode[]): ReadonlySet<FunctionNode> {
  const found = new Set<FunctionNode>();
  const waiting = [...roots];
  for (let fn = waiting.pop(); fn !== undefined; fn = waiting.pop()) {
    if (found.has(fn)) continue;
    found.add(fn);
    for (const call of within(fn, ["CallExpression"])) {
      const called = writtenValue(modules, sourceOf(call), call.callee)?.node;
      if (functionAround(call) === fn && isFunction(called)) waiting.push(called);
    }
  }
  return found;
}
