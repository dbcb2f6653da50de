// Tests that no text overflows the parser's stack, however it nests, and that ordinary texts are not tried out first.
import { describe, expect, test } from "bun:test";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { canBeParsed, hasAtMost, nestsAtMost } from "../../../compiler/syntax/depth.ts";
import { CHAINS } from "./chains.ts";
import { some } from "../../support/sample.ts";

/** Of these, the parser makes a list without levels. */
const FLAT = ["abstracts", "commas", "exportsDefault", "optionalTypes"];

describe("a text that nests 20,000 times", () => {
  test("is never taken for a shallow one", () => {
    const certain = Object.entries(CHAINS).flatMap(([name, text]) => (nestsAtMost(text, 3000) ? [name] : []));
    expect(certain.toSorted()).toEqual(FLAT);
  });

  test("is parsed or refused, and never ends the process", async () => {
    const chains = some(Object.entries(CHAINS), 20);
    const source = path.join(import.meta.dir, "../../../compiler/syntax/source.ts");
    const script = `
      const { parse } = await import(${JSON.stringify(source)});
      process.execPath = Bun.which("node");
      const chains = await Bun.stdin.json();
      for (const [name, text] of Object.entries(chains)) {
        console.log(name);
        const { failure, program } = parse("a.ts", text);
        if (failure?.message !== "it nests too deep") program.body;
      }
      console.log("all");
    `;
    const child = Bun.spawn(["bun", "-e", script], {
      stdin: new Blob([JSON.stringify(Object.fromEntries(chains))]),
      stdout: "pipe",
      stderr: "inherit",
    });
    const names = (await new Response(child.stdout).text()).trim().split("\n");
    expect(names.at(-1)).toBe("all");
    expect(names).toHaveLength(chains.length + 1);
  }, 300_000);
});

describe("a text of few tokens", () => {
  test("cannot nest deeper than it has tokens, whatever they mean", () => {
    const few = Object.entries(CHAINS).flatMap(([name, text]) => (hasAtMost(text, 3000) ? [name] : []));
    expect(few).toEqual([]);
  });

  test("is certain with JSX too, and no other process tries it out", () => {
    const page = `export const page = <main title="a">{rows.map((row) => <p key={row}>It's {row} / 2</p>)}</main>;\n`;
    const text = page.repeat(60);
    expect(text.length).toBeGreaterThan(3000);
    const { execPath } = process;
    process.execPath = "/nowhere/node";
    try {
      expect(canBeParsed("page.tsx", text)).toBe(true);
      expect(canBeParsed("page.tsx", text.repeat(20))).toBe(false);
    } finally {
      process.execPath = execPath;
    }
  });
});

describe("a text that does not nest deep", () => {
  test("is certain, however long it is", async () => {
    const files = ["typescript/lib/_tsc.js", "esbuild/lib/main.js", "fast-glob/out/index.js"];
    for (const file of files) {
      const folder = path.join(import.meta.dir, "../../../node_modules");
      const text = await readFile(path.join(folder, file), "utf8").catch(() => null);
      if (text !== null) expect([file, nestsAtMost(text, 3000)]).toEqual([file, true]);
    }
  });

  const PLAIN: Readonly<Record<string, string>> = {
    "brackets in strings, templates, comments and regular expressions":
      "f('(', \"[\", `{${a + `(`}`, /[(/]/.test(x), a / b / c); // (\n/* { */\n",
    "a regular expression after a condition": 'if (a) /"/.test(b); while (a) /[`]/.exec(b); x = (a) / 2;\n',
    "names that are operators elsewhere": "a.if / 2; a.typeof(b) / 2; of(1); get[0] / 2; 1;\n",
    "statements without semicolons":
      "function a() {}\nclass B { m() {} n() {} }\nlet c = { d: 1 }\nexport { a }\n",
    "an else after each block": "if (a) {} else {}\n",
  };
  for (const [what, text] of Object.entries(PLAIN)) {
    test(what, () => expect(nestsAtMost(text.repeat(2000), 60)).toBe(true));
  }

  const UNSURE: Readonly<Record<string, string>> = {
    "a string that does not end": "a = 'b\n';\n",
    "a template that does not end": "a = `b;\n",
    "brackets that do not match": "a = (1];\n",
    "a bracket that is not closed": "a = [1;\n",
    "a slash after a block": "a = {} / 2;\n",
    "a slash after a word that may be an operator": "a = as / 2;\n",
    "a regular expression that does not end": "a = /(;\n",
  };
  for (const [what, text] of Object.entries(UNSURE)) {
    test(`is tried out if it has ${what}`, () => expect(nestsAtMost(text, 60)).toBe(false));
  }
});
