// Explains TypeScript's errors about parameters of handlers without a type: one per handler, with the types to write.
import type { Node } from "oxc-parser";
import type { FunctionName } from "../../runtime/facts.ts";
import type { Diagnostic, RouteFacts } from "../model.ts";
import { parametersOf as parametersIn } from "../syntax/origins.ts";
import type { HandlerRoles } from "../syntax/roles.ts";
import { typeNameOf } from "../syntax/signatures.ts";
import type { Source } from "../syntax/source.ts";
import type { FunctionNode } from "../syntax/tree.ts";
import { covers, decides } from "./questions.ts";
import { parametersOf } from "./signature.ts";
import { withImport } from "./type-imports.ts";

/** A parameter, a part of a pattern, and a rest parameter whose type is `any` because nothing says another. */
const IMPLICIT: ReadonlySet<string> = new Set(["TS7006", "TS7019", "TS7031"]);

/** The errors of a file, with one for all parameters of a handler. */
export function withTypedHandlers(
  errors: readonly Diagnostic[],
  source: Source,
  facts: RouteFacts,
  handlers: HandlerRoles,
): readonly Diagnostic[] {
  const seen = new Set<FunctionNode>();
  return errors.flatMap((error) => {
    const fn = handlerOf(error, source, handlers);
    if (fn === undefined) return error;
    if (seen.has(fn)) return [];
    seen.add(fn);
    const all = errors.filter((each) => handlerOf(each, source, handlers) === fn);
    const [name = "onMessage"] = handlers.get(fn) ?? [];
    return all.length === 1
      ? { ...error, ...wordsFor(error, name), hint: hintFor(name, fn, source, facts) }
      : {
          ...error,
          message: `The parameters of \`${name}\` have no types`,
          hint: hintFor(name, fn, source, facts),
          place: source.placeOf({
            start: parametersIn(fn)[0]?.start ?? fn.start,
            end: parametersIn(fn).at(-1)?.end ?? fn.end,
          }),
        };
  });
}

/** TypeScript's message about one parameter in plain words. */
function wordsFor({ message }: Diagnostic, name: FunctionName): Partial<Diagnostic> {
  const parameter = /^Parameter '([^']+)' implicitly has an 'any' type/.exec(message)?.[1];
  return parameter === undefined
    ? {}
    : { message: `The parameter \`${parameter}\` of \`${name}\` has no type` };
}

/** The handler whose parameter an error is about. */
function handlerOf(
  { code, place }: Diagnostic,
  source: Source,
  handlers: HandlerRoles,
): FunctionNode | undefined {
  if (place === null || !IMPLICIT.has(code)) return undefined;
  const at = source.offsetOf(place);
  return [...handlers.keys()].find((fn) => parametersIn(fn).some((each) => covers(each, at)));
}

/** The handler with the types of its route, and the import that they need. */
function hintFor(name: FunctionName, fn: FunctionNode, source: Source, facts: RouteFacts): string {
  const given = parametersIn(fn);
  const expected = parametersOf({ handler: name }, facts).slice(0, Math.max(given.length, 1));
  const typed = expected.map((each, index) => `${textOf(given[index], source, each.name)}: ${each.type}`);
  const written =
    fn.type === "FunctionDeclaration"
      ? `export ${fn.async ? "async " : ""}function ${name}(${typed.join(", ")})`
      : decides(name)
        ? `export const ${name} = ${fn.async ? "async " : ""}(${typed.join(", ")}) => …`
        : `export const ${name}: ${handlerType(name, facts)} = …`;
  return `Write ${withImport(written, source)}.`;
}

/** A parameter as it is written, without its default; a pattern is kept if it is short. */
function textOf(parameter: Node | undefined, { text }: Source, otherwise: string): string {
  const node = parameter?.type === "AssignmentPattern" ? parameter.left : parameter;
  if (node?.type === "Identifier") return node.name;
  if (node?.type !== "ObjectPattern") return otherwise;
  const written = text.slice(node.start, node.typeAnnotation?.start ?? node.end);
  return written.length > 40 || written.includes("\n") ? otherwise : written;
}

/** `OnMessage<Data, Params, Message>` with the types of a route. */
function handlerType(name: FunctionName, facts: RouteFacts): string {
  const parameters = parametersOf({ handler: name }, facts);
  const argumentIn = (type: string): string | undefined =>
    /^\w+<(.*)>$/.exec(parameters.find((each) => each.type.startsWith(type))?.type ?? "")?.[1];
  const data = argumentIn("ServerWebSocket");
  const params = argumentIn("WebSocketContext");
  const message =
    facts.names.includes("incoming") && name === "onMessage" ? "SchemaOutput<typeof incoming>" : undefined;
  const given = [
    data ?? "undefined",
    ...(params !== undefined ? [params] : message === undefined ? [] : ["{}"]),
    ...(message === undefined ? [] : [message]),
  ];
  return data === undefined && given.length === 1
    ? typeNameOf(name)
    : `${typeNameOf(name)}<${given.join(", ")}>`;
}
