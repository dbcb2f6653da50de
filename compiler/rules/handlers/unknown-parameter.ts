// BBX2035: a handler reads a parameter that the route's path does not have.
import type { Node } from "oxc-parser";
import { didYouMean } from "../../did-you-mean.ts";
import type { Route } from "../../model.ts";
import { keyOf } from "../../syntax/constants.ts";
import { functionsOf } from "../../syntax/export-facts.ts";
import type { Modules } from "../../syntax/exports.ts";
import { type Origin, originsOf, originsOfTarget, parametersOf } from "../../syntax/origins.ts";
import { handlerFunctions, type HandlerRoles, isTyped } from "../../syntax/roles.ts";
import { keyText } from "../../syntax/scope.ts";
import { placeOf, type Source, sourceOf } from "../../syntax/source.ts";
import { indexOf } from "../../syntax/indexed.ts";
import { unwrap } from "../../syntax/tree.ts";
import type { Finding, Rule } from "../rule.ts";
import { isRole, occurrences, sourcesOf } from "../questions.ts";

export const unknownParameter = {
  code: "BBX2035",
  severity: "error",
  name: "unknown-parameter",
  label: "always undefined",
  meaning: "A handler reads a parameter that the route's path does not have. It is always `undefined`.",
  remedy: "Use the name in the brackets of the folder.",
  mayApply({ code, route }) {
    const params = namesOf(route);
    return occurrences(code, "params").some((at) => !readsOneOf(code, at, params));
  },
  inHandlers: ({ route, routes, modules, handlers }) =>
    sourcesOf(handlers).flatMap((source) =>
      readsIn(source, handlers).flatMap(({ name, key }) => {
        const finding = describe(name, key, route);
        return finding === null || isOfAnother(modules, source, name, routes) ? [] : finding;
      }),
    ),
} as const satisfies Rule;

/** Whether a route with this parameter has a handler in the file too: a handler of several routes may ask which of them it is. */
function isOfAnother(modules: Modules, source: Source, name: string, routes: readonly Route[]): boolean {
  return routes
    .filter((route) => route.file !== source.file && namesOf(route).includes(name))
    .some((route) =>
      [...handlerFunctions(modules, { route, names: functionsOf(route) }).keys()].some(
        (fn) => sourceOf(fn) === source,
      ),
    );
}

/** Whether a text is `params.id` of a folder `[id]`: neither an unknown parameter nor a copy of `params`. */
function readsOneOf(text: string, at: number, params: readonly string[]): boolean {
  const next = /^params\.([\p{ID_Continue}$]+)/u.exec(text.slice(at, at + 200))?.[1];
  return next !== undefined && params.includes(next);
}

function namesOf({ segments }: Route): readonly string[] {
  return segments.filter(({ kind }) => kind !== "static").map(({ name }) => name);
}

interface Read {
  readonly name: string;
  readonly key: Node;
}

/** Every `params.name` and `const { name } = params`, whatever the names of the context and its parameters. */
function readsIn({ program }: Source, handlers: HandlerRoles): readonly Read[] {
  const index = indexOf(program);
  const accesses = index.of("MemberExpression").flatMap((access): readonly Read[] => {
    const name = isWritten(access) || !mayBeParams(access.object) ? undefined : keyOf(access);
    return name !== undefined && areParams(originsOf(access.object), handlers)
      ? [{ name, key: access.property }]
      : [];
  });
  const patterns = index.of("ObjectPattern").flatMap((pattern): readonly Read[] => {
    if (!areParams(originsOfTarget(pattern), handlers)) return [];
    return pattern.properties.flatMap((each) => {
      const name = each.type === "Property" ? keyText(each.key, each.computed) : undefined;
      return each.type === "Property" && name !== undefined ? [{ name, key: each.key }] : [];
    });
  });
  return [...accesses, ...patterns];
}

/** Whether an object can be `params` at all: a property must have that name, but any variable may hold it. */
function mayBeParams(object: Node): boolean {
  const node = unwrap(object);
  return node.type === "MemberExpression" ? keyOf(node) === "params" : node.type !== "CallExpression";
}

function isWritten(access: Node): boolean {
  return access.parent?.type === "AssignmentExpression" && access.parent.left === access;
}

/** Whether these are the parameters of a handler of this route. If `Params` is written out, TypeScript checks them. */
function areParams(origins: readonly Origin[], handlers: HandlerRoles): boolean {
  return origins.some((origin) => {
    const parameter = parametersOf(origin.fn)[origin.index];
    if (!handlers.has(origin.fn) || parameter === undefined || isTyped(parameter)) return false;
    return isRole(origin, "context", handlers, ["params"]);
  });
}

function describe(name: string, key: Node, route: Route): Finding | null {
  const names = namesOf(route);
  // `params` does not have a prototype, so the properties of every object are not parameters either.
  if (names.includes(name)) return null;
  const known =
    names.length === 0 ? "no parameters" : `only ${names.map((each) => `\`${each}\``).join(" and ")}`;
  const meant = didYouMean(name, names) ?? names[0];
  const hint =
    meant === undefined ? "Name a folder `[name]` to get a parameter." : `Did you mean \`${meant}\`?`;
  return {
    place: placeOf(key),
    message: `${route.path} has ${known}; \`${name}\` is always undefined`,
    hint,
  };
}
