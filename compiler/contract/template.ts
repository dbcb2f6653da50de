// Turns a template literal type into a pattern of JSON Schema, and such a pattern back into the type.

/** A part of a template literal: text, or what stands for any text of a kind. */
export type TemplatePart = { readonly text: string } | { readonly kind: TemplateKind };

export type TemplateKind = "string" | "number" | "bigint";

/** How a text of each kind looks. `.` does not match the end of a line. The longer pattern comes first. */
const PATTERNS: readonly (readonly [TemplateKind, string])[] = [
  ["number", String.raw`-?\d+(?:\.\d+)?(?:e[+-]?\d+)?`],
  ["bigint", String.raw`-?\d+`],
  ["string", String.raw`[\s\S]*`],
];

/** The pattern of texts that fit the parts of a template literal. */
export function patternOf(parts: readonly TemplatePart[]): string {
  const written = parts.map((part) =>
    "text" in part
      ? part.text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
      : (PATTERNS.find(([kind]) => kind === part.kind)?.[1] ?? ""),
  );
  return `^${written.join("")}$`;
}

/** The parts that a pattern was made from; `null` for a pattern that was written by hand. */
export function partsOfPattern(pattern: string): readonly TemplatePart[] | null {
  if (!pattern.startsWith("^") || !pattern.endsWith("$")) return null;
  const parts: TemplatePart[] = [];
  let text = "";
  for (let at = 1; at < pattern.length - 1;) {
    const known = PATTERNS.find(([, each]) => pattern.startsWith(each, at));
    if (known === undefined) {
      const escaped = pattern[at] === "\\";
      const character = pattern[escaped ? at + 1 : at] ?? "";
      if (!escaped && /[\\^$.*+?()[\]{}|/]/.test(character)) return null;
      text += character;
      at += escaped ? 2 : 1;
      continue;
    }
    parts.push({ text }, { kind: known[0] });
    text = "";
    at += known[1].length;
  }
  const made = [...parts, { text }].filter((part) => !("text" in part) || part.text !== "");
  return patternOf(made) === pattern ? made : null;
}
