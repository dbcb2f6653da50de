// Explains why the bundler does not find an import that TypeScript finds.
import type { Diagnostic, Typed } from "../model.ts";

/** Adds TypeScript's resolution of an unresolved import to its diagnostic: installing a package would not help. */
export function explainUnresolved(
  faults: readonly Diagnostic[],
  { resolved, tsconfig }: Pick<Typed, "resolved" | "tsconfig">,
): readonly Diagnostic[] {
  return faults.map((fault) => {
    const specifier = unresolvedIn(fault.message) ?? "";
    const found = resolved.get(fault.place?.file ?? "")?.get(specifier);
    if (found === undefined || tsconfig === null) return fault;
    const hint =
      tsconfig.isNearest || specifier.startsWith(".")
        ? "The bundler does not know the option that leads there: import the file by its path."
        : `The bundler does not follow \`references\`: set the \`paths\` of the referenced project, ${tsconfig.file}, in tsconfig.json too.`;
    return { ...fault, reason: `TypeScript finds ${found}.`, hint };
  });
}

/** The specifier that a message of esbuild says is not found; `undefined` for any other message. */
export function unresolvedIn(text: string): string | undefined {
  const quoted = /^Could not resolve "(.*)"$/s.exec(text) ?? /^Importing "(.*)" was allowed/s.exec(text);
  return quoted?.[1] === undefined ? undefined : unquote(quoted[1]);
}

const LETTERS: Readonly<Record<string, string>> = {
  a: "\u0007",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** esbuild quotes a specifier as Go does (`%q`): `.\\build`, `\x00`, `\U0001f600`. */
function unquote(text: string): string {
  return text.replaceAll(
    /\\(?:x([\da-f]{2})|u([\da-f]{4})|U([\da-f]{8})|(.))/gs,
    (_, byte?: string, unit?: string, point?: string, letter = "") => {
      const code = byte ?? unit ?? point;
      return code === undefined ? (LETTERS[letter] ?? letter) : String.fromCodePoint(parseInt(code, 16));
    },
  );
}
