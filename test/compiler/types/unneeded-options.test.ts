// Tests that options for emitting and printing, and what node prints, do not change the verdict of the type check.
import { describe, expect, test } from "bun:test";
import path from "node:path";
import {
  COMPILER_OPTIONS,
  createProject,
  installTypeScript,
  type TestProject,
} from "../../support/project.ts";
import { IN_FULL } from "../../support/sample.ts";

const file = "app/ws/rooms/route.ts";

const route = (type: string): string => `
  import type { ServerWebSocket } from "@ademattos/bunbox";
  export function onMessage(ws: ServerWebSocket, message: ${type}) { ws.send(message); }
`;

function tsconfig(more: object): string {
  return JSON.stringify({ compilerOptions: { ...COMPILER_OPTIONS, ...more } });
}

async function verdict(project: TestProject): Promise<readonly string[]> {
  const { diagnostics } = await project.json(["check"]);
  return diagnostics.map(({ code, file: where, line, column }) => `${where}(${line},${column}): ${code}`);
}

describe("an option that the contract does not need does not change the verdict", () => {
  const options: Readonly<Record<string, object>> = {
    "unused names": { noUnusedLocals: true, noUnusedParameters: true },
    "resolution that is printed": { traceResolution: true },
    "more that is printed": { explainFiles: true, extendedDiagnostics: true, listFiles: true, pretty: true },
    "places of maps": { sourceMap: true, mapRoot: "maps", sourceRoot: "sources" },
  };
  for (const [what, more] of Object.entries(options)) {
    test(what, async () => {
      await using project = await createProject({
        [file]: route("string"),
        "app/ws/right/route.ts": route("string | Buffer"),
        "tsconfig.json": tsconfig(more),
      });
      expect(await verdict(project)).toEqual([`${file}(3,50): BBX2010`]);
    });
  }

  // A TypeScript that node runs takes ten times as long, so it gets all of them at once, in CI.
  if (IN_FULL)
    test("all of them, with TypeScript 5.4", async () => {
      await using project = await createProject({
        [file]: route("string"),
        "app/ws/right/route.ts": route("string | Buffer"),
        "tsconfig.json": tsconfig(Object.assign({}, ...Object.values(options))),
      });
      await installTypeScript(project, "typescript-5.4");
      expect(await verdict(project)).toEqual([`${file}(3,50): BBX2010`]);
    });

  test.if(IN_FULL)("nor do lines that node prints to its standard error", async () => {
    await using project = await createProject({
      [file]: route("string"),
      "greet.cjs": 'require("node:fs").writeSync(2, "Debugger attached.\\n");\n',
    });
    await installTypeScript(project, "typescript-5.9");
    const NODE_OPTIONS = `--require ${path.join(project.root, "greet.cjs")}`;
    const { stdout } = await project.bunbox(["check", "--format", "json"], { env: { NODE_OPTIONS } });
    expect(JSON.parse(stdout).diagnostics).toMatchObject([{ code: "BBX2010", file }]);
  });
});
