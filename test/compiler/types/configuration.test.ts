// Tests that a type error in bunbox.config.ts is reported at its place, as in any other file of the project.
import { describe, expect, test } from "bun:test";
import { COMPILER_OPTIONS, createProject } from "../../support/project.ts";

const ROUTE = "export function onMessage() {}\n";

async function verdict(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  await using project = await createProject({ "app/ws/route.ts": ROUTE, ...files });
  const { diagnostics } = await project.json(["check"]);
  return diagnostics.map(({ code, file, line, column }) => `${code} ${file}:${line}:${column}`);
}

const ONLY_APP = JSON.stringify({
  compilerOptions: { ...COMPILER_OPTIONS, types: [] },
  include: ["app"],
});

describe("the types of the configuration", () => {
  test("are checked in the file itself, and in what it imports", async () => {
    expect(
      await verdict({
        "bunbox.config.ts": `
          import { defineConfig } from "@ademattos/bunbox";
          import { port } from "./settings/port.ts";
          const host: string = 5;
          export default defineConfig({ port, maxConnections: Number(host.length).toFixxed ? 1 : 2 });
        `,
        "settings/port.ts": "export const port: number = 3000;\nexport const unused: string = port;\n",
      }),
    ).toEqual([
      "TS2322 bunbox.config.ts:4:17",
      "TS2551 bunbox.config.ts:5:83",
      "TS2322 settings/port.ts:2:14",
    ]);
  });

  test("are checked even if the tsconfig does not include it, with what the configuration runs on", async () => {
    const config = 'export default { port: Number(process.env["PORT"] ?? 3000) };\n';
    expect(await verdict({ "tsconfig.json": ONLY_APP, "bunbox.config.ts": config })).toEqual([]);
    expect(
      await verdict({ "tsconfig.json": ONLY_APP, "bunbox.config.mts": `const port: string = 5;\n${config}` }),
    ).toEqual(["TS2322 bunbox.config.mts:1:7"]);
  });

  test("are not reported again if an option is wrong", async () => {
    expect(
      await verdict({
        "bunbox.config.ts": `
          import { defineConfig } from "@ademattos/bunbox";
          export default defineConfig({
            port: "3000",
            origin: [],
          });
        `,
      }),
    ).toEqual(["BBX3002 bunbox.config.ts:4:19", "BBX3001 bunbox.config.ts:5:13"]);
  });

  test("of JavaScript are not checked", async () => {
    expect(await verdict({ "bunbox.config.js": "let port = 5;\nport = '';\nexport default {};\n" })).toEqual(
      [],
    );
  });
});
