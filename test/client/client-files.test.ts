// Tests which files the typed client takes its types from: those that the server has, and that a page can read.
import { describe, expect, test } from "bun:test";
import { mkdir, readFile, symlink } from "node:fs/promises";
import path from "node:path";
import { COMPILER_OPTIONS, createProject, type TestProject } from "../support/project.ts";
import { TYPES_IN_CI } from "../support/sample.ts";

const CONFIG = 'export default { client: "web/ws.gen.ts" };\n';
const ROUTE = 'export type * from "./messages.ts";\nexport function onMessage() {}\n';
const RIGHT = "export type Outgoing = { right: true };\n";
const WRONG = "export type Outgoing = { wrong: true };\n";

/** What the client imports `Outgoing` from. */
async function origins(project: TestProject): Promise<readonly string[]> {
  await project.build();
  const text = await readFile(path.join(project.root, "web/ws.gen.ts"), "utf8");
  return [...text.matchAll(/from "([^"]+)"/g)].map((match) => match[1] ?? "");
}

async function link(project: TestProject, at: string, target: string): Promise<void> {
  const file = path.join(project.root, at);
  await mkdir(path.dirname(file), { recursive: true });
  await symlink(target, file);
}

describe("a link leads to the types that lie beside its target", () => {
  test("if the route is one", async () => {
    await using project = await createProject({
      "bunbox.config.ts": CONFIG,
      "shared/route.ts": ROUTE,
      "shared/messages.ts": RIGHT,
      "app/ws/room/messages.ts": WRONG,
    });
    await link(project, "app/ws/room/route.ts", "../../../shared/route.ts");
    expect(await origins(project)).toEqual(["../shared/messages.js"]);
  });

  test("if the file between the route and the types is one", async () => {
    await using project = await createProject({
      "bunbox.config.ts": CONFIG,
      "app/ws/room/route.ts": 'export type { Outgoing } from "./all.ts";\nexport function onMessage() {}\n',
      "shared/all.ts": 'import type { Outgoing } from "./messages.ts";\nexport type { Outgoing };\n',
      "shared/messages.ts": RIGHT,
      "app/ws/room/messages.ts": WRONG,
    });
    await link(project, "app/ws/room/all.ts", "../../../shared/all.ts");
    expect(await origins(project)).toEqual(["../shared/messages.js"]);
  });

  test("if the folder of the types is one", async () => {
    await using project = await createProject({
      "bunbox.config.ts": CONFIG,
      "app/ws/room/route.ts": 'export type * from "./types/index.ts";\nexport function onMessage() {}\n',
      "shared/types/index.ts": 'export type * from "../messages.ts";\n',
      "shared/messages.ts": RIGHT,
      "app/ws/room/messages.ts": WRONG,
    });
    await link(project, "app/ws/room/types", "../../../shared/types");
    expect(await origins(project)).toEqual(["../shared/messages.js"]);
  });
});

test("a schema that has another name in its own file is imported from there, and not from the route", async () => {
  const SCHEMA =
    "{ '~standard': { version: 1, vendor: '', validate: (value: unknown) => ({ value }) } } as const";
  await using project = await createProject({
    "bunbox.config.ts": CONFIG,
    "app/ws/one/route.ts":
      'export { toOne as incoming } from "../../messages.ts";\nexport function onMessage() {}\n',
    "app/ws/two/route.ts":
      'import { toTwo } from "../../messages.ts";\nexport { toTwo as incoming };\nexport function onMessage() {}\n',
    "app/messages.ts": `export const toOne = ${SCHEMA};\nconst own = ${SCHEMA};\nexport { own as toTwo };\n`,
  });
  expect(await origins(project)).toEqual(["../app/messages.js", "../app/messages.js"]);
});

/** A tsconfig with aliases that lead below a folder. */
function withAlias(base: string): string {
  return JSON.stringify({
    compilerOptions: { ...COMPILER_OPTIONS, paths: { "@/*": [base], user: [base] } },
    include: ["app"],
  });
}

describe("an alias of the server", () => {
  const USER = "export interface User { name: string }\n";

  async function verdict(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
    await using project = await createProject({
      "bunbox.config.ts": CONFIG,
      "tsconfig.json": withAlias("./app/lib/*"),
      "web/tsconfig.json": JSON.stringify({ compilerOptions: { ...COMPILER_OPTIONS, types: [] } }),
      "app/lib/user.ts": USER,
      "app/ws/room/route.ts": ROUTE,
      "app/ws/room/messages.ts": 'import type { User } from "@/user.ts";\nexport type Outgoing = User;\n',
      ...files,
    });
    const { diagnostics } = await project.json(["build", ...TYPES_IN_CI]);
    return diagnostics.map(({ code, file, line, column }) => `${code} ${file}:${line}:${column}`);
  }

  const reported: Readonly<Record<string, readonly [string, Readonly<Record<string, string>>]>> = {
    "in the file of the types": ["app/ws/room/messages.ts:1:27", {}],
    "in a file that this one imports": [
      "app/lib/more.ts:1:38",
      {
        "app/ws/room/messages.ts":
          'import type { More } from "../../lib/more.ts";\nexport type Outgoing = More;\n',
        "app/lib/more.ts": 'export interface More { user: import("@/user.ts").User }\n',
      },
    ],
    "in a route that declares its types itself": [
      "app/ws/room/route.ts:1:27",
      {
        "app/ws/room/route.ts":
          'import type { User } from "@/user.ts";\nexport type Outgoing = User;\nexport function onMessage() {}\n',
      },
    ],
    "that is inherited": [
      "app/ws/room/messages.ts:1:27",
      {
        "tsconfig.json": JSON.stringify({ extends: "./config/base.json", include: ["app"] }),
        "config/base.json": withAlias("../app/lib/*"),
      },
    ],
  };
  for (const [where, [place, files]] of Object.entries(reported)) {
    test(`is reported ${where}`, async () => {
      expect(await verdict(files)).toEqual([`BBX4041 ${place}`]);
    });
  }

  const known: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    "where the page has the same": { "web/tsconfig.json": withAlias("../app/lib/*") },
    "in a file that only the server reads": {
      "app/ws/room/messages.ts": RIGHT,
      "app/ws/room/route.ts": `import type { User } from "@/user.ts";\nexport const user: User = { name: "" };\n${ROUTE}`,
    },
    "that a comment silences": {
      "app/ws/room/messages.ts":
        '// bunbox-ignore BBX4041: the page is bundled with the alias\nimport type { User } from "@/user.ts";\nexport type Outgoing = User;\n',
    },
  };
  for (const [where, files] of Object.entries(known)) {
    test(`is not reported ${where}`, async () => {
      expect(await verdict(files)).toEqual([]);
    });
  }
});
