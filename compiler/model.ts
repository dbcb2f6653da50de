// Defines every type that phases exchange: plain readonly data, in the order in which the phases make it.
import type { BuildOptions, ServerOptions } from "../runtime/config.ts";
import {
  type FlagName,
  type FunctionName,
  GUARD,
  HANDLERS,
  type SettingName,
  SETTINGS,
} from "../runtime/facts.ts";
import type { RouteInfo } from "../runtime/route.ts";

export { HANDLERS, SETTINGS } from "../runtime/facts.ts";

/** What a route exports to bunbox. */
export const ROUTE_EXPORTS = [...HANDLERS, ...SETTINGS] as const;

/** What a guard exports to bunbox. */
export const GUARD_EXPORTS = [GUARD] as const;

export type ReadExport = FunctionName | SettingName;

/** A range of text in a file. Lines and columns count from 1; columns count UTF-16 units, as JavaScript strings do. */
export interface Place {
  /** Path relative to the project, with forward slashes. */
  readonly file: string;
  /** Line of the first character. */
  readonly line: number;
  /** Column of the first character. */
  readonly column: number;
  /** Line of the end. */
  readonly endLine: number;
  /** Column after the last character. */
  readonly endColumn: number;
}

/** An error stops the build; a warning does not. */
export type Severity = "error" | "warning";

/** Another place that a diagnostic refers to. */
export interface Related {
  /** What is there, in a few words. */
  readonly message: string;
  /** Where it is. */
  readonly place: Place;
}

/** One mistake in the project, as data. */
export interface Diagnostic {
  /** A code of bunbox (`BBX1001`) or of TypeScript (`TS2339`). */
  readonly code: string;
  /** Whether it stops the build. */
  readonly severity: Severity;
  /** What is wrong: one sentence without a full stop. */
  readonly message: string;
  /** What TypeScript or esbuild says about it, in one line or more. */
  readonly reason?: string;
  /** What to do. */
  readonly hint?: string;
  /** Where it is; `null` if it concerns the whole project. */
  readonly place: Place | null;
  /** Other places that belong to it. */
  readonly related: readonly Related[];
}

/** The result of a phase: its value, and the mistakes that it found. */
export interface Outcome<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}

/** The project that is compiled. */
export interface Project {
  /** Absolute, with symbolic links resolved. */
  readonly root: string;
  /** Absolute path of the folder for bunbox's own files. */
  readonly cache: string;
  /** The name of this run, which is part of the names of its files in the cache. */
  readonly run: string;
  /** Absolute path of the folder of bunbox's own runtime. It is bundled, and the contract uses its types. */
  readonly runtime: string;
}

/** `bunbox.config.ts` with every default filled in. */
export interface Settings extends BuildOptions {
  readonly server: ServerOptions;
}

/** A part of a URL: fixed text, one segment, one segment or none, one segment or more, or any number of segments. */
export interface RouteSegment {
  readonly kind: "static" | "param" | "optionalParam" | "rest" | "optionalRest";
  /** The decoded text, or the parameter's name. */
  readonly name: string;
}

/** A route file, or the guard of a folder. Both are modules whose exports bunbox reads. */
export interface Route {
  /** Relative to the project, with forward slashes. */
  readonly file: string;
  /** URL pattern: `/ws/rooms/[id]`. */
  readonly path: string;
  /** Those below the routes folder; the URL has the setting `base` before them. */
  readonly segments: readonly RouteSegment[];
  /** `null` for a dynamic route. */
  readonly topic: string | null;
  /** The file's absolute path with links resolved, from which its imports are resolved. */
  readonly real: string;
  /** The file's text when it was found. */
  readonly text: string;
  /** The guards of its folders, the outermost first; those of a guard are of the folders above. */
  readonly guards: readonly Route[];
  /** Whether it is the guard of a folder. Its path and its segments are those of the folder. */
  readonly isGuard?: true;
}

/** A file that imports, and what it writes to import another one. */
export interface ImportSite {
  readonly importer: string;
  readonly specifier: string;
}

/** What esbuild reports about the modules that it has linked. */
export interface Graph {
  /** Per file of a route or guard: the handlers and settings that its module exports at run time. Files with errors are left out. */
  readonly exports: ReadonlyMap<string, readonly ReadExport[]>;
  /** Whether the module of the option `fallback` has a default export. */
  readonly fallback: boolean;
  /** Every file that runs because of a route, relative to the project, in the order in which they run. */
  readonly reached: readonly string[];
  /** Per file: the file that each of its import specifiers leads to; `null` for a module of Bun or Node. */
  readonly imports: ReadonlyMap<string, ReadonlyMap<string, string | null>>;
  /** Files that are not ES modules. Their exports are known only when they run. */
  readonly commonjs: ReadonlySet<string>;
  /** Imports that name one file and get another, because the paths differ only in case. */
  readonly mistaken: readonly (ImportSite & { readonly given: string })[];
  /** Native add-ons that are not bundled, each with the file that imports it. */
  readonly addons: readonly { readonly addon: string; readonly importer: string }[];
  /** Where CommonJS loads an ES module, with that module and all that it imports. */
  readonly required: readonly (ImportSite & { readonly files: readonly string[] })[];
  /** The parts of the runtime that the code uses, of those that need a part in the entry. */
  readonly uses: ReadonlySet<RuntimePart>;
  /** Packages that can load a package that is not installed, each with the first file that does so. */
  readonly lacking: readonly {
    readonly name: string;
    readonly absent: readonly string[];
    readonly file: string;
  }[];
  /** The names of packages that imports ask for, and that were not found: the program can do without them. */
  readonly absent: readonly string[];
  /** Per package: its files that are in the output. */
  readonly shipped: ReadonlyMap<string, readonly string[]>;
  /** Files that require or import a computed name, or use `require` under another name. */
  readonly lookups: ReadonlySet<string>;
  /** Files that do not parse, and files that import them, directly or not. */
  readonly broken: ReadonlySet<string>;
}

/** A handler or setting, or the type of what it sends, that a route's `export` statements name or may bring. */
export interface NamedExport {
  readonly name: ReadExport | "Outgoing";
  /** Whether it may be a generator: `export function name` shows that it is not. */
  readonly mayGenerate: boolean;
}

/** The parts of the runtime that do nothing unless the entry opens them: its files that have the functions. */
export const RUNTIME_PARTS = ["sockets", "close-all"] as const;

export type RuntimePart = (typeof RUNTIME_PARTS)[number];

/** How an export is written. */
export type ExportForm =
  | "function"
  | "generator"
  | "value"
  /** Only declared, or exported as a type: erased before the program runs. */
  | "declared"
  | "type"
  /** Two `export *` bring different values. */
  | "ambiguous"
  /** The module that it is exported from does not have it. */
  | "absent"
  /** Declared twice, and lost by the bundler. */
  | "lost"
  /** Behind `export *` of CommonJS, so known only when it runs. */
  | "dynamic"
  /** Not visible in the syntax, such as the result of a call. */
  | "elsewhere";

/** The functions that an object, a class or an instance of one holds. */
export interface HeldFunctions {
  readonly kind: "object" | "class" | "instance";
  readonly names: readonly string[];
}

/** One exported name of a route file, with its place. */
export interface ExportFact {
  /** The exported name; `default` for a default export. */
  readonly name: string;
  readonly form: ExportForm;
  /** The name where it is declared, or where it is exported. It is found when it is read, so only a finding should read it. */
  readonly place: Place;
  /** Whether it keeps one value while the program runs. */
  readonly settled: boolean;
  /** Its value, if it is `true` or `false` in the source. */
  readonly flag?: boolean;
  /** The name under which `export { … }` exports it. */
  readonly exportedAt?: Place;
  /** Where the route re-exports it, if it is written in another file. */
  readonly via?: Place;
  /** Whether it is imported, if it is not exported. */
  readonly imported?: boolean;
  /** Whether an `export *` brings it. */
  readonly star?: boolean;
  /** The names of a default export in its modules: `export default function onOpen() {}`. */
  readonly localNames?: readonly string[];
  /** The functions that it holds, if it is an object or a class. */
  readonly holds?: HeldFunctions;
  /** The places of the parameters, if the function's code is known. */
  readonly parameters?: readonly Place[];
  /** The type that the function is annotated to return, or the expression of its only `return`. */
  readonly returns?: Place;
  /** What it returns under `data`, if only one object literal has it. */
  readonly data?: Place;
}

/** A file that may be meant as a guard, and is not one. */
export interface NearGuard {
  /** Relative to the project. */
  readonly file: string;
  /** Its name is almost that of a guard, or has the word; or it is named as a guard, above the routes folder. */
  readonly why: "name" | "word" | "above";
}

/** The facts from the syntax of a route file. */
export interface RouteFacts {
  readonly route: Route;
  /** The names that exist at run time. */
  readonly names: readonly string[];
  /** The exports as they are written; empty if the file does not parse. */
  readonly exports: readonly ExportFact[];
  /** Top-level functions with a handler's name that are not exported. */
  readonly unexported: readonly ExportFact[];
}

/** The part of a handler that does not fit, from most to least precise; of several parameters the first, with the others. */
export type Blame =
  | { readonly kind: "parameter"; readonly index: number; readonly others?: readonly number[] }
  | { readonly kind: "arity"; readonly allowed: number }
  | { readonly kind: "return" }
  | { readonly kind: "keys" }
  /** The data of a guard may be `null` or `undefined`: a warning. */
  | { readonly kind: "data" }
  | { readonly kind: "callable" }
  | { readonly kind: "generator" }
  | { readonly kind: "whole" };

/** An export that the project's TypeScript does not accept. */
export interface Misfit {
  readonly route: Route;
  readonly handler: ReadExport | "fallback";
  /** TypeScript's own message, with paths relative to the project. */
  readonly reason: string;
  readonly blame: Blame;
  /** Whether the route exports the type `Outgoing`. */
  readonly sends?: true;
}

/** The result of the type check of the routes. */
export interface Typed {
  readonly misfits: readonly Misfit[];
  /** Per route file that was checked: the handlers that TypeScript sees in its module. */
  readonly known: ReadonlyMap<string, ReadonlySet<string>>;
  /** Per route file: names that are almost a handler's, and whose values cannot be called. */
  readonly uncallable: ReadonlyMap<string, ReadonlySet<string>>;
  /** Absolute paths of the files that it has read. */
  readonly files: readonly string[];
  /** Per importing file: the targets of imports that the tsconfig decides about, as far as they are in doubt. */
  readonly resolved: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** The tsconfig that was used, relative to the project. */
  readonly tsconfig: { readonly file: string; readonly isNearest: boolean } | null;
  /** Whether TypeScript's own output would have the types that decorators ask for. */
  readonly metadata: boolean;
  /** Absolute paths of the project's declaration files. */
  readonly declarations: readonly string[];
}

/** A node of the match tree; every level is one segment of the path. */
export interface MatchNode {
  /** Encoded segment → node, in code unit order. */
  readonly statics: readonly (readonly [string, MatchNode])[];
  readonly param: MatchNode | null;
  /** Index of the route of an optional parameter here. */
  readonly optionalParam: number | null;
  /** Index of a catch-all route that begins here. */
  readonly rest: number | null;
  /** Index of an optional catch-all route that begins here. */
  readonly optionalRest: number | null;
  /** Index of the dynamic route that ends here. */
  readonly leaf: number | null;
}

/** A route as the entry writes it. */
export interface PlannedRoute extends RouteInfo {
  /** The settings that it exports. */
  readonly settings: readonly SettingName[];
  /** The exports whose value can change while the server runs. They are read at every use. */
  readonly live: readonly ReadExport[];
  /** The flags that differ from their default. */
  readonly flags: readonly FlagName[];
  /** Its guards, by their index, the outermost first. */
  readonly guardedBy: readonly number[];
}

/** A guard as the entry writes it. */
export interface PlannedGuard {
  readonly file: string;
  /** Whether the module exports `guard`. */
  readonly present: boolean;
  /** Whether its value can change while the server runs. */
  readonly live: boolean;
}

/** The input of `emit/`. */
export interface ServerPlan {
  readonly routes: readonly PlannedRoute[];
  /** The guards of all folders that have routes. */
  readonly guards: readonly PlannedGuard[];
  /** Encoded path → index of its static route. */
  readonly statics: readonly (readonly [string, number])[];
  /** The dynamic routes. */
  readonly tree: MatchNode;
  /** The parts of the runtime that the routes use. */
  readonly uses: ReadonlySet<RuntimePart>;
  /** Whether every handler is a function declaration, so that no other value can be in its place when the server starts. */
  readonly sure: boolean;
  /** The setting `base`. */
  readonly base: string;
  readonly fallback: string | null;
  readonly log: BuildOptions["log"];
  readonly pubsub: BuildOptions["pubsub"];
  readonly workers: BuildOptions["workers"];
  readonly trustedProxies: BuildOptions["trustedProxies"];
  readonly limits: BuildOptions["limits"];
  readonly options: ServerOptions;
}

/** What runs a server: the output itself, or a process of `bunbox dev` or of a test that loads it. */
export type Runner = "itself" | "dev" | "test";

/** The types by which a route describes its messages: those from a client, and those to it. */
export const MESSAGE_TYPES = ["Incoming", "Outgoing"] as const;

export type MessageType = (typeof MESSAGE_TYPES)[number];

/** A type of a route's messages, and where it is declared: a file with only types keeps the route out of the client. */
export interface MessageSource {
  readonly type: MessageType;
  /** Whether it is the schema `incoming`, which takes the place of the type `Incoming`. */
  readonly isSchema: boolean;
  /** Relative to the project. */
  readonly file: string;
  /** The name that the file exports it by; `*` for the module as a whole. */
  readonly name: string;
}

/** A route in the typed client. */
export interface ClientRoute extends Pick<Route, "path" | "segments"> {
  /** The types of its messages, each with the specifier by which the client imports its module. */
  readonly messages: readonly (Omit<MessageSource, "file"> & { readonly specifier: string })[];
}

/** The typed client, not yet written. */
export interface Client {
  /** Absolute path. */
  readonly file: string;
  readonly text: string;
  /** Files of types that were read for it beside the routes, and that no running code reaches. Relative to the project. */
  readonly sources: readonly string[];
}

/** The output, not yet written. */
export interface Bundle {
  readonly code: string;
  /** The map of `linked` source maps. */
  readonly map: string | null;
  /** The modules that are not bundled because the option `external` names them, and whether each is required. */
  readonly external: readonly { readonly specifier: string; readonly required: boolean }[];
}

/** The result of `compile`. */
export interface BuildResult {
  /** The routes of the project. */
  readonly routes: readonly RouteInfo[];
  /** Every mistake, errors and warnings. */
  readonly diagnostics: readonly Diagnostic[];
  /** The file that was written, relative to the project, and its size; `null` if none was written. */
  readonly output: { readonly file: string; readonly bytes: number } | null;
  /** How long the run took, in milliseconds. */
  readonly durationMs: number;
}
