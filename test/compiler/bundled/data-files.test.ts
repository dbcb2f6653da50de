// Tests that data is imported as Bun imports it, and that an import that cannot be bundled is an error with a remedy.
import { expect, test } from "bun:test";
import path from "node:path";
import { answering, askAlone, askSource } from "../../support/as-from-source.ts";
import { createProject } from "../../support/project.ts";
import { TYPES_IN_CI } from "../../support/sample.ts";

const DATA: Readonly<Record<string, string>> = {
  "plain.toml":
    'title = "x"\nlist = [1, 2]\nhex = 0xDEAD\ninf = inf\nnan = nan\n"odd key" = true\n[t.u]\nv = \'lit\'\n[[rows]]\na = 1\n[[rows]]\na = 2\n',
  "many.yaml":
    "name: x\noct: 0o17\nold: 017\nyes: yes\nnul: ~\nwhen: 2001-12-14\ninf: .inf\nzero: -0\nbase: &b {a: 1}\nuse: *b\nmerge:\n  <<: *b\n  c: 2\ntext: |\n  a\n  b\nkeys: {1: one}\nbin: !!binary aGVsbG8=\nown: !mine x\ntwice: 1\ntwice: 2\n",
  "documents.yaml": "a: 1\n---\nb: 2\n",
  "list.yml": "- 1\n- x\n",
  "empty.yaml": "",
  "upper.YAML": "a: 1\n",
  "upper.TOML": "a = 1\n",
  "upper.JSON": '{ "a": 1 }',
  "tagged-text.yaml": "a: !!str 1\nb: ! 1\n",
  "box.module.css": ".box { color: red }",
  "word.yaml": '"just text"\n',
  "settings.jsonc": '// c\n{ "a": 1, /* x */ "b": [1, 2,], "default": 9, }\n',
  "loose.json5": "{ a: 1, 'b': .5, c: +1, d: 0x1F, e: Infinity, f: NaN, g: 'two\\\nlines', }\n",
};

test("values and names are those that Bun's own loaders give", async () => {
  const names = Object.keys(DATA).map((file) => file.replaceAll(".", "-"));
  const show = "(value) => Bun.inspect(value, { depth: 9, sorted: true })";
  await using project = await createProject({
    "package.json": '{ "type": "module" }',
    ...Object.fromEntries(Object.entries(DATA).map(([file, text]) => [`app/data/${file}`, text])),
    "app/data/by-type.conf": "a = 1\n",
    "app/data/Cargo.lock": "a = 1\n",
    "app/data/LICENSE": "free",
    "app/data/upper.TXT": "text",
    "app/data/.env": "free",
    "app/data/script.ts": "export {};\n",
    "app/data/key.pem": "----\n",
    "app/data/page.tsxx": "x",
    ...Object.fromEntries(
      Object.keys(DATA).map((file) => [
        `app/ws/${file.replaceAll(".", "-")}/route.ts`,
        answering(
          "show([value, Object.keys(all).filter((name) => name !== '__esModule').toSorted(), Object.is(value?.zero, -0)])",
          `import value, * as all from "../../data/${file}";\nconst show = ${show};`,
        ),
      ]),
    ),
    ...Object.fromEntries(Object.entries(DATA).map(([file, text]) => [`app/required/${file}`, text])),
    "app/ws/required/route.ts": answering(
      "shown",
      `const shown = [${Object.keys(DATA)
        .map((file) => `require("../../required/${file}")`)
        .join(", ")}].map((each) => Bun.inspect(each, { depth: 9, sorted: true })).join();`,
    ),
    "app/ws/types/route.ts": answering(
      "[JSON.stringify(conf), text, b]",
      `import conf from "../../data/by-type.conf" with { type: "toml" };
       import text from "../../data/plain.toml" with { type: "text" };
       import { b } from "../../data/settings.jsonc";
       import lock from "../../data/Cargo.lock" with { type: "toml" };
       import license from "../../data/LICENSE" with { type: "text" };
       import env from "../../data/.env" with { type: "text" };
       import script from "../../data/script.ts" with { type: "text" };
       import key from "../../data/key.pem" with { type: "text" };
       import upper from "../../data/upper.TXT";
       import page from "../../data/page.tsxx" with { type: "text" };`,
    ),
  });
  await project.build("--no-typecheck");
  const answers = await askSource(project, [...names, "required", "types"]);
  expect(await askAlone(project, [...names, "required", "types"])).toEqual(answers);
});

const wide = (text: string): Uint8Array => Buffer.from(`\ufeff${text}`, "utf16le");

test("a file with a byte order mark is decoded as Bun decodes it", async () => {
  const files = { "wide.txt": wide("é"), "wide.yaml": wide("a: é"), "wide.toml": wide('a = "é"') };
  await using project = await createProject({
    "app/data/marked.txt": "\ufeffé",
    ...Object.fromEntries(
      [...Object.keys(files), "marked.txt"].map((file) => [
        `app/ws/${file.replace(".", "-")}/route.ts`,
        answering("JSON.stringify(value)", `import value from "../../data/${file}";`),
      ]),
    ),
  });
  for (const [file, bytes] of Object.entries(files))
    await Bun.write(path.join(project.root, "app/data", file), bytes);
  const names = ["wide-txt", "wide-yaml", "wide-toml", "marked-txt"];
  const answers = await askSource(project, names);
  expect(answers["wide-yaml"]).toBe('{"a":"é"}');
  await project.build("--no-typecheck");
  expect(await askAlone(project, names)).toEqual(answers);
});

test("a mistake in a file is an error that names it", async () => {
  for (const [file, text] of [
    ["bad.toml", "a = 1\na = 2\n"],
    ["dates.toml", "day = 1979-05-27\n"],
    ["bad.yaml", "a: *nobody\n"],
    ["bad.json5", "{ a: }\n"],
    ["tags.yaml", 'a: !!int "3"\n'],
    ["tagged.yaml", "a: !!float 1\n"],
    ["keys.yaml", "? [x, y]\n: z\n"],
  ] as const) {
    await using project = await createProject({
      [`app/${file}`]: text,
      "app/files.d.ts": 'declare module "*.toml";\ndeclare module "*.yaml";\ndeclare module "*.json5";\n',
      "app/ws/t/route.ts": answering("value", `import value from "../../${file}";`),
    });
    const { exitCode, diagnostics } = await project.json(["build", ...TYPES_IN_CI]);
    expect({ exitCode, diagnostics }).toMatchObject({ exitCode: 1, diagnostics: [{ code: "BBX4001" }] });
  }
});

test("an import that cannot be in the output is an error that says what to do", async () => {
  await using project = await createProject({
    "app/code.wasm": "\0asm",
    "app/page.html": "<h1>",
    "app/picture.png": "x",
    "app/macro.ts": "export const now = () => 1;\n",
    "node_modules/crdt/package.json":
      '{ "name": "crdt", "type": "module", "main": "index.js", "types": "index.d.ts" }',
    "node_modules/crdt/index.d.ts": "declare const crdt: unknown;\nexport default crdt;\n",
    "node_modules/crdt/index.js": 'import * as wasm from "./crdt.wasm";\nexport default wasm;\n',
    "node_modules/crdt/crdt.wasm": "\0asm",
    "app/ws/t/route.ts": answering(
      "[code, page, picture, file, now, crdt]",
      `
       import code from "../../code.wasm";
       import page from "../../page.html";
       import picture from "../../picture.png";
       import file from "../../picture.png" with { type: "file" };
       import { now } from "../../macro.ts" with { type: "macro" };
       import crdt from "crdt";`,
    ),
  });
  const { exitCode, diagnostics } = await project.json(["build", ...TYPES_IN_CI]);
  expect(exitCode).toBe(1);
  expect(
    diagnostics.map(({ code, file, line, hint }) => [code, file, line, hint?.split(/[:,(]/)[0]]),
  ).toEqual([
    ["BBX4024", "app/ws/t/route.ts", 4, "Read the file when the server runs"],
    ["BBX4024", "app/ws/t/route.ts", 5, "Import its text by `with { type"],
    ["BBX4024", "app/ws/t/route.ts", 6, "Import its text by `with { type"],
    ["BBX4024", "app/ws/t/route.ts", 7, "Import its text by `with { type"],
    ["BBX4024", "app/ws/t/route.ts", 8, "Run it before the build"],
    ["BBX4024", "node_modules/crdt/index.js", 1, "Add `external"],
  ]);
});

test("loaders, constants and preloaded modules of bunfig.toml are a warning", async () => {
  await using project = await createProject({
    "bunfig.toml":
      'telemetry = false\n"prelo\\u0061d" = "./first.ts"\n[define]\n"BUILD" = "1"\n[loader]\n".frag" = "text"\n',
    "app/ws/t/route.ts": answering("1"),
  });
  expect(await project.json(["check", ...TYPES_IN_CI])).toMatchObject({
    exitCode: 0,
    diagnostics: [
      { code: "BBX4025", file: "bunfig.toml", line: 1, column: 1 },
      { code: "BBX4025", file: "bunfig.toml", line: 3, column: 2 },
      { code: "BBX4025", file: "bunfig.toml", line: 5, column: 2 },
    ],
  });
});
