// Makes files of a table of right and wrong texts, and says where TypeScript must find a mistake.
import type { JsonDiagnostic } from "../../../support/project.ts";

/** The code of a mistake, and a text in which its token is between « and ». */
export type Mistake = readonly [code: string, text: string];

/** Files of a project, and every mistake in them as `shown` writes it. */
export interface Judged {
  readonly files: Readonly<Record<string, string>>;
  readonly mistakes: readonly string[];
}

/**
 * Makes the files of a table.
 *
 * @param head what each text has before it
 * @param fileOf where the text of a name is
 */
export function judged(
  head: string,
  right: Readonly<Record<string, string>>,
  wrong: Readonly<Record<string, Mistake>>,
  fileOf: (name: string) => string,
): Judged {
  const texts = [
    ...Object.entries(right),
    ...Object.entries(wrong).map(([name, [, text]]) => [name, text.replaceAll(/[«»]/g, "")] as const),
  ];
  return {
    files: Object.fromEntries(texts.map(([name, text]) => [fileOf(name), `${head}${text}\n`])),
    mistakes: Object.entries(wrong).map(([name, [code, text]]) => {
      const [start, end] = text.startsWith("«»")
        ? ["1:1", "1:1"]
        : [
            placeAfter(head + text.slice(0, text.indexOf("«"))),
            placeAfter(head + text.slice(0, text.indexOf("»")).replace("«", "")),
          ];
      return `${fileOf(name)}:${start}-${end} ${code}`;
    }),
  };
}

/** The line and column after a text. */
function placeAfter(text: string): string {
  const lines = text.split("\n");
  return `${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`;
}

/** A diagnostic as its place and its code. */
export function shown({ file, line, column, endLine, endColumn, code }: JsonDiagnostic): string {
  return `${file}:${line}:${column}-${endLine}:${endColumn} ${code}`;
}
