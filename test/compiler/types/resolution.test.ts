// Tests that the file that TypeScript checks is the file that the bundle runs, or the build fails and says so.
import { describe, expect, test } from "bun:test";
import { mkdir, symlink } from "node:fs/promises";
import path from "node:path";
import {
  COMPILER_OPTIONS,
  createProject,
  installTypeScript,
  type TestProject,
} from "../../support/project.ts";
import { IN_FULL, some } from "../../support/sample.ts";

function tsconfig(options: object, more: object = {}): string {
  return JSON.stringify({ ...more, compilerOptions: { ...COMPILER_OPTIONS, ...options } });
}

/** A route that sends what a module exports as `name`. */
function sends(specifier: string): string {
  return `
    import type { ServerWebSocket } from "@ademattos/bunbox";
    import { name } from "${specifier}";
    export const onOpen = (ws: ServerWebSocket) => ws.send(name);
  `;
}

const named = (name: string): string => `export const name: string = "${name}";\n`;
const js = (name: string): string => `export const name = "${name}";\n`;

/** A package in node_modules. */
function installed(
  name: string,
  exports: object,
  files: Readonly<Record<string, string>>,
): Record<string, string> {
  const manifest = JSON.stringify({ name, type: "module", exports });
  const entries = Object.entries({ "package.json": manifest, ...files });
  return Object.fromEntries(entries.map(([file, text]) => [`node_modules/${name}/${file}`, text]));
}

async function verdict(project: TestProject): Promise<readonly string[]> {
  const { diagnostics } = await project.json(["build"]);
  return diagnostics.map(({ code, file, line, message }) => `${code} ${file}:${line}: ${message}`);
}

async function greeting(project: TestProject): Promise<string> {
  await using server = await project.serve();
  using client = await server.connect("/ws");
  return await client.text();
}

const AT = "BBX4011 app/ws/route.ts:3: ";

describe("the bundle follows TypeScript", () => {
  const same: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    "by a custom condition of a package": {
      "tsconfig.json": tsconfig({ customConditions: ["source"] }),
      ...installed(
        "acme",
        { ".": { source: "./src/index.ts", types: "./dist/index.d.ts", default: "./dist/index.js" } },
        {
          "src/index.ts": named("ada"),
          "dist/index.d.ts": "export const name: string;\n",
          "dist/index.js": js("built"),
        },
      ),
      "app/ws/route.ts": sends("acme"),
    },
    "by a custom condition of the project's own `imports`, set in a base": {
      "tsconfig.json": JSON.stringify({ extends: "./base.json" }),
      "base.json": tsconfig({ customConditions: ["edge", "dev"] }),
      "package.json": JSON.stringify({
        type: "module",
        imports: { "#name": { dev: "./app/dev.ts", default: "./app/other.ts" } },
      }),
      "app/dev.ts": named("ada"),
      "app/other.ts": named("other"),
      "app/ws/route.ts": sends("#name"),
    },
    "by `paths` with several targets": {
      "tsconfig.json": tsconfig({
        paths: { "@/*": ["./app/first/*", "./app/second/*"], "@/x/*": ["./app/x/*"] },
      }),
      "app/second/name.ts": named("ada"),
      "app/ws/route.ts": sends("@/name"),
    },
    "by `paths` to a declaration, which speaks of a package": {
      "tsconfig.json": tsconfig({ paths: { acme: ["./types/acme.d.ts"] } }),
      "types/acme.d.ts": "export const name: string;\n",
      ...installed("acme", { ".": "./index.js" }, { "index.js": js("ada") }),
      "app/ws/route.ts": sends("acme"),
    },
  };
  for (const [how, files] of some(Object.entries(same), 2)) {
    test(how, async () => {
      await using project = await createProject(files);
      expect(await verdict(project)).toEqual([]);
      expect(await greeting(project)).toBe("ada");
    });
  }

  test("and a package of the workspace whose types are its source may be built", async () => {
    await using project = await createProject({
      "packages/acme/package.json": JSON.stringify({
        name: "acme",
        type: "module",
        exports: { ".": { types: "./src/index.ts", default: "./dist/index.js" } },
      }),
      "packages/acme/src/index.ts": named("ada"),
      "packages/acme/dist/index.js": js("ada"),
      "tsconfig.json": tsconfig({ paths: { "@/*": ["./app/*"] } }),
      "app/ws/route.ts": sends("acme"),
    });
    await mkdir(path.join(project.root, "node_modules"), { recursive: true });
    await symlink("../packages/acme", path.join(project.root, "node_modules/acme"));
    expect(await verdict(project)).toEqual([]);
    expect(await greeting(project)).toBe("ada");
  });
});

describe("an import that the bundle cannot resolve in the same way is an error", () => {
  const wrong: Readonly<Record<string, readonly [string, Readonly<Record<string, string>>]>> = {
    "a tsconfig nearer to the route": [
      "The bundler resolves `@/name` to app/other/name.ts, but TypeScript resolves it to app/lib/name.ts",
      {
        "tsconfig.json": tsconfig({ paths: { "@/*": ["./app/lib/*"] } }),
        "app/tsconfig.json": tsconfig({ paths: { "@/*": ["./other/*"] } }),
        "app/lib/name.ts": named("lib"),
        "app/other/name.ts": named("other"),
        "app/ws/route.ts": sends("@/name"),
      },
    ],
    "two files of one name behind an alias": [
      "The bundler resolves `@/name` to app/lib/name.tsx, but TypeScript resolves it to app/lib/name.ts",
      {
        "tsconfig.json": tsconfig({ jsx: "preserve", paths: { "@/*": ["./app/lib/*"] } }),
        "app/lib/name.ts": named("ts"),
        "app/lib/name.tsx": named("tsx"),
        "app/ws/route.ts": sends("@/name"),
      },
    ],
    "the condition of Bun before that of the project": [
      "The bundler resolves `acme` to node_modules/acme/bun.ts, but TypeScript resolves it to node_modules/acme/src.ts",
      {
        "tsconfig.json": tsconfig({ customConditions: ["source"] }),
        ...installed(
          "acme",
          { ".": { bun: "./bun.ts", source: "./src.ts" } },
          { "bun.ts": named("bun"), "src.ts": named("src") },
        ),
        "app/ws/route.ts": sends("acme"),
      },
    ],
    "the condition of Bun in the project's own `imports`": [
      "The bundler resolves `#name` to app/bun.ts, but TypeScript resolves it to app/other.ts",
      {
        "package.json": JSON.stringify({
          type: "module",
          imports: { "#name": { bun: "./app/bun.ts", default: "./app/other.ts" } },
        }),
        "app/bun.ts": named("bun"),
        "app/other.ts": named("other"),
        "app/ws/route.ts": sends("#name"),
      },
    ],
    "a source with its compiled output beside it": [
      "The bundler resolves `../name.js` to app/name.js, but TypeScript resolves it to app/name.ts",
      { "app/name.js": js("old"), "app/name.ts": named("new"), "app/ws/route.ts": sends("../name.js") },
    ],
    "a source with its compiled output beside it, behind an alias": [
      "The bundler resolves `@/name.js` to app/name.js, but TypeScript resolves it to app/name.ts",
      {
        "tsconfig.json": tsconfig({ paths: { "@/*": ["./app/*"] } }),
        "app/name.js": js("old"),
        "app/name.ts": named("new"),
        "app/ws/route.ts": sends("@/name.js"),
      },
    ],
  };
  for (const [what, [message, files]] of some(Object.entries(wrong), 2)) {
    test(what, async () => {
      await using project = await createProject(files);
      expect(await verdict(project)).toEqual([AT + message]);
    });
  }

  test.if(IN_FULL)("which names the referenced project that has the `paths`", async () => {
    await using project = await createProject({
      "tsconfig.json": JSON.stringify({ files: [], references: [{ path: "./tsconfig.app.json" }] }),
      "tsconfig.app.json": tsconfig({ paths: { "@/*": ["./app/lib/*"] } }, { include: ["app"] }),
      "app/lib/name.ts": named("ada"),
      "app/ws/route.ts": sends("@/name.ts"),
    });
    await installTypeScript(project, "typescript-5.4");
    const { diagnostics } = await project.json(["build"]);
    expect(diagnostics.map(({ code, hint }) => [code, hint])).toEqual([
      [
        "BBX4001",
        "The bundler does not follow `references`: set the `paths` of the referenced project, tsconfig.app.json, in tsconfig.json too.",
      ],
    ]);
  });

  test("which says that `rootDirs` lead nowhere", async () => {
    await using project = await createProject({
      "tsconfig.json": tsconfig({ rootDirs: ["./app", "./generated"] }),
      "generated/ws/name.ts": named("ada"),
      "app/ws/route.ts": sends("./name.ts"),
    });
    const { diagnostics } = await project.json(["build"]);
    expect(diagnostics.map(({ code, hint }) => [code, hint])).toEqual([
      ["BBX4001", "The bundler does not know the option that leads there: import the file by its path."],
    ]);
  });
});
