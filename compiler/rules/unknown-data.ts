// Explains TypeScript's errors about `ws.data` whose type is not known: one per socket, with the type to write.
import type { Node } from "oxc-parser";
import type { Diagnostic, RouteFacts } from "../model.ts";
import { property } from "../syntax/constants.ts";
import type { Modules } from "../syntax/exports.ts";
import { type Origin, originsOf, originsOfTarget, parametersOf } from "../syntax/origins.ts";
import { annotationOf, type HandlerRoles, hasRole } from "../syntax/roles.ts";
import type { Source } from "../syntax/source.ts";
import { indexOf } from "../syntax/indexed.ts";
import { type FunctionNode } from "../syntax/tree.ts";
import { isOwnName } from "./own-types.ts";
import { handlerNamed, shortText } from "./questions.ts";
import { resultsOf } from "./results.ts";
import { dataOf as dataIn } from "./signature.ts";
import { withImport } from "./type-imports.ts";

/** Errors about a value of the type `unknown`, about one that may be `undefined`, and about a property that a type lacks. */
const ABOUT_DATA: ReadonlySet<string> = new Set(["TS2339", "TS2532", "TS2571", "TS18046", "TS18048"]);

/**
 * The errors of a file, with one for all uses of the data of a socket whose type does not say what it has.
 *
 * @param reported the handlers whose socket has a type that is reported already
 */
export function withKnownData(
  errors: readonly Diagnostic[],
  source: Source,
  modules: Modules,
  facts: RouteFacts,
  handlers: HandlerRoles,
  reported: readonly string[],
): readonly Diagnostic[] {
  const seen = new Set<Node>();
  return errors.flatMap((error) => {
    const use = useOf(error, source, handlers);
    if (use === undefined) return error;
    if (seen.has(use.parameter) || handlers.get(use.fn)?.some((name) => reported.includes(name))) return [];
    seen.add(use.parameter);
    const hint = hintFor(use, source, modules, facts, handlers);
    // TypeScript marks only the beginning of `ws.data`.
    const place = error.code === "TS2339" ? error.place : source.placeOf(use.data);
    return { ...error, message: messageFor(use, error), hint, place };
  });
}

/** Why the data is `unknown`, which TypeScript does not say. Its other messages are kept. */
function messageFor({ parameter, data, cause }: Use, { code, message }: Diagnostic): string {
  if (cause !== "no type" || (code !== "TS18046" && code !== "TS2571")) return message;
  const socket = parameter.type === "Identifier" ? `\`${parameter.name}\`` : "the socket";
  return `\`${shortText(data, "ws.data")}\` is \`unknown\`, because the type of ${socket} does not say what data it has`;
}

interface Use {
  readonly fn: FunctionNode;
  /** The parameter that is the socket. */
  readonly parameter: Node;
  /** The data, where it is used. */
  readonly data: Node;
  /** The property of the data that is read, if one is. */
  readonly key: string | undefined;
  readonly cause: "no type" | "no data" | "promise";
}

/** The use of a socket's data that an error is about, if the socket's type does not say what it has, or if it has no data. */
function useOf(error: Diagnostic, source: Source, handlers: HandlerRoles): Use | undefined {
  const { code, message, place } = error;
  if (place === null || !ABOUT_DATA.has(code)) return undefined;
  const isPromise = / on type 'Promise</.test(message);
  if (code === "TS2339" && !isPromise && !/ on type '(?:unknown|undefined|never|\{\})'$/.test(message))
    return undefined;
  for (const { data, origins, key } of accessesAt(source.offsetOf(place), code, source)) {
    const origin = origins.find(({ path, ...each }) => {
      const isData = path[0] === "data" && (isPromise ? path.length <= 2 : path.length === 1);
      return isData && hasRole({ ...each, path }, "socket", handlers);
    });
    if (origin === undefined) continue;
    const parameter = parametersOf(origin.fn)[origin.index];
    if (parameter === undefined) continue;
    const cause = isPromise ? "promise" : causeOf(dataOf(origin.fn, parameter));
    if (cause !== undefined) return { fn: origin.fn, parameter, data, key, cause };
  }
  return undefined;
}

/** Why the data is not known, by the type argument that says what it is. */
function causeOf(data: Node | undefined): Use["cause"] | undefined {
  if (data === undefined || data.type === "TSUndefinedKeyword" || data.type === "TSUnknownKeyword")
    return "no type";
  return data.type === "TSTypeReference" && isOwnName(data.typeName, "UpgradeData") ? "no data" : undefined;
}

interface Access {
  readonly data: Node;
  readonly origins: readonly Origin[];
  readonly key: string | undefined;
}

/** What is read at a place: TypeScript marks the property that does not exist, or the beginning of its owner. */
function accessesAt(at: number, code: string, { program }: Source): readonly Access[] {
  const index = indexOf(program);
  const members = index
    .of("MemberExpression")
    .filter(({ object, property: key }) => (code === "TS2339" ? key : object).start === at)
    .map(({ object, property: key, computed }) => ({
      data: object,
      origins: originsOf(object),
      key: nameOf(key, computed),
    }));
  const patterns = index.of("ObjectPattern").flatMap((pattern) =>
    pattern.properties
      .filter(({ start }) => start === at)
      .map((each) => ({
        data: each,
        origins: originsOfTarget(pattern),
        key: each.type === "Property" ? nameOf(each.key, each.computed) : undefined,
      })),
  );
  return [...members, ...patterns];
}

/** A key that is written as a name. */
function nameOf(key: Node, computed: boolean): string | undefined {
  return key.type === "Identifier" && !computed ? key.name : undefined;
}

/** The type of a socket, or of the handler that gets it, as it is written. */
function typeOf(fn: FunctionNode, parameter: Node): Node | undefined {
  const variable = fn.parent?.type === "VariableDeclarator" ? fn.parent.id : undefined;
  return annotationOf(parameter) ?? (variable === undefined ? undefined : annotationOf(variable));
}

/** The type of the data, as it is written. */
function dataOf(fn: FunctionNode, parameter: Node): Node | undefined {
  const type = typeOf(fn, parameter);
  return type?.type === "TSTypeReference" ? type.typeArguments?.params[0] : undefined;
}

function hintFor(
  { fn, parameter, cause, key = "name" }: Use,
  source: Source,
  modules: Modules,
  facts: RouteFacts,
  handlers: HandlerRoles,
): string {
  if (cause === "promise")
    return "`upgrade` returns this as a promise. Write `await` before it, and make `upgrade` `async`.";
  const returned = `\`{ data: { ${key}: … } }\``;
  if (cause === "no data") return `\`upgrade\` has a result without data. Let it return ${returned} there.`;
  const isRoute = source.file === facts.route.file;
  const isGuarded = facts.route.guards.length > 0;
  const written = typeWith(
    fn,
    parameter,
    isRoute ? (dataIn(facts) ?? "UpgradeData<typeof upgrade>") : "Data",
  );
  const giver = isGuarded ? "`upgrade` or the guard returns" : "`upgrade` returns";
  const type = `Write ${withImport(written, source)}${isRoute ? "" : `, where \`Data\` is the type of what ${giver} under \`data\``}.`;
  // Its guard may give the data.
  if (isGuarded) return type;
  if (!facts.names.includes("upgrade"))
    return `This route has no \`upgrade\`, so there is no data. Export one that returns ${returned}. ${type}`;
  const upgrade = handlerNamed(handlers, "upgrade");
  const hasNone =
    upgrade !== undefined && resultsOf(modules, upgrade).every(({ node }) => givesNothing(node));
  return hasNone ? `\`upgrade\` returns no data. Let it return ${returned}. ${type}` : type;
}

/** The type of a socket or a handler with another `Data`: `ws: ServerWebSocket<Data>`, `OnOpen<Data>`. */
function typeWith(fn: FunctionNode, parameter: Node, data: string): string {
  const type = typeOf(fn, parameter);
  if (annotationOf(parameter) === undefined && type?.type === "TSTypeReference")
    return `${shortText(type.typeName, "OnMessage")}<${data}>`;
  return `${parameter.type === "Identifier" ? parameter.name : "ws"}: ServerWebSocket<${data}>`;
}

/** Whether a result of `upgrade` certainly has no data. */
function givesNothing(node: Node): boolean {
  if (node.type === "Literal" || node.type === "NewExpression") return true;
  if (node.type !== "ObjectExpression") return false;
  return (
    property(node, "data") === undefined && !node.properties.some(({ type }) => type === "SpreadElement")
  );
}
