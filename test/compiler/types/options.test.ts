// Tests the options of a tsconfig with every TypeScript: they have the effect that they have in the project's own tsc.
import { describe, expect, test } from "bun:test";
import path from "node:path";
import { createProject, installTypeScript, REPOSITORY, type TestProject } from "../../support/project.ts";
import { IN_FULL, some } from "../../support/sample.ts";

/** Every version in CI, the newest otherwise. */
function inFull(versions: readonly string[]): readonly string[] {
  return IN_FULL ? versions : versions.slice(-1);
}

const ROUTE = "export function onMessage() {}\n";
const OPTIONS = {
  strict: true,
  target: "esnext",
  lib: ["esnext"],
  module: "preserve",
  types: ["bun"],
  noEmit: true,
  skipLibCheck: true,
};

function tsconfig(options: object, more: object = {}): string {
  return JSON.stringify({ ...more, compilerOptions: { ...OPTIONS, ...options } }, null, 2);
}

/** TypeScript 7 is bunbox's own. */
async function install(project: TestProject, version: string): Promise<void> {
  if (version !== "typescript") await installTypeScript(project, version);
}

async function verdict(project: TestProject): Promise<readonly string[]> {
  const { diagnostics } = await project.json(["check"]);
  return diagnostics.map(({ code, file, line, column }) => `${file}(${line},${column}): ${code}`);
}

/** What tsc itself says of the options, without the texts. */
function tsc(project: TestProject, version: string): readonly string[] {
  const script = path.join(REPOSITORY, "node_modules", version, "lib/tsc.js");
  const { stdout } = Bun.spawnSync(["node", script, "-p", ".", "--pretty", "false", "--noCheck"], {
    cwd: project.root,
  });
  return [...stdout.toString().matchAll(/^(\S+\(\d+,\d+\)): error (TS\d+)/gm)].map(
    ([, place, code]) => `${place}: ${code}`,
  );
}

describe("${configDir} is the folder of the project", () => {
  // TypeScript knows it from 5.5 on.
  for (const version of inFull(["typescript-5.9", "typescript-6.0", "typescript"])) {
    test(`with ${version}: paths of a base, some of them relative to it`, async () => {
      await using project = await createProject({
        "tsconfig.json": JSON.stringify({ extends: ["./config/base.json", "./config/more.json"] }),
        "config/base.json": tsconfig({ paths: { never: ["${configDir}/never.ts"] } }),
        "config/more.json": JSON.stringify({
          compilerOptions: { paths: { "@/*": ["${configDir}/app/lib/*"], "shared/*": ["./shared/*"] } },
        }),
        "config/shared/name.ts": 'export const name = "ada";\n',
        "app/lib/greet.ts": "export const greet = (name: string): string => `hello ${name}`;\n",
        "app/ws/route.ts": `
          import type { ServerWebSocket } from "@ademattos/bunbox";
          import { greet } from "@/greet";
          import { name } from "shared/name";
          export const onOpen = (ws: ServerWebSocket) => ws.send(greet(name));
        `,
      });
      await install(project, version);
      expect(await verdict(project)).toEqual([]);
      await project.build("--no-typecheck");
      await using server = await project.serve();
      using client = await server.connect("/ws");
      expect(await client.text()).toBe("hello ada");
    });
  }

  test("typeRoots of a base in a package, and rootDirs", async () => {
    await using project = await createProject({
      "tsconfig.json": JSON.stringify({ extends: "@acme/tsconfig" }),
      "node_modules/@acme/tsconfig/package.json": '{ "name": "@acme/tsconfig" }',
      "node_modules/@acme/tsconfig/tsconfig.json": tsconfig({
        types: ["bun", "acme"],
        typeRoots: ["${configDir}/types", "${configDir}/node_modules/@types"],
        rootDirs: ["${configDir}/app", "${configDir}/generated"],
      }),
      "types/acme/index.d.ts": "declare const ACME: number;\n",
      "generated/ws/shape.d.ts": "export interface Shape { sides: number }\n",
      "app/ws/route.ts": `
        import type { Shape } from "./shape.ts";
        export const sides = (shape: Shape): number => shape.sides + ACME;
        export function onMessage() {}
      `,
    });
    expect(await verdict(project)).toEqual([]);
  });
});

describe("an option that TypeScript does not accept is reported as tsc reports it", () => {
  const wrong: readonly (readonly [string, object])[] = [
    [
      "baseUrl, with paths that need it",
      { module: "esnext", moduleResolution: "bundler", baseUrl: ".", paths: { "@/*": ["app/*"] } },
    ],
    ["target es5", { target: "es5" }],
    ["module amd", { module: "amd", moduleResolution: "classic" }],
    ["moduleResolution node", { module: "esnext", moduleResolution: "node" }],
    ["paths that are not relative", { paths: { "@/*": ["app/*"] } }],
    ["two options that do not fit", { module: "esnext", moduleResolution: "nodenext" }],
    ["an option that nobody knows", { strictt: true }],
  ];
  // A TypeScript that node runs takes ten times as long, so it gets two of them at once.
  const two = { ...wrong[0]?.[1], ...wrong[1]?.[1] };
  for (const version of inFull(["typescript-6.0", "typescript"])) {
    for (const [what, options] of version === "typescript"
      ? some(wrong, 2)
      : ([["two of them", two]] as const)) {
      test(`with ${version}: ${what}`, async () => {
        await using project = await createProject({
          "tsconfig.json": tsconfig(options),
          "app/ws/route.ts": ROUTE,
        });
        await install(project, version);
        const expected = tsc(project, version).filter((each) => each.startsWith("tsconfig.json"));
        const said = await verdict(project);
        expect(said.filter((each) => each.startsWith("tsconfig.json")).toSorted()).toEqual(
          expected.toSorted(),
        );
        if (version === "typescript") expect(expected).not.toEqual([]);
      });
    }
  }

  test("with the value to write instead of one that is removed", async () => {
    await using project = await createProject({
      "tsconfig.json": tsconfig({ target: "es5", module: "amd", moduleResolution: "node10" }),
      "app/ws/route.ts": ROUTE,
    });
    const { diagnostics } = await project.json(["check"]);
    expect(diagnostics.flatMap(({ code, hint }) => (code === "TS5108" ? [hint] : []))).toEqual([
      'Set `"target": "esnext"`.',
      'Set `"module": "preserve"`.',
      'Set `"moduleResolution": "bundler"`.',
    ]);
  });

  test("with the paths that belong into that file, also if a base is at fault", async () => {
    await using project = await createProject({
      "tsconfig.json": tsconfig({ baseUrl: "./app" }),
      "app/ws/route.ts": ROUTE,
    });
    expect((await project.again(["check"])).stdout).toContain(`Use '"paths": {"*": ["./app/*"]}' instead.`);
    await project.write({
      "tsconfig.json": JSON.stringify({ extends: "./config/base.json" }),
      "config/base.json": tsconfig({ baseUrl: ".." }),
    });
    const { stdout } = await project.again(["check"]);
    expect(stdout).toContain("TS5102");
    expect(stdout).not.toContain("../../");
  });
});

describe.if(IN_FULL)("moduleResolution node, which TypeScript 5 still has", () => {
  for (const version of ["typescript-5.4", "typescript-5.9"]) {
    test(`finds the types of every entry with ${version}`, async () => {
      await using project = await createProject({
        "tsconfig.json": tsconfig({ module: "esnext", moduleResolution: "node" }),
        "app/ws/route.ts": `
          import { publish, type ServerWebSocket } from "@ademattos/bunbox";
          import type { BuildResult } from "@ademattos/bunbox/compiler";
          import type { TestApp } from "@ademattos/bunbox/testing";
          export type Used = [BuildResult["routes"], TestApp["url"]];
          export const onOpen = (ws: ServerWebSocket) => publish("ws", ws.remoteAddress);
        `,
      });
      await install(project, version);
      expect(await verdict(project)).toEqual([]);
    });
  }

  test("is what the help names if a package has its types behind `exports`", async () => {
    await using project = await createProject({
      "tsconfig.json": tsconfig({ module: "esnext", moduleResolution: "node" }),
      "node_modules/modern/package.json": JSON.stringify({
        name: "modern",
        exports: { ".": { types: "./types/index.d.ts", default: "./dist/index.js" } },
      }),
      "node_modules/modern/types/index.d.ts": "export const one: number;\n",
      "node_modules/modern/dist/index.js": "export const one = 1;\n",
      "app/ws/route.ts": `import { one } from "modern";\nexport const onMessage = () => one;\n`,
    });
    await install(project, "typescript-5.9");
    const { diagnostics } = await project.json(["check"]);
    expect(diagnostics.map(({ code, hint }) => [code, hint])).toEqual([
      ["TS2307", 'Set `"moduleResolution": "bundler"` in tsconfig.json.'],
    ]);
  });
});
