// Parses the project's files, each once per run. oxc-parser is the only parser of user code.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { Comment, Node, ParseResult, Program, StaticExportEntry, StaticImport } from "oxc-parser";
import type { Place, Project } from "../model.ts";
import { blockScopedIn } from "./block-scope.ts";
import { canBeParsed } from "./depth.ts";
import { indexOf, scopeOf } from "./indexed.ts";

/** A range of a file's text, as offsets in UTF-16 units. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** One name that a module exports, or one `export * from`. */
export interface ModuleExport {
  /** `null` for `export *`. */
  readonly name: string | null;
  /** The module that it is re-exported from; `null` if it is this one. */
  readonly from: string | null;
  /** Its name in that module; `null` for the module as a whole. */
  readonly imported: string | null;
  /** Its name in this module; `null` for an expression. */
  readonly local: string | null;
  /** Whether it is erased: `export type`, an import of a type, a declaration. */
  readonly isType: boolean;
  /** Whether it is written as `export default`. */
  readonly isDefault: boolean;
  /** The exported name, or the whole of `export *`. */
  readonly range: Range;
  /** The name in the other module, if it is written out. */
  readonly importedRange: Range | null;
  /** Whether the statement is `export function name` or `export async function name`: a function, and not a generator. */
  readonly isPlainFunction: boolean;
}

/** One `import` statement. */
export interface ModuleImport extends Range {
  readonly from: string;
  /** Whether it brings a name that exists at run time. */
  readonly isValue: boolean;
}

/** A file. It is parsed at the first question, and its tree is read from the parser when it is first asked for. */
export interface Source {
  /** Relative to the project, with forward slashes. */
  readonly file: string;
  /** Without a byte order mark. */
  readonly text: string;
  /** The names in its `export` statements. */
  readonly exports: readonly ModuleExport[];
  /** Its `import` statements. */
  readonly imports: readonly ModuleImport[];
  /** Whether it has an `import()` or an `import.meta`. */
  readonly isDynamic: boolean;
  readonly program: Program;
  readonly comments: readonly Comment[];
  /** Where its top-level declarations begin that have no value before they have run. They stay when the tree is dropped. */
  readonly blockScoped: readonly Range[];
  /** Why the file could not be parsed; `null` if it has a tree. */
  readonly failure: ParseFailure | null;
  /** Drops the tree; the next question about it parses the file again. */
  release(): void;
  placeOf(range: Range): Place;
  /** The offset at which a place begins; the end of the text if the file is shorter. */
  offsetOf(place: Pick<Place, "line" | "column">): number;
}

/** The parsed files, by their path relative to the project. */
export interface Sources {
  /** `undefined` if the file cannot be read or is not JavaScript or TypeScript. */
  get(file: string): Source | undefined;
  /** Gives the text of a file that has been read already. */
  add(file: string, text: string): void;
}

/** Opens a project's files; nothing is read until it is asked for. */
export function openSources({ root }: Project): Sources {
  const texts = new Map<string, string>();
  const sources = new Map<string, Source | undefined>();
  return {
    get(file) {
      if (!sources.has(file)) {
        const text =
          isScript(file) || isJson(file) ? (texts.get(file) ?? read(path.join(root, file))) : undefined;
        sources.set(
          file,
          text === undefined ? undefined : isJson(file) ? parseJson(file, text) : parse(file, text),
        );
      }
      return sources.get(file);
    },
    add(file, text) {
      texts.set(file, text);
    },
  };
}

/** Whether a file's ending is one of JavaScript or TypeScript. */
export function isScript(file: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(file);
}

/** Whether a file's ending is one of TypeScript. */
export function isTypeScript(file: string): boolean {
  return /\.[cm]?tsx?$/.test(file);
}

/** Whether a file is a script of the project's own: a user cannot change the code of a package. */
export function isOwn(file: string): boolean {
  return !file.includes("node_modules/") && isScript(file);
}

function isJson(file: string): boolean {
  return /\.jsonc?$/.test(file);
}

/** Parses JSON with comments as a JavaScript expression; the parenthesis takes the place of a byte order mark. */
export function parseJson(file: string, text: string): Source {
  return parse(file, `(${text.replace(/^\uFEFF/, "")}\n)`, "json.js");
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined; // The file is gone since it was found; tsc and esbuild report it.
  }
}

/** Loads the parser at its first use, which takes 20 ms: tsc reads the tsconfig meanwhile. */
const load = (): typeof import("oxc-parser") =>
  (loaded.parser ??= createRequire(import.meta.url)("oxc-parser"));
// Node's own cache is slow to ask for each of a thousand files.
const loaded: { parser?: typeof import("oxc-parser") } = {};

/** Why a file has no tree. */
export interface ParseFailure {
  readonly message: string;
  readonly range: Range;
}

/** Parses a text; the ending of `name` selects its language. */
export function parse(file: string, withMark: string, name = path.basename(file)): Source {
  const text = withMark.replace(/^\uFEFF/, "");
  let isDeep: boolean | undefined;
  const deep = (): boolean => (isDeep ??= !canBeParsed(name, text));
  let parsed: ParseResult | undefined;
  const result = (): ParseResult => (parsed ??= load().parseSync(name, deep() ? "" : text, OPTIONS));
  let exports: readonly ModuleExport[] | undefined;
  let comments: readonly Comment[] | undefined;
  let blockScoped: readonly Range[] | undefined;
  let starts: readonly number[] | undefined;
  let program: Program | undefined;
  let failure: ParseFailure | null | undefined;
  let dynamic: boolean | undefined;
  let imports: readonly ModuleImport[] | undefined;
  const lineStarts = (): readonly number[] => (starts ??= lineStartsOf(text));
  const source: Source = {
    file,
    text,
    get exports() {
      return (exports ??= result().module.staticExports.flatMap(({ entries }) =>
        entries.map((entry) => exportOf(entry, text)),
      ));
    },
    get imports() {
      return (imports ??= result().module.staticImports.map(importOf));
    },
    get isDynamic() {
      return (dynamic ??= isDynamic(result()));
    },
    get program() {
      if (program === undefined) {
        ({ program } = result());
        indexOf(program).source = source;
      }
      return program;
    },
    get blockScoped() {
      return (blockScoped ??= blockScopedIn(source.program));
    },
    release() {
      if (program !== undefined) blockScoped ??= blockScopedIn(program);
      parsed = undefined;
      program = undefined;
    },
    get comments() {
      return (comments ??= result().comments); // They stay when the tree is dropped, so that nothing is parsed twice.
    },
    get failure() {
      if (failure === undefined)
        failure = deep()
          ? { message: "it nests too deep", range: { start: 0, end: 0 } }
          : failureOf(text, result());
      return failure;
    },
    placeOf({ start, end }) {
      const from = positionOf(lineStarts(), start);
      const to = positionOf(lineStarts(), end);
      return { file, ...from, endLine: to.line, endColumn: to.column };
    },
    offsetOf({ line, column }) {
      const start = lineStarts()[line - 1];
      return start === undefined ? text.length : Math.min(start + column - 1, text.length);
    },
  };
  return source;
}

function isDynamic({ module: { dynamicImports, importMetas } }: ParseResult): boolean {
  return dynamicImports.length + importMetas.length > 0;
}

const OPTIONS = { preserveParens: false, astType: "ts", sourceType: "module" } as const;

function importOf({ start, end, moduleRequest, entries }: StaticImport): ModuleImport {
  return { start, end, from: moduleRequest.value, isValue: entries.some(({ isType }) => !isType) };
}

function exportOf(entry: StaticExportEntry, text: string): ModuleExport {
  const { exportName, importName, localName, moduleRequest, isType } = entry;
  const isDefault = isKind(exportName.kind, "Default");
  const isWhole = isKind(importName.kind, "All") || isKind(importName.kind, "AllButDefault");
  return {
    name: isDefault ? "default" : exportName.name,
    from: moduleRequest?.value ?? null,
    imported: moduleRequest === null || isWhole ? null : (importName.name ?? "default"),
    local: localName.name,
    isType,
    isDefault,
    range: rangeOf(exportName) ?? rangeOf(localName) ?? { start: entry.start, end: entry.end },
    importedRange: rangeOf(importName),
    isPlainFunction: PLAIN_FUNCTION.has(text.slice(entry.start, exportName.start ?? entry.start)),
  };
}

/** The texts between the beginning of a statement and its name, both given by the parser, that declare a plain function. */
const PLAIN_FUNCTION: ReadonlySet<string> = new Set(["function ", "async function "]);

/** Compares a kind as a string: the parser declares its kinds as enums without values. */
function isKind(kind: string, name: string): boolean {
  return kind === name;
}

function rangeOf({
  start,
  end,
}: {
  readonly start: number | null;
  readonly end: number | null;
}): Range | null {
  return start === null || end === null ? null : { start, end };
}

/** The file that a node is written in. */
export function sourceOf(node: Node): Source {
  const { source } = scopeOf(node).index;
  if (source === undefined) throw new Error(`a ${node.type} of no file`);
  return source;
}

/** The place of a node in its file. */
export function placeOf(node: Node): Place {
  return sourceOf(node).placeOf(node);
}

/** Finds why the parser gave up; it then returns an empty tree. If there is a tree, tsc and esbuild report the errors. */
function failureOf(text: string, parsed: ParseResult): ParseFailure | null {
  const [first] = parsed.errors;
  // The tree is read from the parser only when it is needed.
  if (first === undefined || parsed.program.body.length > 0 || text.trim() === "") return null;
  return { message: first.message.replace(/\.$/, ""), range: first.labels[0] ?? { start: 0, end: 0 } };
}

/** Where lines begin, by the line terminators of ECMAScript (section 12.3). */
function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|[\n\r\u2028\u2029]/g)) starts.push(match.index + match[0].length);
  return starts;
}

function positionOf(starts: readonly number[], offset: number): { line: number; column: number } {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}
