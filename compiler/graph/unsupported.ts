// Describes imports that Bun supports and a bundle cannot contain: WebAssembly, files by their path, macros, pages.
import type { Message } from "esbuild";
import type { Diagnostic, Place } from "../model.ts";
import { unsupportedImport } from "../rules/build/unsupported-import.ts";
import { report } from "../rules/rule.ts";
import { packageOf } from "../packages.ts";

const FILE =
  'Import its text by `with { type: "text" }`, or read the file when the server runs, by a path from the environment.';

const HINTS: Readonly<Record<string, string>> = {
  file: FILE,
  html: 'Import its text by `with { type: "text" }`, and answer with it in `fallback`.',
  macro: "Run it before the build, and import the module that it writes.",
  sqlite: "Open the database when the server runs: `new Database(path)` of `bun:sqlite`.",
  wasm: "Read the file when the server runs, by a path from the environment: `WebAssembly.instantiate(await Bun.file(path).arrayBuffer())`.",
};

/** The diagnostic of an import that esbuild has no loader for; `null` for any other message. */
export function describeUnsupported({ text, location }: Message, place: Place | null): Diagnostic | null {
  const [, type] = /^Importing with a type attribute of "(.*)" is not supported/s.exec(text) ?? [];
  const [, ending] = /^No loader is configured for "\.?(.*)" files/s.exec(text) ?? [];
  const kind = type ?? ending;
  if (kind === undefined) return null;
  const what =
    type === undefined
      ? kind === ""
        ? "A file without an ending"
        : `A file that ends in \`.${kind}\``
      : `An import \`with { type: "${kind}" }\``;
  const name = location === null ? null : packageOf(location.file);
  const hint = name === null ? (HINTS[kind] ?? FILE) : `Add \`external: ["${name}"]\` to bunbox.config.ts.`;
  return report(unsupportedImport, place, `${what} cannot be in the output`, { hint });
}
