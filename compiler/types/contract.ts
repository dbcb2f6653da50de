// Writes the contract: one assignment per handler, each on a line of its own that maps back to it.
import path from "node:path";
import { type FunctionName, GUARD, type SettingName } from "../../runtime/facts.ts";
import { guardsOf } from "../guards-of.ts";
import {
  type Blame,
  HANDLERS,
  type Misfit,
  type NamedExport,
  type ReadExport,
  type Route,
} from "../model.ts";
import { isFunctionName } from "../syntax/export-facts.ts";
import { typeNameOf } from "../syntax/signatures.ts";
import { isTypeScript } from "../syntax/source.ts";
import { argumentsOf, type ContractRoute, signatureOf } from "./handler-signatures.ts";
import { findable } from "./odd-names.ts";
import { specifierFrom } from "../place.ts";

/** A line of the contract, and what it checks. */
export interface Line {
  readonly route: Route;
  readonly handler: ReadExport | "fallback";
  readonly blame: Blame;
}

/** A line that checks whether an export with almost a handler's name can be called. */
export interface NearLine {
  readonly route: Route;
  readonly near: string;
}

/** One file of the contract. */
export interface ContractFile {
  readonly name: string;
  readonly text: string;
  /** The number of a line that never fits: if TypeScript does not report it, it did not check the others either. */
  readonly proof: number;
  /** The lines by their number, from 1. */
  readonly lines: ReadonlyMap<number, Line | NearLine>;
  /** The lines that import a route, by their number. */
  readonly imports: ReadonlyMap<number, Route>;
  /** The lines that give what a route sends a name, by their number. If it does not export that type, they fail, and the name is `any`. */
  readonly outgoing: ReadonlyMap<number, Route>;
}

/** Returns the exports of a route to check. */
export type ExportsOf = (route: Route) => readonly NamedExport[];

// tsc takes quadratic time for declared constants, or one long file (38 s at 1,000 routes); 64 per file is linear.
const ROUTES_PER_FILE = 64;

/** Writes the first contract: whether each handler fits its signature. */
export function contract(
  folder: string,
  runtime: string,
  routes: readonly Route[],
  exportsOf: ExportsOf,
): readonly ContractFile[] {
  const files: ContractFile[] = [];
  for (let start = 0; start < routes.length; start += ROUTES_PER_FILE) {
    const some = routes.slice(start, start + ROUTES_PER_FILE);
    const name = `contract-${files.length}.mts`;
    files.push(
      write(
        name,
        folder,
        runtime,
        some,
        (scope) => wholeAssignments(scope, exportsOf(scope.route)),
        exportsOf,
      ),
    );
  }
  return files;
}

/**
 * Checks each handler against its signature, and for mistakes that the signature accepts: a generator, because calling it
 * does not run its body, and unknown keys in the result of `upgrade`.
 */
function wholeAssignments(scope: ContractRoute, exported: readonly NamedExport[]): readonly Assignment[] {
  const { route, module } = scope;
  return exported.flatMap(({ name, mayGenerate }): readonly Assignment[] => {
    const source = `typeof ${module}.${name}`;
    // Only its name matters: the contexts of the handlers have it.
    if (name === "Outgoing") return [];
    const line = (blame: Blame): Line => ({ route, handler: name, blame });
    const target = isFunctionName(name) ? signatureOf(name, scope, source) : settingType(name, route);
    const whole: Assignment = { target, source, line: line({ kind: "whole" }) };
    // A generator is not a result of either anyway.
    if (name === "upgrade" || name === GUARD) {
      const mustBeNever = (type: string, blame: Blame): Assignment => ({
        target: "never",
        source: `${type}<${source}>`,
        line: line(blame),
      });
      return [
        whole,
        mustBeNever("UnknownKeys", { kind: "keys" }),
        ...(name === GUARD ? [mustBeNever("LackingData", { kind: "data" })] : []),
      ];
    }
    if (!isFunctionName(name) || !mayGenerate) return [whole];
    return [whole, { target: '"runs"', source: `Calling<${source}>`, line: line({ kind: "generator" }) }];
  });
}

/** The type of a setting. A `1` that is written in JavaScript has the type `number`. */
function settingType(name: SettingName, { file }: Route): string {
  if (name === "maxPayloadLength") return "number";
  return isTypeScript(file) ? "StandardSchema" : "UntypedSchema";
}

/** Writes the contract that checks the default export of the module of the option `fallback`. */
export function fallbackContract(folder: string, runtime: string, route: Route): ContractFile {
  const line: Line = { route, handler: "fallback", blame: { kind: "whole" } };
  return write(
    "fallback.mts",
    folder,
    runtime,
    [route],
    ({ module }) => [{ target: "FallbackHandler", source: `typeof ${module}.default`, line }],
    () => [],
  );
}

/** Writes the second contract: which part of each failed handler does not fit, and which near names can be called. */
export function blameContract(
  folder: string,
  runtime: string,
  failing: readonly Line[],
  near: readonly NearLine[],
  exportsOf: ExportsOf,
): ContractFile {
  const routes = [...new Set([...failing, ...near].map(({ route }) => route))];
  const assignmentsOf = (scope: ContractRoute): readonly Assignment[] => [
    ...failing
      .filter(({ route }) => route === scope.route)
      .flatMap(({ handler }) => (isFunctionName(handler) ? partsOf(handler, scope) : [])),
    ...near
      .filter(({ route }) => route === scope.route)
      .map((line) => ({
        target: CALLABLE,
        source: `(typeof ${scope.module})[${JSON.stringify(line.near)}]`,
        line,
      })),
  ];
  return write("blame.mts", folder, runtime, routes, assignmentsOf, exportsOf);
}

const CALLABLE = "(...args: never[]) => unknown";

/** One line per part of a handler's signature. */
function partsOf(handler: FunctionName, scope: ContractRoute): readonly Assignment[] {
  const { route, module } = scope;
  const own = `typeof ${module}.${handler}`;
  const args = argumentsOf(handler, scope, own);
  const line = (blame: Blame): Line => ({ route, handler, blame });
  const result = {
    target: "Awaitable<UpgradeResult>",
    source: `HandlerResult<${own}>`,
    line: line({ kind: "return" }),
  };
  return [
    { target: CALLABLE, source: own, line: line({ kind: "callable" }) },
    {
      // Parameters of type `never` accept any type, so only their number can be wrong.
      target: `(${args.map((_, index) => `a${index}: never`).join(", ")}) => unknown`,
      source: own,
      line: line({ kind: "arity", allowed: args.length }),
    },
    ...args.map((type, index) => ({
      target: `HandlerParameter<${own}, ${index}>`,
      source: type,
      line: line({ kind: "parameter", index }),
    })),
    ...(handler === "upgrade" || handler === GUARD ? [result] : []),
  ];
}

interface Assignment {
  readonly target: string;
  readonly source: string;
  readonly line: Line | NearLine;
}

/** The types that lines of the contract use. */
const IMPORTED = [
  typeNameOf(GUARD),
  ...HANDLERS.map(typeNameOf),
  "Awaitable",
  "Bytes",
  "Calling",
  "Declared",
  "FallbackHandler",
  "GuardContext",
  "GuardedData",
  "Invalid",
  "ModuleData",
  "ModuleGuard",
  "ModuleMessage",
  "HandlerParameter",
  "HandlerResult",
  "LackingData",
  "ServerWebSocket",
  "StandardSchema",
  "UnknownKeys",
  "UntypedSchema",
  "UpgradeContext",
  "UpgradeResult",
  "WebSocketContext",
];

function write(
  fileName: string,
  folder: string,
  runtime: string,
  routes: readonly Route[],
  assignmentsOf: (scope: ContractRoute) => readonly Assignment[],
  exportsOf: ExportsOf,
): ContractFile {
  const text = [
    "// Written by bunbox to check the routes against their signatures.",
    `import type { ${IMPORTED.join(", ")} } from ${specifier(folder, path.join(runtime, "contract-types.js"))};`,
  ];
  const lines = new Map<number, Line | NearLine>();
  const imports = new Map<number, Route>();
  const outgoing = new Map<number, Route>();
  const guardNames = new Map(guardsOf(routes).map((guard, index) => [guard, `guard${index}`]));
  for (const [guard, name] of guardNames) {
    text.push(`import type * as ${name} from ${specifier(folder, findable(folder, guard.real))};`);
    imports.set(text.length, guard);
  }
  for (const [index, route] of routes.entries()) {
    const module = `route${index}`;
    const names = new Set(exportsOf(route).map(({ name }) => name));
    // Written out in each line, because tsc takes quadratic time for declared types.
    const guard = route.guards.reduce<string | undefined>(
      (outer = "undefined", each) => `ModuleGuard<typeof ${guardNames.get(each)}, ${outer}>`,
      undefined,
    );
    const data = !names.has("upgrade")
      ? (guard ?? "undefined")
      : guard === undefined
        ? `ModuleData<typeof ${module}>`
        : `GuardedData<typeof ${module}, ${guard}>`;
    const message = names.has("incoming") ? `ModuleMessage<typeof ${module}>` : undefined;
    text.push(`import type * as ${module} from ${specifier(folder, findable(folder, route.real))};`);
    imports.set(text.length, route);
    const sends = names.has("Outgoing") ? `Outgoing${index}` : undefined;
    if (sends !== undefined) outgoing.set(text.push(`type ${sends} = ${module}.Outgoing;`), route);
    const scope = { route, module, data, message, outgoing: sends, guard };
    for (const { target, source, line } of assignmentsOf(scope)) {
      text.push(`export const check${text.length}: ${target} = null! as ${source};`);
      lines.set(text.length, line);
    }
  }
  const proof = text.push("export const proof: never = null! as string;");
  return { name: fileName, text: `${text.join("\n")}\n`, proof, lines, imports, outgoing };
}

/** The specifier of a file, as a literal on one line. */
export function specifier(folder: string, file: string): string {
  return onOneLine(specifierFrom(folder, file));
}

/** A text as a literal. A line separator of Unicode ends a line for TypeScript, and would shift the contract's lines. */
export function onOneLine(text: string): string {
  return JSON.stringify(text).replaceAll(/[\u2028\u2029]/g, (end) =>
    end === "\u2028" ? String.raw`\u2028` : String.raw`\u2029`,
  );
}

/**
 * The misfit that a failing line means.
 *
 * @param sends whether the route exports the type `Outgoing`
 */
export function misfitOf({ route, handler, blame }: Line, reason: string, sends = false): Misfit {
  const plain = reason.replaceAll(UNNAMED, "$1>");
  return { route, handler, reason: ownWords(blame, plain), blame, ...(sends ? { sends } : {}) };
}

/** The `Outgoing` of a context that does not name one; TypeScript writes it out. */
const UNNAMED = /(\bWebSocketContext<[^<>]*), any>/g;

/** The message about a line whose type must be `never`. */
const NOT_NEVER = /^Type '(.*)' is not assignable to type 'never'/;

/** Removes from TypeScript's message the types that only the contract has. */
function ownWords({ kind }: Blame, reason: string): string {
  if (kind === "keys") return NOT_NEVER.exec(reason)?.[1] ?? reason;
  if (kind === "data") return `Its type is '${NOT_NEVER.exec(reason)?.[1] ?? reason}'.`;
  if (kind === "arity") return reason.split("\n").at(-1)?.trim() ?? reason;
  if (kind !== "callable") return reason;
  const type = /^Type '(.*)' is not assignable to type '\(\.\.\.args: never\[\]\) => unknown'/.exec(
    reason,
  )?.[1];
  return type === undefined ? reason : `Its type is '${type}'.`;
}
