// Tests that code in hints has no names but those that are there, where a hint says to write it.
import { describe, expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import path from "node:path";
import type { Node } from "oxc-parser";
import type { Diagnostic } from "../../../compiler/model.ts";
import { RULES } from "../../../compiler/rules/index.ts";
import type { Samples } from "../../../compiler/rules/samples.ts";
import { bindingAt } from "../../../compiler/syntax/scope.ts";
import { parse } from "../../../compiler/syntax/source.ts";
import { indexOf } from "../../../compiler/syntax/indexed.ts";
import { REPOSITORY } from "../../support/project.ts";
import { findInSyntax } from "./find-in-syntax.ts";
import { unmark } from "./unmark.ts";

const FOLDER = path.join(REPOSITORY, "compiler/rules");
const FILES = readdirSync(FOLDER, { recursive: true, encoding: "utf8" });
const GLOBAL = new Set([...Object.getOwnPropertyNames(globalThis), "require"]);

/** The placeholders of a remedy for many kinds of values. */
const PLACEHOLDERS = new Set(["map", "set", "promise", "error"]);

/** The pieces of code in a hint, each with the words before and after it. */
function codeIn(hint: string): readonly { code: string; before: string; after: string }[] {
  const parts = hint.split("`");
  return parts.flatMap((code, index) =>
    index % 2 === 0 ? [] : [{ code, before: parts[index - 1] ?? "", after: parts[index + 1] ?? "" }],
  );
}

/** The names that a hint says to add: parameters, constants, and imports. */
function added(hint: string): ReadonlySet<string> {
  const names = codeIn(hint).flatMap(({ code, before }) =>
    /(?:make|add the parameters|as|Take) $/.test(before)
      ? code.split(", ").map((each) => each.split(":")[0] ?? "")
      : (/^const (\w+) =/.exec(code)?.[1] ??
        /^import type \{ (.+) \} from /.exec(code)?.[1]?.split(", ") ??
        []),
  );
  return new Set(names);
}

/** The names in a hint's code that nothing declares where the code is to be written. */
function unknownIn({ hint = "", place }: Diagnostic, files: ReadonlyMap<string, string>): readonly string[] {
  if (place === null) return [];
  const text = files.get(place.file) ?? "";
  const source = parse(place.file, text);
  const known = added(hint);
  return codeIn(hint).flatMap(({ code: written, before, after }) => {
    const code = written.replaceAll("…", "0");
    // A single name is what the sentence is about.
    if (/^[\w$]+$/.test(code)) return [];
    const inClose = /^ in (?:`onClose`|an )/.test(`${after}\`onClose\``) || before.endsWith(" that calls ");
    const ofClose = inClose || (before.endsWith(" and call ") && hint.includes("In `onClose`"));
    const close = /export (?:async )?(?:function onClose\([^{]*\{|const onClose = [^{]*\{)/.exec(text);
    const at = ofClose
      ? close === null
        ? text.length
        : close.index + close[0].length
      : source.offsetOf(place);
    const end = { ...place, line: place.endLine, column: place.endColumn };
    const [open, shut] =
      ofClose && close === null
        ? ["\nexport function onClose(ws, ctx) { ", "; }"]
        : ofClose
          ? ["", ";"]
          : ["(", ")"];
    const rest = text.slice(ofClose ? at : source.offsetOf(end));
    const pasted = parse(place.file, `${text.slice(0, at)}${open}${code}${shut}${rest}`);
    if (pasted.failure !== null) return [];
    const start = at + open.length;
    return indexOf(pasted.program)
      .of("Identifier")
      .filter((each) => start <= each.start && each.end <= start + code.length)
      .filter((each) => !isKey(each) && bindingAt(each, each.name) === undefined)
      .flatMap(({ name }) => (GLOBAL.has(name) || known.has(name) || PLACEHOLDERS.has(name) ? [] : name));
  });
}

function isKey(node: Node): boolean {
  const { parent } = node;
  if (parent?.type === "MetaProperty") return true;
  if (parent?.type === "MemberExpression") return parent.property === node && !parent.computed;
  return parent?.type === "Property" && parent.key === node && !parent.shorthand;
}

for (const { name, code } of RULES) {
  const file = FILES.find((each) => each.endsWith(`${path.sep}${name}.samples.ts`));
  if (file === undefined) continue;
  const { SAMPLES }: { readonly SAMPLES: Samples } = await import(path.join(FOLDER, file));
  describe(`the hints of ${code} ${name}`, () => {
    test.each(Object.entries(SAMPLES.wrong))("%s", (_title, sample) => {
      const { found } = findInSyntax(sample, SAMPLES.scaled);
      const { files } = unmark(sample);
      expect(found.flatMap((each) => unknownIn(each, files).map((id) => `${id}: ${each.hint}`))).toEqual([]);
    });
  });
}
