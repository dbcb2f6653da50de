// Tests that the typed client imports a schema's type from the file that declares it, however a route hands the schema on.
import { expect, test } from "bun:test";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { createProject, REPOSITORY } from "../support/project.ts";
import { CLIENT, COMPILER_OPTIONS, CONFIG } from "./uses.ts";

const VALIDATE = "validate: (value: unknown) => ({ value: value as { n: number } })";
const SCHEMA = `{ "~standard": { version: 1 as const, vendor: "hand", ${VALIDATE}, types: undefined as { input: { n: number }; output: { n: number } } | undefined } }`;

/** Files that declare the schema, beside the route. */
const FILES: Readonly<Record<string, string>> = {
  "named.ts": `export const x = ${SCHEMA};\nexport const incoming = x;`,
  "default.ts": `export default ${SCHEMA};`,
  "default-of-name.ts": `const x = ${SCHEMA};\nexport default x;`,
  "default-in-list.ts": `const x = ${SCHEMA};\nexport { x as default };`,
  "listed.ts": `const x = ${SCHEMA};\nexport { x as incoming };`,
  "pattern.ts": `export const { a: { incoming } } = { a: { incoming: ${SCHEMA} } };`,
  "class.ts": `export class Incoming { static "~standard" = ${SCHEMA}["~standard"]; }`,
  "module.ts": `const standard = ${SCHEMA}["~standard"];\nexport { standard as "~standard" };`,
  "between.ts": 'export { x as y } from "./named.ts";',
  "star.ts": 'export * from "./listed.ts";',
  "default-between.ts": 'export { default } from "./default-of-name.ts";',
  "import-between.ts": 'import x from "./default.ts";\nexport const y = x;',
};

/** How a route exports the schema, and the file that declares it. */
const FORMS: Readonly<Record<string, readonly [text: string, file: string]>> = {
  same: ['export { incoming } from "./named.ts";', "named"],
  renamed: ['export { x as incoming } from "./named.ts";', "named"],
  "renamed-twice": ['export { y as incoming } from "./between.ts";', "named"],
  string: ['export { x as "incoming" } from "./named.ts";', "named"],
  default: ['export { default as incoming } from "./default.ts";', "default"],
  "default-of-name": ['export { default as incoming } from "./default-of-name.ts";', "default-of-name"],
  "default-in-list": ['export { default as incoming } from "./default-in-list.ts";', "default-in-list"],
  "default-between": ['export { default as incoming } from "./default-between.ts";', "default-of-name"],
  star: ['export * from "./listed.ts";', "listed"],
  "star-twice": ['export * from "./star.ts";', "listed"],
  imported: ['import { x } from "./named.ts";\nexport { x as incoming };', "named"],
  "imported-renamed": ['import { x as z } from "./named.ts";\nexport { z as incoming };', "named"],
  "imported-default": ['import x from "./default.ts";\nexport { x as incoming };', "default"],
  "imported-default-as": [
    'import { default as x } from "./default.ts";\nexport { x as incoming };',
    "default",
  ],
  "imported-constant": ['import { x } from "./named.ts";\nexport const incoming = x;', "named"],
  "imported-constants": ['import { x } from "./named.ts";\nconst y = x;\nexport { y as incoming };', "named"],
  "imported-between": ['export { y as incoming } from "./import-between.ts";', "default"],
  pattern: ['export { incoming } from "./pattern.ts";', "pattern"],
  class: ['export { Incoming as incoming } from "./class.ts";', "class"],
  namespace: ['export * as incoming from "./module.ts";', "module"],
  "imported-namespace": ['import * as m from "./module.ts";\nexport { m as incoming };', "module"],
};

/** Exports whose type only the route itself has. */
const OWN: Readonly<Record<string, string>> = {
  written: `export const incoming = ${SCHEMA};`,
  member: 'import * as m from "./named.ts";\nexport const incoming = m.x;',
  typed: `import { x } from "./named.ts";\nexport const incoming: typeof x = x;`,
  "by-another-path": 'export { x as incoming } from "#schemas";',
};

test("every form leads to the file that declares the schema, and to its type", async () => {
  const routes = [
    ...Object.entries(FORMS).map(([form, [text]]) => [form, text] as const),
    ...Object.entries(OWN),
  ];
  await using project = await createProject({
    "package.json": JSON.stringify({ type: "module", imports: { "#schemas": "./app/named.ts" } }),
    "bunbox.config.ts": CONFIG,
    "app/named.ts": FILES["named.ts"] ?? "",
    ...Object.fromEntries(
      routes.flatMap(([form, text]) => [
        [`app/ws/${form}/route.ts`, `${text}\nexport function onMessage() {}\n`],
        ...Object.entries(FILES).map(([name, each]) => [`app/ws/${form}/${name}`, each]),
      ]),
    ),
    "web/tsconfig.json": JSON.stringify({ compilerOptions: COMPILER_OPTIONS, include: ["."] }),
    "web/use.ts": [
      'import { connect, stringify } from "./ws.gen.ts";',
      ...routes.flatMap(([form]) => [
        `connect("/ws/${form}").send(stringify({ n: 1 }));`,
        "// @ts-expect-error -- the schema takes a number",
        `connect("/ws/${form}").send(stringify({ n: "1" }));`,
      ]),
    ].join("\n"),
  });
  await project.build();
  const text = await readFile(path.join(project.root, CLIENT), "utf8");
  const imported = [...text.matchAll(/from "\.\.\/app\/ws\/(.+)\.js";/g)].map(([, each = ""]) => each);
  expect(imported.toSorted()).toEqual(
    [
      ...Object.entries(FORMS).map(([form, [, file]]) => `${form}/${file}`),
      ...Object.keys(OWN).map((form) => `${form}/route`),
    ].toSorted(),
  );
  const tsc = path.join(REPOSITORY, "node_modules/typescript/lib/tsc.js");
  const child = Bun.spawn(["node", tsc, "-p", "web"], { cwd: project.root, stdout: "pipe" });
  expect(await new Response(child.stdout).text()).toBe("");
}, 60_000);
