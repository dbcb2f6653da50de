// BBX2046: `upgrade` or `guard` returns a promise under `data`.
import type { Node } from "oxc-parser";
import { GUARD } from "../../../runtime/facts.ts";
import type { Route } from "../../model.ts";
import { declaredValue, keyOf, property } from "../../syntax/constants.ts";
import type { Modules } from "../../syntax/exports.ts";
import { functionsOf } from "../../syntax/export-facts.ts";
import { type Origin, originsOf } from "../../syntax/origins.ts";
import { handlerFunctions, type HandlerRoles, hasRole } from "../../syntax/roles.ts";
import { keyText } from "../../syntax/scope.ts";
import { placeOf } from "../../syntax/source.ts";
import { indexOf } from "../../syntax/indexed.ts";
import { unwrap } from "../../syntax/tree.ts";
import { isPromise } from "../asynchronous.ts";
import { type Call, decides, decidingHandler, isGlobal, shortText, sourcesOf } from "../questions.ts";
import { resultsOf } from "../results.ts";
import type { Finding, Rule } from "../rule.ts";
import { testedPromises } from "./unawaited-guard.ts";

export const promisedData = {
  code: "BBX2046",
  severity: "warning",
  name: "promised-data",
  label: "a promise",
  meaning:
    "`upgrade` or `guard` returns a promise under `data`, or in a property of it, and no handler awaits it or gives it to a function that may. `ws.data` is then the promise, not what it resolves with; so is `ctx.guard`.",
  remedy: "Write `await` before it, and make the function `async`.",
  mayApply: ({ names }) => names.some(decides),
  inHandlers({ modules, handlers, route, routes }) {
    const deciding = decidingHandler(handlers);
    if (deciding === undefined) return [];
    const found = resultsOf(modules, deciding).flatMap(({ node }) =>
      promisesIn(modules, property(node, "data")),
    );
    if (found.length === 0) return [];
    const using = route.isGuard === true ? handlersBelow(modules, route, routes) : handlers;
    if (isAwaited(using) || isGiven(found, using)) return [];
    // BBX2034 reports a promise that a guard tests.
    const tested = testedPromises(modules, deciding);
    const name = route.isGuard === true ? GUARD : "upgrade";
    return [...new Set(found.map(({ at }) => at))].flatMap((at) => {
      const promised = found.find((each) => each.at === at);
      return promised === undefined || tested.has(promised.value) ? [] : [describe(promised, name)];
    });
  },
} as const satisfies Rule;

interface Promised {
  /** The place to report: that of a constant is where it is used. */
  readonly at: Node;
  /** The promise itself. */
  readonly value: Node;
  /** The key in the data; `null` if the data itself is a promise. */
  readonly key: string | null;
}

/** The promise that the data is, or those in its properties. */
function promisesIn(modules: Modules, data: Node | undefined): readonly Promised[] {
  if (data === undefined) return [];
  const whole = promiseOf(modules, data).map((value) => ({ at: data, value, key: null }));
  const object = valueOf(data);
  if (whole.length > 0 || object?.type !== "ObjectExpression") return whole;
  return object.properties.flatMap((each) => {
    const key = each.type === "Property" ? keyText(each.key, each.computed) : undefined;
    if (each.type !== "Property" || key === undefined) return [];
    return promiseOf(modules, each.value).map((value) => ({ at: each.value, value, key }));
  });
}

function valueOf(expression: Node, depth = 0): Node | undefined {
  const node = unwrap(expression);
  if (node.type !== "Identifier" || depth > 8) return node;
  const value = declaredValue(node, node.name);
  return value === undefined ? undefined : valueOf(value, depth + 1);
}

/** The promise that a value is, in one branch at least. */
function promiseOf(modules: Modules, expression: Node): readonly Node[] {
  const node = valueOf(expression);
  if (node?.type === "ConditionalExpression")
    return [node.consequent, node.alternate].flatMap((each) => promiseOf(modules, each)).slice(0, 1);
  if (node?.type === "LogicalExpression")
    return [node.left, node.right].flatMap((each) => promiseOf(modules, each)).slice(0, 1);
  return node !== undefined && isPromise(modules, node) ? [node] : [];
}

/** The handlers that get the data of a guard: of the routes below it, and of the guards between. */
function handlersBelow(modules: Modules, guard: Route, routes: readonly Route[]): HandlerRoles {
  const below = routes.flatMap((route) => {
    const at = route.guards.findIndex(({ file }) => file === guard.file);
    return at < 0 ? [] : [route, ...route.guards.slice(at + 1)];
  });
  return new Map(
    [...new Set(below)].flatMap((route) => [
      ...handlerFunctions(modules, { route, names: functionsOf(route) }),
    ]),
  );
}

/** Whether a value is the data of a socket or of a guard, or a part of it. */
function isData({ path, ...origin }: Origin, handlers: HandlerRoles): boolean {
  if (path[0] === "data") return hasRole({ path, ...origin }, "socket", handlers);
  return path[0] === GUARD && hasRole({ path, ...origin }, "context", handlers);
}

/** Whether a handler awaits the data, or a part of it. */
function isAwaited(handlers: HandlerRoles): boolean {
  return sourcesOf(handlers).some(({ program }) => {
    const index = indexOf(program);
    const awaited = index.of("AwaitExpression").map(({ argument }) => argument);
    const chained = index
      .of("MemberExpression")
      .filter((each) => ["then", "catch", "finally"].includes(keyOf(each) ?? ""))
      .map(({ object }) => object);
    return [...awaited, ...chained].some((each) =>
      originsOf(each).some((origin) => isData(origin, handlers)),
    );
  });
}

/** Whether a handler gives one of the promises to a function that may await it. */
function isGiven(found: readonly Promised[], handlers: HandlerRoles): boolean {
  const keys = new Set(["", ...found.map(({ key }) => key ?? "")]);
  return sourcesOf(handlers).some(({ program }) =>
    indexOf(program)
      .of("CallExpression")
      .filter((call) => mayAwait(call, handlers))
      .flatMap((call) => call.arguments.flatMap(partsOf))
      .some((each) =>
        originsOf(each).some(
          (origin) => keys.has(origin.path.slice(1).join("\0")) && isData(origin, handlers),
        ),
      ),
  );
}

/** Not what sends a value, or makes a text of it. */
function mayAwait({ callee }: Call, handlers: HandlerRoles): boolean {
  const called = unwrap(callee);
  if (isGlobal(called, "String")) return false;
  if (["JSON", "console"].some((name) => called.type === "MemberExpression" && isGlobal(called.object, name)))
    return false;
  return !originsOf(called).some(
    (origin) =>
      origin.path.length === 1 &&
      (hasRole(origin, "socket", handlers) || hasRole(origin, "context", handlers)),
  );
}

/** A value, or those in an array or an object that is written in its place. */
function partsOf(value: Node): readonly Node[] {
  if (value.type === "SpreadElement") return partsOf(value.argument);
  const node = unwrap(value);
  if (node.type === "ArrayExpression")
    return node.elements.flatMap((each) => (each === null ? [] : partsOf(each)));
  if (node.type !== "ObjectExpression") return [node];
  return node.properties.flatMap((each) =>
    partsOf(each.type === "SpreadElement" ? each.argument : each.value),
  );
}

function describe({ at, value, key }: Promised, handler: "upgrade" | typeof GUARD): Finding {
  const data = handler === GUARD ? "ctx.guard" : "ws.data";
  const name = key === null ? data : `${data}.${key}`;
  return {
    place: placeOf(at),
    message: `\`${name}\` will be a promise, because \`${handler}\` does not await it`,
    hint: `Write \`${key ?? "data"}: await ${shortText(value, "…")}\`, and make \`${handler}\` \`async\`.`,
  };
}
