// Routes in, TypeScript text out: one assignment a handler, each on a line of its own that maps back to it.
import path from "node:path";
import type { HandlerName } from "../../runtime/route.ts";
import { type Blame, HANDLERS, type Misfit, type Route } from "../model.ts";
import { argumentsOf, paramsOf, signatureOf } from "./signatures.ts";

/** What a line of the contract stands for. */
export interface Line {
  readonly route: Route;
  readonly handler: HandlerName | "fallback";
  readonly blame: Blame;
}

/** One file of the contract. */
export interface ContractFile {
  readonly name: string;
  readonly text: string;
  /** By line number, from 1. */
  readonly lines: ReadonlyMap<number, Line>;
}

// A declared constant, or one long file, makes tsc quadratic in the routes (38 s at 1,000); 64 a file is linear.
const ROUTES_PER_FILE = 64;

/** The first contract: whether each handler fits its signature at all. */
export function contract(folder: string, runtime: string, routes: readonly Route[]): readonly ContractFile[] {
  const files: ContractFile[] = [];
  for (let start = 0; start < routes.length; start += ROUTES_PER_FILE) {
    const some = routes.slice(start, start + ROUTES_PER_FILE);
    files.push(write(`contract-${files.length}.mts`, folder, runtime, some, wholeAssignments));
  }
  return files;
}

/** Each handler against its signature, and the keys of what `upgrade` returns, which weak types let pass. */
function wholeAssignments({ route, module, data, params }: Scope): readonly Assignment[] {
  return HANDLERS.filter((handler) => mentions(route.text, handler)).flatMap(
    (handler): readonly Assignment[] => {
      const source = `typeof ${module}.${handler}`;
      const whole: Assignment = {
        target: signatureOf(handler, data, params),
        source,
        line: { route, handler, blame: { kind: "whole" } },
      };
      if (handler !== "upgrade") return [whole];
      return [
        whole,
        {
          target: "never",
          source: `UnknownKeys<${source}>`,
          line: { route, handler, blame: { kind: "keys" } },
        },
      ];
    },
  );
}

/** Whether the module of the option `fallback` exports by default what answers a request. */
export function fallbackContract(folder: string, runtime: string, route: Route): ContractFile {
  return write("fallback.mts", folder, runtime, [route], ({ module }) => [
    {
      target: "FallbackHandler",
      source: `typeof ${module}.default`,
      line: { route, handler: "fallback", blame: { kind: "whole" } },
    },
  ]);
}

/** The second contract, for handlers that failed the first: what of each does not fit. */
export function blameContract(folder: string, runtime: string, misfits: readonly Line[]): ContractFile {
  const routes = [...new Set(misfits.map(({ route }) => route))];
  return write("blame.mts", folder, runtime, routes, ({ route, module, data, params }) =>
    misfits
      .filter((misfit) => misfit.route === route)
      .flatMap(({ handler }) => {
        if (handler === "fallback") return [];
        const args = argumentsOf(handler, data, params);
        const own = `typeof ${module}.${handler}`;
        const line = (blame: Blame): Line => ({ route, handler, blame });
        return [
          { target: "(...args: never[]) => unknown", source: own, line: line({ kind: "callable" }) },
          {
            // Parameters of type never are never wrong: only their number can be.
            target: `(${args.map((_, index) => `a${index}: never`).join(", ")}) => unknown`,
            source: own,
            line: line({ kind: "arity", allowed: args.length }),
          },
          ...args.map((type, index) => ({
            target: `Parameter<${own}, ${index}>`,
            source: type,
            line: line({ kind: "parameter", index }),
          })),
          ...(handler === "upgrade"
            ? [
                {
                  target: "Awaitable<UpgradeResult>",
                  source: `Result<${own}>`,
                  line: line({ kind: "return" }),
                },
              ]
            : []),
        ];
      }),
  );
}

interface Assignment {
  readonly target: string;
  readonly source: string;
  readonly line: Line;
}

interface Scope {
  readonly route: Route;
  readonly module: string;
  readonly data: string;
  readonly params: string;
}

function write(
  name: string,
  folder: string,
  runtime: string,
  routes: readonly Route[],
  assignmentsOf: (scope: Scope) => readonly Assignment[],
): ContractFile {
  const text = [
    "// Written by bunbox to check the routes against their signatures.",
    `import type { Awaitable, FallbackHandler, ModuleData, OnClose, OnDrain, OnMessage, OnOpen, Parameter, Result, ServerWebSocket, UnknownKeys, Upgrade, UpgradeContext, UpgradeResult, WebSocketContext } from ${specifier(folder, path.join(runtime, "contract.js"))};`,
  ];
  const lines = new Map<number, Line>();
  for (const [index, route] of routes.entries()) {
    const module = `route${index}`;
    const data = mentions(route.text, "upgrade") ? `ModuleData<typeof ${module}>` : "undefined";
    text.push(`import type * as ${module} from ${specifier(folder, route.real)};`);
    for (const { target, source, line } of assignmentsOf({
      route,
      module,
      data,
      params: paramsOf(route),
    })) {
      text.push(`export const check${text.length}: ${target} = null! as ${source};`);
      lines.set(text.length, line);
    }
  }
  return { name, text: `${text.join("\n")}\n`, lines };
}

/** Whether a module can export this name: it has the word, or hands on another module's exports. */
function mentions(text: string, name: string): boolean {
  return text.includes(name) || /\bexport\s*\*/.test(text) || text.includes("\\u");
}

function specifier(folder: string, file: string): string {
  const relative = path.relative(folder, file).split(path.sep).join("/");
  // A line separator of Unicode ends a line for some versions of TypeScript, and the contract goes by lines.
  return JSON.stringify(relative.startsWith(".") ? relative : `./${relative}`).replaceAll(
    /[\u2028\u2029]/g,
    (end) => (end === "\u2028" ? String.raw`\u2028` : String.raw`\u2029`),
  );
}

/** The misfit that a failing line means. */
export function misfitOf({ route, handler, blame }: Line, reason: string): Misfit {
  return { route, handler, reason: ownWords(blame, reason), blame };
}

/** TypeScript's words without the types that only the contract knows. */
function ownWords({ kind }: Blame, reason: string): string {
  if (kind === "keys") return /^Type '(.*)' is not assignable to type 'never'/.exec(reason)?.[1] ?? reason;
  if (kind === "arity") return reason.split("\n").at(-1)?.trim() ?? reason;
  if (kind !== "callable") return reason;
  const type = /^Type '(.*)' is not assignable to type '\(\.\.\.args: never\[\]\) => unknown'/.exec(
    reason,
  )?.[1];
  return type === undefined ? reason : `Its type is '${type}'.`;
}
