// Names the socket or the context of a handler in hints, and says how to get one that the handler does not have.
import type { Node } from "oxc-parser";
import type { HandlerName } from "../../runtime/route.ts";
import { parametersOf } from "../syntax/origins.ts";
import { isTypeScript, sourceOf } from "../syntax/source.ts";
import { annotationOf, type Role, ROLES } from "../syntax/roles.ts";
import { handlerParameters } from "../syntax/signatures.ts";
import type { FunctionNode } from "../syntax/tree.ts";

const PLACES = ["first", "second", "third", "fourth"];

/** A parameter as a hint names it. */
export interface NamedParameter {
  /** Its name in the handler, or its usual name. */
  readonly name: string;
  /** How to add it, such as "make `ctx` the third parameter"; `""` if the handler has it under a name. */
  readonly toAdd: string;
}

/** The parameter of a handler that is the socket or the context. */
export function parameterOf(handler: HandlerName, fn: FunctionNode, role: Role): NamedParameter {
  const expected = handlerParameters(handler);
  const index = expected.findIndex(({ type }) => ROLES.get(type) === role);
  const given = parametersOf(fn);
  const own = given[index];
  if (own?.type === "Identifier") return { name: own.name, toAdd: "" };
  const { name = "ws", type = "" } = expected[index] ?? {};
  const written = needsType(fn, given) ? `${name}: ${type}` : name;
  return { name, toAdd: `make \`${written}\` the ${PLACES[index] ?? "last"} parameter` };
}

/** Whether a parameter that is added needs a type: others have one, or nothing else gives it one. */
function needsType(fn: FunctionNode, given: readonly Node[]): boolean {
  if (given.length > 0) return given.some((each) => annotationOf(each) !== undefined);
  return fn.type === "FunctionDeclaration" && isTypeScript(sourceOf(fn).file);
}
