// Tests that an output becomes portable and ASCII: in the names of files, in regular expressions and in comments, nowhere else.
import { describe, expect, test } from "bun:test";
import type { Metafile } from "esbuild";
import { foreignParts, needsTemplatesApart, portableEdits } from "../../../compiler/graph/portable.ts";
import { editText } from "../../../compiler/graph/source-map.ts";
import { parse } from "../../../compiler/syntax/source.ts";

/** What esbuild says of a bundle that consists of no files. */
const ACCOUNT = { metafile: { inputs: {}, outputs: {} }, minified: false };

/** Whether templates are taken apart in an output that consists of no files. */
function isApart(code: string): boolean {
  return needsTemplatesApart(foreignParts(parse("server.js", code), ACCOUNT));
}

/** What esbuild says of a bundle of these files. */
function metafileOf(files: readonly string[], format: "cjs" | "esm"): Metafile {
  const inputs = Object.fromEntries(files.map((file) => [file, { bytes: 1, imports: [], format }]));
  const shipped = Object.fromEntries(files.map((file) => [file, { bytesInOutput: 1 }]));
  return { inputs, outputs: { "server.js": { bytes: 1, imports: [], exports: [], inputs: shipped } } };
}

describe("an output", () => {
  test("finds the comments of a file that imports a module of Bun or Node, which esbuild names twice, without a tree", () => {
    const file = "../node_modules/lib/index.js";
    const code = `
// ${file}
import { readFileSync } from "node:fs";

// ../node_modules/lib/other.js
var other = \`
// ${file}
\`;

// ${file}
var text = readFileSync(other);
`;
    const metafile = metafileOf([file], "esm");
    const source = new Proxy(parse("server.js", code), {
      get(target, key) {
        if (key === "program") throw new Error("the tree was read");
        const value: unknown = Reflect.get(target, key);
        return value;
      },
    });
    const edits = portableEdits(source, [], new Map([[file, "lib/index.js"]]), { metafile, minified: false });
    const [, before = "", inside = "", after = ""] = code.split(`// ${file}`);
    expect(editText(code, edits)).toBe(
      `\n// lib/index.js${before}// ${file}${inside}// lib/index.js${after}`,
    );
  });

  const WRAPPED = 'var a = __commonJS({\n  "../a.js"(exports) {}\n});';
  const portable: Readonly<Record<string, readonly [string, "cjs" | "esm", boolean, string]>> = {
    "a comment": ["\n// ../a.js\nvar a;", "esm", false, "\n// pkg/a.js\nvar a;"],
    "a comment that a template quotes": [
      "\n// ../a.js\nvar a = `\n// ../a.js\n`;",
      "esm",
      false,
      "\n// pkg/a.js\nvar a = `\n// ../a.js\n`;",
    ],
    "nothing in an output without white space": [
      "\nvar a = `\n// ../a.js\n`;",
      "esm",
      true,
      "\nvar a = `\n// ../a.js\n`;",
    ],
    "a comment and a key": [
      `\n// ../a.js\n${WRAPPED}`,
      "cjs",
      false,
      `\n// pkg/a.js\n${WRAPPED.replace("..", "pkg")}`,
    ],
    "a key without white space": [WRAPPED, "cjs", true, WRAPPED.replace("..", "pkg")],
    "a call of a text": [
      '\n// ../a.js\nvar a = `"../a.js"()`;',
      "esm",
      false,
      '\n// pkg/a.js\nvar a = `"../a.js"()`;',
    ],
    "a key beside a text that looks like it": [
      `\n// ../a.js\n${WRAPPED}\nvar b = \`"../a.js"()\`, c = f({ "../a.js"() {} });`,
      "cjs",
      false,
      `\n// pkg/a.js\n${WRAPPED.replace("..", "pkg")}\nvar b = \`"../a.js"()\`, c = f({ "../a.js"() {} });`,
    ],
    "a key beside those of other functions": [
      `\n// ../a.js\n${WRAPPED}\nvar b = __commonJSKeys({ "../a.js"() {} }), c = __commonJS2({ "../a.js"() {} });`,
      "cjs",
      false,
      `\n// pkg/a.js\n${WRAPPED.replace("..", "pkg")}\nvar b = __commonJSKeys({ "../a.js"() {} }), c = __commonJS2({ "../a.js"() {} });`,
    ],
    "a key beside that of a package which was bundled before": [
      `var __commonJS = f;\n// ../a.js\n${WRAPPED}\nfunction g(__commonJS) { var a = __commonJS({ "../a.js"() {} }); }`,
      "cjs",
      false,
      `var __commonJS = f;\n// pkg/a.js\n${WRAPPED.replace("..", "pkg")}\nfunction g(__commonJS) { var a = __commonJS({ "../a.js"() {} }); }`,
    ],
    "a key of an ES module": [
      `\n// ../a.js\n${WRAPPED.replace("commonJS", "esm")}`,
      "esm",
      false,
      `\n// pkg/a.js\n${WRAPPED.replace("commonJS", "esm").replace("..", "pkg")}`,
    ],
  };
  for (const [what, [code, format, minified, expected]] of Object.entries(portable)) {
    test(`gives ${what} its portable name, and no other text`, () => {
      const account = { metafile: metafileOf(["../a.js"], format), minified };
      const source = parse("server.js", code);
      const edits = portableEdits(source, [], new Map([["../a.js", "pkg/a.js"]]), account);
      expect(editText(code, edits)).toBe(expected);
    });
  }

  test("takes templates apart only if a tagged one is not ASCII", () => {
    expect(isApart("f`a`; /é/;")).toBe(false);
    expect(isApart("var a = `é`;")).toBe(false);
    expect(isApart("f`${1}a`; f`a${1}é`;")).toBe(true);
  });

  test("reads the trees of the modules that are not ASCII, from where they certainly begin", () => {
    const code = `"use strict";

// a.js
var a = "a";

// b.js
var b = /é/;

// c.js
var c = \`
// d.js
\`;

// d.js
var d = /ü/;
`;
    const metafile = metafileOf(["a.js", "b.js", "c.js", "d.js"], "esm");
    const account = { metafile, minified: false };
    const source = parse("server.js", code);
    const parts = foreignParts(source, account);
    expect(parts.map(({ start, source: { text } }) => [start, text.split("\n")[0], text.length])).toEqual([
      [code.indexOf("// b.js"), "// b.js", "// b.js\nvar b = /é/;\n\n".length],
      [code.indexOf("// c.js"), "// c.js", code.length - code.indexOf("// c.js")],
    ]);
    const edited = code.replace("é", "\\u00e9").replace("ü", "\\u00fc");
    expect(editText(code, portableEdits(source, parts, new Map(), account))).toBe(edited);
    // Were esbuild to leave a comment out, a template that quotes it would not be cut.
    const quoting = parse("server.js", "var a = `é\n// d.js\né`;");
    expect(foreignParts(quoting, account).map(({ start }) => start)).toEqual([0]);
    // esbuild may write an odd name otherwise.
    const odd = { metafile: metafileOf(["a`.js"], "esm"), minified: false };
    const named = parse("server.js", "\n\n// a`.js\nvar a = /é/;");
    expect(foreignParts(named, odd).map(({ start }) => start)).toEqual([0]);
    // White space that is left out takes the comments with it.
    expect(foreignParts(source, { ...account, minified: true }).map(({ start }) => start)).toEqual([0]);
    expect(foreignParts(parse("server.js", "var a = 1;"), account)).toEqual([]);
  });

  test("gives files their portable names in comments and in the keys of wrappers", () => {
    const names = new Map([["../../node_modules/é/index.js", "é/index.js"]]);
    const code = [
      "// ../../node_modules/é/index.js",
      'var require_e = __commonJS({"../../node_modules/é/index.js"(exports,module){module.exports="../../node_modules/é/index.js";}});',
    ].join("\n");
    const source = parse("server.js", code);
    expect(editText(code, portableEdits(source, foreignParts(source, ACCOUNT), names, ACCOUNT))).toBe(
      [
        "// \\u00e9/index.js",
        'var require_e = __commonJS({"\\u00e9/index.js"(exports,module){module.exports="../../node_modules/\\u00e9/index.js";}});',
      ].join("\n"),
    );
  });
});
