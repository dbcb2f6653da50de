// Names the socket or the context of a handler in hints, and says how to get one that the handler does not have.
import type { Node } from "oxc-parser";
import type { HandlerName } from "../../runtime/route.ts";
import { parametersOf } from "../syntax/origins.ts";
import { isTypeScript, type Source, sourceOf } from "../syntax/source.ts";
import { annotationOf, type HandlerRoles, type Role, ROLES } from "../syntax/roles.ts";
import { handlerParameters } from "../syntax/signatures.ts";
import type { FunctionNode } from "../syntax/tree.ts";
import { decides, fitsHint } from "./questions.ts";

const PLACES = ["first", "second", "third", "fourth"];

/** A parameter as a hint names it. */
export interface NamedParameter {
  /** Its name in the handler, or its usual name. */
  readonly name: string;
  /** How to add it, such as "make `ctx` the third parameter"; `""` if the handler has it under a name. */
  readonly toAdd: string;
}

/**
 * The parameter of a handler that is the socket or the context.
 *
 * @param types the types of both, if other handlers of the file name them more exactly
 */
export function parameterOf(
  handler: HandlerName,
  fn: FunctionNode,
  role: Role,
  types: ReadonlyMap<Role, string> = new Map(),
): NamedParameter {
  const expected = handlerParameters(handler, "", "", "string | Buffer").map(({ name, type }) => {
    const own = ROLES.get(type);
    return { name, type: (own && types.get(own)) ?? type, role: own };
  });
  const index = expected.findIndex((each) => each.role === role);
  const given = parametersOf(fn);
  const own = given[index];
  if (own?.type === "Identifier") return { name: own.name, toAdd: "" };
  const { name = "ws" } = expected[index] ?? {};
  // Those before it that are absent are written too.
  const missing = expected.slice(Math.min(given.length, index), index + 1);
  const typed = needsType(fn, given);
  const written = missing.map((each) => (typed ? `${each.name}: ${each.type}` : each.name)).join(", ");
  const toAdd =
    missing.length === 1
      ? `make \`${written}\` the ${PLACES[index] ?? "last"} parameter`
      : `add the parameters \`${written}\``;
  return { name, toAdd };
}

/** The types that the handlers of a file give the socket and the context. */
export function typesIn({ file, text }: Source, handlers: HandlerRoles): ReadonlyMap<Role, string> {
  const types = new Map<Role, string>();
  for (const [fn, [name]] of handlers) {
    if (name === undefined || decides(name) || sourceOf(fn).file !== file) continue;
    const given = parametersOf(fn);
    for (const [index, { type }] of handlerParameters(name).entries()) {
      const role = ROLES.get(type);
      const own = given[index];
      const annotation = own === undefined ? undefined : annotationOf(own);
      if (role === undefined || annotation === undefined) continue;
      const written = text.slice(annotation.start, annotation.end);
      if (fitsHint(written, 60)) types.set(role, written);
    }
  }
  return types;
}

/** Whether a parameter that is added needs a type: others have one, or nothing else gives it one. */
function needsType(fn: FunctionNode, given: readonly Node[]): boolean {
  if (given.length > 0) return given.some((each) => annotationOf(each) !== undefined);
  return fn.type === "FunctionDeclaration" && isTypeScript(sourceOf(fn).file);
}
