// Describes differences: one example per form, with everything that is needed to run the route again.
import type { Difference } from "./compare.ts";

/** Every form that differs, the smallest route of each in full. */
export function describeDifferences(seed: number, differences: readonly Difference[]): string {
  const titles = new Set(differences.map(titleOf));
  const parts = [...titles].map((title) => {
    const group = differences.filter((difference) => titleOf(difference) === title);
    const [example] = group.toSorted((a, b) => sizeOf(a) - sizeOf(b));
    return example === undefined ? "" : `== ${title} (${group.length})\n${describe(seed, example)}`;
  });
  return parts.join("\n\n");
}

function titleOf({ at, form, typed }: Difference): string {
  return `${at}: ${form}${typed ? "" : ", without types"}`;
}

function describe(seed: number, { route, problem, account, verdict }: Difference): string {
  if (route === undefined) return `${problem}\n--- bunbox: ${JSON.stringify(verdict.diagnostics)}`;
  const files = Object.entries(route.files).map(([file, text]) => `--- ${file}\n${shown(text)}`);
  return [
    `ORACLE_SEED=${seed} ORACLE_ONLY=${route.number} npm run oracle`,
    `${route.file} ${problem}`,
    ...files,
    `--- Bun: ${JSON.stringify(account)}`,
    `--- bunbox: [${verdict.handlers.join(", ")}] ${JSON.stringify(verdict.diagnostics)}`,
  ].join("\n");
}

/** The text, with what cannot be seen written as an escape. */
function shown(text: string): string {
  return text
    .replaceAll("\uFEFF", String.raw`\uFEFF`)
    .replaceAll("\u2028", String.raw`\u2028`)
    .replaceAll("\r", String.raw`\r`)
    .trimEnd();
}

function sizeOf({ route }: Difference): number {
  return Object.values(route?.files ?? {}).join("").length;
}
