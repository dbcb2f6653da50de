// BBX4044: an import of nothing, which esbuild leaves out of a TypeScript file.
import type { Program } from "oxc-parser";
import { isTypeScript, placeOf, type Source } from "../../syntax/source.ts";
import { codeOf } from "../../syntax/words.ts";
import { occurrences } from "../questions.ts";
import type { Finding, Rule } from "../rule.ts";

export const emptyImport = {
  code: "BBX4044",
  severity: "error",
  name: "empty-import",
  label: "not in the output",
  meaning:
    "A TypeScript file imports or exports nothing from a module: `import {} from`, `export {} from`. Bun runs that module; esbuild leaves it out, as TypeScript does.",
  remedy: 'Import the module for what it does: `import "./setup.ts";`.',
  mayApply: ({ code, source }) =>
    isTypeScript(source.file) && occurrences(code, "from").some((at) => isAfterNothing(code.slice(0, at))),
  inFile: ({ source }) =>
    isTypeScript(source.file) ? source.program.body.flatMap((each) => findingIn(each, source)) : [],
} as const satisfies Rule;

/** Whether a text ends with an empty pair of braces. */
function isAfterNothing(text: string): boolean {
  const before = text.trimEnd();
  return before.endsWith("}") && before.slice(0, -1).trimEnd().endsWith("{");
}

function findingIn(statement: Program["body"][number], source: Source): readonly Finding[] {
  if (statement.type !== "ImportDeclaration" && statement.type !== "ExportNamedDeclaration") return [];
  const { source: module, specifiers } = statement;
  const kind = statement.type === "ImportDeclaration" ? statement.importKind : statement.exportKind;
  if (module === null || specifiers.length > 0 || kind === "type") return [];
  // `import "./setup.ts"` has the same tree.
  if (!codeOf(source).slice(statement.start, module.start).includes("{")) return [];
  return [
    {
      place: placeOf(statement),
      message: `This runs ${JSON.stringify(module.value)} under Bun, but not in the server`,
      hint: `Write \`import ${JSON.stringify(module.value)};\`.`,
    },
  ];
}
