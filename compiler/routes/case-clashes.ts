// Finds names in one folder that differ only in case.
import path from "node:path";
import { fileStart, relatedFile, relativeTo } from "../place.ts";
import { caseClash } from "../rules/routes/case-clash.ts";
import { report } from "../rules/rule.ts";
import type { Diagnostic } from "../model.ts";

/** Two entries of a folder that macOS, Windows and the bundler treat as one. */
export interface Clash {
  /** Absolute path. */
  readonly folder: string;
  readonly names: readonly [string, string];
}

/** The pairs of names that fold to the same. */
export function clashesIn(folder: string, names: readonly string[]): readonly Clash[] {
  const known = new Map<string, string>();
  const clashes: Clash[] = [];
  for (const name of names.toSorted()) {
    const folded = foldsOf(name);
    const other = folded.map((each) => known.get(each)).find((each) => each !== undefined);
    // Two Unicode forms of one name are the same URL, which another rule reports.
    if (other !== undefined && other.normalize("NFC") !== name.normalize("NFC"))
      clashes.push({ folder, names: [other, name] });
    for (const each of folded) known.set(each, name);
  }
  return clashes;
}

/**
 * A name as file systems and esbuild fold it: each character by itself, to lower case (so `\u0130` is `i`, and no final
 * sigma) and to upper case (so `\u017F` is `S`), composed as macOS stores it.
 */
function foldsOf(name: string): readonly string[] {
  if (PLAIN.test(name)) return [`lower ${name.toLowerCase()}`, `upper ${name.toUpperCase()}`];
  const characters = [...name.normalize("NFC")];
  const lower = characters.map((each) => firstOf(each.toLowerCase())).join("");
  const upper = characters.map((each) => firstOf(each.toUpperCase())).join("");
  return [`lower ${lower}`, `upper ${upper}`];
}

/** An ASCII name folds as a whole as its characters do. */
const PLAIN = /^[ -~]*$/;

function firstOf(text: string): string {
  return [...text][0] ?? "";
}

/**
 * Reports a clash.
 *
 * @param routes the route files, relative to the project; one below either of the two is marked
 */
export function describeClash(root: string, { folder, names }: Clash, routes: readonly string[]): Diagnostic {
  const [first, second] = names.map((name) => relativeTo({ root }, path.join(folder, name)));
  const below = (entry = ""): string | undefined =>
    routes.find((file) => file === entry || file.startsWith(`${entry}/`));
  const other = below(first);
  const blamed = below(second) ?? other;
  return report(
    caseClash,
    blamed === undefined ? null : fileStart(blamed),
    `${first} and ${second} differ only in case; the bundler treats them as one`,
    {
      hint: "Rename one of the two.",
      related: other === undefined || other === blamed ? [] : [relatedFile(other, "the other of the two")],
    },
  );
}
