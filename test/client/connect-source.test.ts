// Tests that the typed client is written as its own source, which is TypeScript that `npm run types` checks.
import { describe, expect, test } from "bun:test";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { CLIENT, createUses } from "./uses.ts";
import { createProject, REPOSITORY } from "../support/project.ts";
import { IN_FULL } from "../support/sample.ts";

const readSource = (file: string): Promise<string> => readFile(path.join(REPOSITORY, file), "utf8");

/** What the step of `npm run types` that is for client/ prints, run over a copy of it. */
async function check(change: (text: string) => string): Promise<string> {
  const { scripts } = JSON.parse(await readSource("package.json"));
  const step = String(scripts.types)
    .split(" && ")
    .find((each) => each.endsWith("client/tsconfig.json"));
  if (step === undefined) throw new Error("npm run types does not check client/");
  const files = ["tsconfig.json", "client/tsconfig.json", "client/routes.d.ts"];
  const texts = await Promise.all(files.map(async (file) => [file, await readSource(file)] as const));
  const source = await readSource("client/connect.ts");
  await using copy = await createProject({
    ...Object.fromEntries(texts),
    "package.json": '{ "type": "module" }',
    "client/connect.ts": change(source),
  });
  const [command = "", ...args] = step.replace("node_modules", `${REPOSITORY}/node_modules`).split(" ");
  const child = Bun.spawn([command, ...args], { cwd: copy.root, stdout: "pipe" });
  return await new Response(child.stdout).text();
}

describe("client/connect.ts", () => {
  test.if(IN_FULL)("is checked by npm run types", async () => {
    expect(await check((text) => text)).toBe("");
    for (const [right, wrong] of [
      ["location?.href", "location?.hreff"],
      ["return [encodeURIComponent(part)];", "return encodeURIComponent(part);"],
      ["keyof Routes", "keyof Route"],
    ] as const) {
      const found = await check((text) => text.replace(right, wrong));
      expect(found).toMatch(/^client\/connect\.ts\(\d+,\d+\): error TS/);
    }
  });

  test("is the end of the generated module, which imports nothing that runs", async () => {
    await using project = await createUses();
    const generated = path.join(project.root, CLIENT);
    const text = await readFile(generated, "utf8");
    const [, live = ""] = (await readSource("client/reconnect.ts")).split(/(?<=^import [^;]*;\n\n)/m);
    expect(live).not.toMatch(/^import /m);
    expect(text).toEndWith(`\n}\n\n${await readSource("client/connect.ts")}\n${live}`);
    const bundled = async (names: string): Promise<string> => {
      const { outputFiles, metafile } = await build({
        stdin: { contents: `export { ${names} } from "./${CLIENT}";`, resolveDir: project.root },
        bundle: true,
        format: "esm",
        write: false,
        metafile: true,
        minify: true,
      });
      expect(Object.keys(metafile.inputs)).toEqual(
        [CLIENT, "<stdin>"].map((file) => expect.stringContaining(file)),
      );
      return outputFiles[0]?.text ?? "";
    };
    expect(await bundled("parse")).not.toMatch(/WebSocket|URL|stringify/);
    expect(await bundled("urlOf")).not.toContain("WebSocket");
    expect(await bundled("connect")).toContain("WebSocket");
    expect(await bundled("connect")).not.toMatch(/setTimeout|JSON\.parse/);
    expect((await bundled("live")).match(/new WebSocket\(/g)).toHaveLength(1);
    // In bytes; docs/clients.md has the sizes.
    const size = async (names: string): Promise<number> => gzipSync(await bundled(names)).length;
    expect(await size("connect")).toBeLessThan(700);
    expect(await size("live")).toBeLessThan(1650);
    expect(await size("connect, live")).toBeLessThan(1650);
  });
});
