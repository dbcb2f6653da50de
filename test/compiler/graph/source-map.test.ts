// Tests edits of generated code, and the source map that follows them.
import { describe, expect, test } from "bun:test";
import { SourceMap } from "node:module";
import { transform } from "esbuild";
import { foreignParts, portableEdits } from "../../../compiler/graph/portable.ts";
import { parse } from "../../../compiler/syntax/source.ts";
import { type Edit, editMappings, editText, parseSourceMap } from "../../../compiler/graph/source-map.ts";

/** What esbuild says of a bundle that consists of no files. */
const ACCOUNT = { metafile: { inputs: {}, outputs: {} }, minified: false };

/** The edits of an output that consists of no files. */
function editsOf(code: string): readonly Edit[] {
  const source = parse("server.js", code);
  return portableEdits(source, foreignParts(source, ACCOUNT), new Map(), ACCOUNT);
}

const SOURCE = `const a = /é+ü/.test("x");
const b = [/\\é/, /[日😀]/u, /\\\\é/]; throw new Error("here" + a + b);
`;

describe("editing", () => {
  for (const minify of [false, true]) {
    test(`keeps every mapping on its token ${minify ? "of one long line" : "of many lines"}`, async () => {
      const { code, map } = await transform(SOURCE, {
        sourcemap: true,
        sourcefile: "in.js",
        charset: "utf8",
        minifyWhitespace: minify,
      });
      const edits = editsOf(code);
      expect(edits.length).toBeGreaterThan(4);
      const edited = editText(code, edits);
      expect(edited).toMatch(/^[\n -~]*$/);
      const { mappings, sources, sourcesContent, names } = parseSourceMap(map);
      const moved = {
        version: 3,
        file: "",
        sourceRoot: "",
        sources: [...sources],
        sourcesContent: [...sourcesContent],
        names: [...names],
      };
      for (const word of ["throw", "Error", "here"]) {
        const before = entryOf(new SourceMap({ ...moved, mappings }), code, word);
        const after = entryOf(
          new SourceMap({ ...moved, mappings: editMappings(mappings, code, edits) }),
          edited,
          word,
        );
        expect(after).toEqual(before);
      }
    });
  }

  test("moves only what follows in the same line, and needs no mapping there", () => {
    // Lines 1 and 3 have tokens at columns 0, 2 and 4; line 2 has none, and line 4 is not mapped at all.
    const mappings = "AAAA,EAAE,EAAE;;AACA,EAAE,EAAE";
    const text = "a b c\n// d\na b c\n//\n";
    const edits = [
      { start: 0, end: 1, text: "long" },
      { start: 2, end: 3, text: "" },
      { start: 9, end: 10, text: "comment" },
      { start: 15, end: 16, text: "last" },
      { start: 17, end: 19, text: "/**/" },
    ];
    expect(editText(text, edits)).toBe("long  c\n// comment\na b last\n/**/\n");
    expect(editMappings(mappings, text, edits)).toBe("AAAA,KAAE,CAAE;;AACA,EAAE,EAAE");
    expect(editMappings(mappings, text, [])).toBe(mappings);
  });

  test("leaves what a regular expression matches as it was", () => {
    for (const [source, text] of [
      ["/é/", "é"],
      ["/\\é/", "é"],
      ["/[日😀]/u", "😀"],
      ["/\\\\é/", "\\é"],
      ["/(?<größe>.)/", "x"],
    ] as const) {
      const edited = editText(source, editsOf(source));
      // oxlint-disable-next-line typescript/no-implied-eval -- the text is the code under test
      expect([source, new Function(`return ${edited}`)().test(text)]).toEqual([source, true]);
    }
  });
});

/** The place in the source that a word of the generated code comes from. */
function entryOf(map: SourceMap, code: string, word: string): readonly (number | undefined)[] {
  const before = code.slice(0, code.indexOf(word)).split("\n");
  const entry = map.findEntry(before.length - 1, before.at(-1)?.length ?? 0);
  return "originalLine" in entry ? [entry.originalLine, entry.originalColumn] : [];
}
