// Validates contracts with the parser of AsyncAPI: `bun test/asyncapi/validate.ts FOLDER`, where FOLDER has it installed.
//
// It has too many packages for every `npm ci` of the repository, so only CI installs it.
import path from "node:path";
import { writeText } from "../../compiler/contract/document-text.ts";
import { TYPES } from "../compiler/contract/types.ts";
import { describeSources } from "../compiler/contract/describe.ts";
import { TSCONFIG } from "../support/project.ts";

interface Finding {
  /** 0 is an error, 1 a warning. */
  readonly severity: number;
  readonly message: string;
  readonly path: readonly (string | number)[];
}

interface AsyncApiParser {
  validate(text: string): Promise<readonly Finding[]>;
}

const entry = path.resolve(process.argv[2] ?? ".", "node_modules/@asyncapi/parser");
const { Parser }: { readonly Parser: new () => AsyncApiParser } = await import(entry);
const parser = new Parser();

const FOLDERS = ["rooms/[room]", "wiki/[[page]]", "files/[...path]", "docs/[[...path]]", "größe/[a-b]/x y"];
const types = Object.values(TYPES).map(({ source }, index) => [`type-${index}`, source] as const);
const folders = FOLDERS.map(
  (folder) => [folder, "export type Incoming = { a: 1 } | string | Uint8Array;"] as const,
);
const { document, diagnostics } = await describeSources(Object.fromEntries([...types, ...folders]), {
  "shared.ts": "export type Shared = { shared: true };",
  "tsconfig.json": TSCONFIG,
});
if (diagnostics.length > 0) throw new Error(diagnostics[0]?.message);

const found: string[] = [];
for (const format of ["yaml", "json"] as const) {
  for (const { severity, message, path: at } of await parser.validate(writeText(document, format)))
    found.push(`${format}: ${severity}: ${at.join(".")}: ${message}`);
}
// A parser that accepts everything would prove nothing.
const [name = ""] = Object.keys(document.channels);
const broken = {
  ...document,
  channels: { [name]: { ...document.channels[name], messages: { incoming: { payload: { type: "text" } } } } },
};
if ((await parser.validate(writeText(broken, "json"))).length === 0) found.push("a wrong type passes");
console.log(found.length === 0 ? `${types.length + folders.length} channels are valid` : found.join("\n"));
process.exitCode = found.length === 0 ? 0 : 1;
