// Drops TypeScript's errors about properties of a message whose wrong type is reported at the parameter.
import type { Node } from "oxc-parser";
import type { Diagnostic } from "../model.ts";
import { originsOf, parametersOf } from "../syntax/origins.ts";
import type { HandlerRoles } from "../syntax/roles.ts";
import type { Source } from "../syntax/source.ts";
import { within } from "../syntax/tree.ts";
import { handlerNamed } from "./questions.ts";

/** A property that a type does not have, and a value of the type `unknown`. */
const ABOUT_PROPERTIES: ReadonlySet<string> = new Set(["TS2339", "TS2551", "TS18046"]);

/** The errors of a file, without those that the right type of the message would end. */
export function withoutMessageErrors(
  errors: readonly Diagnostic[],
  source: Source,
  handlers: HandlerRoles,
): readonly Diagnostic[] {
  const fn = handlerNamed(handlers, "onMessage");
  if (fn === undefined) return errors;
  const isMessage = (value: Node | null): boolean => {
    const origins = value === null ? [] : originsOf(value);
    // The parameter of a function that gets the message has a type of its own.
    return (
      origins.length > 0 &&
      origins.every((each) => each.fn === fn && each.index === 1 && each.path.length === 0)
    );
  };
  const members = within(fn, ["MemberExpression"]).filter(({ object }) => isMessage(object));
  const patterns = within(fn, ["VariableDeclarator"]).flatMap(({ id, init }) => (isMessage(init) ? id : []));
  const starts = new Set([
    ...members.flatMap(({ object, property }) => [object.start, property.start]),
    ...[parametersOf(fn)[1], ...patterns].flatMap((each) =>
      each?.type === "ObjectPattern" ? each.properties.map(({ start }) => start) : [],
    ),
  ]);
  return errors.filter(
    ({ code, place }) => place === null || !ABOUT_PROPERTIES.has(code) || !starts.has(source.offsetOf(place)),
  );
}
