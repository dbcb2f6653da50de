// Tests that a server without a configuration has the defaults that docs/configuration.md names.
import { describe, expect, test } from "bun:test";
import path from "node:path";
import { type Option, OPTIONS } from "../../../compiler/config/options.ts";
import { createProject, REPOSITORY } from "../../support/project.ts";
import { TYPES_IN_CI } from "../../support/sample.ts";

/** Each option of the page, with its default as the page writes it; `undefined` for none. */
async function documented(): Promise<ReadonlyMap<string, string | undefined>> {
  const page = await Bun.file(path.join(REPOSITORY, "docs/configuration.md")).text();
  const sections = [...page.matchAll(/^## `(\w+)`\n\n(.+)$/gm)];
  return new Map(sections.map(([, name = "", facts = ""]) => [name, facts.split(", by default ")[1]]));
}

/** The value that a text of the page means. */
function valueOf(text: string | undefined): unknown {
  if (text === undefined) return null;
  const mebibytes = /^(\d+) MiB$/.exec(text)?.[1];
  if (mebibytes !== undefined) return Number(mebibytes) * 1024 * 1024;
  const code = text.replaceAll("`", "");
  return /^(?:\d+|true|false|\[\])$/.test(code) ? JSON.parse(code) : code;
}

describe("a default that docs/configuration.md names", () => {
  test("is the value that the server gets", async () => {
    await using project = await createProject({ "app/ws/route.ts": "export function onMessage() {}\n" });
    await project.build();
    const output = await Bun.file(path.join(project.root, "dist/server.js")).text();
    const written = /^(?:const|var) options = (\{[^]*?\n\});/m.exec(output)?.[1] ?? "";
    await project.write({ "options.mjs": `export const options = ${written};\n` });
    const { options: read } = await import(path.join(project.root, "options.mjs"));
    const { websocket, ...server }: Readonly<Record<string, unknown>> = read;
    const values = new Map(Object.entries({ ...server, ...Object(websocket) }));

    const options: readonly (readonly [string, Option])[] = Object.entries(OPTIONS);
    const page = await documented();
    expect([...page.keys()]).toEqual(options.map(([name]) => name));
    const served = options.filter(([, { reader }]) => reader !== "build");
    expect(served.map(([name, { alias }]) => [name, values.get(alias ?? name)])).toEqual(
      served.map(([name]) => [name, valueOf(page.get(name))]),
    );
    // Nothing else is written into the server.
    expect(values.size).toBe(served.length);
  });

  test("is the value that the build uses", async () => {
    const page = await documented();
    const [routes, outfile] = [page.get("routes"), page.get("outfile")].map((text) => String(valueOf(text)));
    await using project = await createProject({ [`${routes}/route.ts`]: "export function onMessage() {}\n" });
    expect((await project.json(["build", ...TYPES_IN_CI])).output?.file).toBe(outfile);
  });
});

test("an editor shows the description of every option, and its default", async () => {
  await using project = await createProject({});
  const types = path.join(project.root, "node_modules/@ademattos/bunbox/dist/runtime/config.d.ts");
  const text = await Bun.file(types).text();
  const page = await documented();
  for (const [name, { description }] of Object.entries(OPTIONS)) {
    const end = text.indexOf(` ${name}?:`);
    const comment = text.slice(text.lastIndexOf("/** ", end), end);
    const preset = page.get(name);
    expect(comment).toContain(description.split("[")[0] ?? "");
    expect(comment).toContain(preset === undefined ? "" : `, by default ${preset}\n`);
  }
});
