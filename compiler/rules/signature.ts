// Writes the signature that a route's handler should have, so that it can be pasted.
import path from "node:path";
import type { ExportFact, Place, Related, RouteFacts } from "../model.ts";
import { fileStart, specifierFrom } from "../place.ts";
import { handlerParameters, type Parameter, parameterType } from "../syntax/signatures.ts";
import type { Details, HandlerMisfit } from "./rule.ts";

/** The parts that all findings about a misfit have in common. */
export interface Blamed {
  readonly fact: ExportFact | undefined;
  /** Where the handler's name is. */
  readonly name: Place;
  readonly details: Details;
}

/** The handler that a misfit is about. */
export function blamed(misfit: HandlerMisfit, facts: RouteFacts): Blamed {
  const { route, handler, reason } = misfit;
  const fact = facts.exports.find((each) => each.name === handler);
  return {
    fact,
    name: fact?.place ?? fileStart(route.file),
    details: { reason, hint: signatureOf(misfit, facts), related: relatedTo(fact) },
  };
}

/** Where the route re-exports a handler that is written in another file. */
export function relatedTo(fact: ExportFact | undefined): readonly Related[] {
  return fact?.via === undefined ? [] : [{ message: "the route exports it here", place: fact.via }];
}

/** Whether a function is declared more than once, so that no single parameter can be blamed. */
export function isOverloaded(fact: ExportFact | undefined): boolean {
  return fact?.form === "function" && fact.parameters === undefined;
}

function signatureOf(misfit: HandlerMisfit, facts: RouteFacts): string {
  const parameters = parametersOf(misfit, facts).map(({ name, type }) => `${name}: ${type}`);
  return `export function ${misfit.handler}(${parameters.join(", ")})`;
}

/** The parameters of a handler, with the route's own types. */
export function parametersOf(
  { handler, sends }: Pick<HandlerMisfit, "handler" | "sends">,
  { route, names }: RouteFacts,
): readonly Parameter[] {
  const guarded = route.guards.length > 0;
  const given = dataOf({ route, names });
  // What `onMessage` gets is `Buffer` by Bun's types, and by bunbox's name `Bytes`; either fits.
  const message = names.includes("incoming") ? "SchemaOutput<typeof incoming>" : "string | Buffer";
  const params = paramsText(route);
  const some = params === "" ? "{}" : params;
  const inHandshake = handler === "guard" || handler === "upgrade";
  const own = inHandshake && guarded ? [some, givenTo(route)] : params === "" ? [] : [params];
  const context = own.length === 0 ? "" : `<${own.join(", ")}>`;
  return handlerParameters(
    handler,
    given === undefined ? "" : `<${given}>`,
    context,
    message,
    sends === true ? `<${some}, Outgoing>` : context,
  );
}

/** The type of what the innermost guard gives. An import in its place needs no name, which an inner guard would have itself. */
function givenTo({ file, guards }: RouteFacts["route"]): string {
  const guard = guards.at(-1)?.file ?? "";
  const specifier = specifierFrom(
    path.posix.join("/", path.posix.dirname(file)),
    path.posix.join("/", guard),
  );
  return `GuardData<typeof import(${JSON.stringify(specifier)}).guard>`;
}

/** The type of the data of a route's sockets; `undefined` if neither an `upgrade` nor a guard gives any. */
export function dataOf({ route, names }: Pick<RouteFacts, "route" | "names">): string | undefined {
  const guarded = route.guards.length > 0;
  if (!names.includes("upgrade")) return guarded ? givenTo(route) : undefined;
  return guarded ? `GuardData<typeof upgrade, ${givenTo(route)}>` : "UpgradeData<typeof upgrade>";
}

/** The type of a route's parameters; `""` if it has none. */
function paramsText({ segments }: RouteFacts["route"]): string {
  const dynamic = segments.filter(({ kind }) => kind !== "static");
  if (dynamic.length === 0) return "";
  const properties = dynamic.map(({ kind, name }) => {
    const key = /^[\p{L}_$][\p{L}\p{Nd}_$]*$/u.test(name) ? name : JSON.stringify(name);
    return `${key}: ${parameterType(kind)}`;
  });
  return `{ ${properties.join("; ")} }`;
}
