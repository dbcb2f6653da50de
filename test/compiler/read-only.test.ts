// Tests `bunbox check` and `bunbox routes` in a read-only project, as a user who is not root.
import { afterAll, beforeAll, expect, test } from "bun:test";
import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Ran } from "../support/command-process.ts";
import { COMMAND, createProject, type TestProject } from "../support/project.ts";

let workspace: TestProject;
let temporary: string;

const ROUTE = `
  import type { ServerWebSocket } from "@ademattos/bunbox";
  export function onMessage(ws: ServerWebSocket, message: string | Buffer) { ws.send(message + word + process.version); }
`;

beforeAll(async () => {
  // The project lies in a workspace, and finds packages and types in its own node_modules and in that of the workspace.
  workspace = await createProject({
    "node_modules/ambient/package.json": '{ "name": "ambient", "types": "index.d.ts" }',
    "node_modules/ambient/index.d.ts": 'declare const word: "ambient";',
    "apps/chat/node_modules/near/package.json": '{ "name": "near", "type": "module", "main": "index.js" }',
    "apps/chat/node_modules/near/index.js": 'export const health = "/near";',
    "apps/chat/node_modules/near/index.d.ts": "export const health: string;",
    "apps/chat/package.json": '{ "type": "module" }',
    "apps/chat/tsconfig.json":
      '{ "extends": "../../tsconfig.json", "compilerOptions": { "types": ["bun", "ambient"] } }',
    "apps/chat/bunbox.config.ts": 'import { health } from "near";\nexport default { health };',
    "apps/chat/app/ws/chat/route.ts": ROUTE,
    "apps/chat/app/ws/wrong/route.ts": "export function onMessage(ws: number) {}\n",
  });
  temporary = await mkdtemp(path.join(tmpdir(), "bunbox-temporary-"));
  await chmod(temporary, 0o777);
  await chmod(workspace.root, 0o755);
});

afterAll(async () => {
  await workspace[Symbol.asyncDispose]();
  await rm(temporary, { recursive: true });
});

/** Runs the command as a user who may only read the project. */
async function runAsNobody(...args: readonly string[]): Promise<Ran> {
  const cwd = path.join(workspace.root, "apps/chat");
  const command = ["node", COMMAND, ...args].map((each) => `'${each}'`).join(" ");
  const line = `cd '${cwd}' && PATH='${process.env["PATH"]}' TMPDIR='${temporary}' ${command}`;
  const child = Bun.spawn(["su", "nobody", "-s", "/bin/sh", "-c", line], { stdout: "pipe", stderr: "pipe" });
  const [stdout, stderr, exitCode] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { stdout, stderr, exitCode };
}

// Only root can become another user.
test.if(process.getuid?.() === 0)("a project that cannot be written can be checked", async () => {
  const before = await readdir(path.join(workspace.root, "apps/chat"));
  const wrong = await runAsNobody("check", "--format", "json");
  expect(wrong.stderr).toBe("");
  const { diagnostics } = JSON.parse(wrong.stdout);
  expect(diagnostics).toMatchObject([
    { code: "BBX2010", file: "app/ws/wrong/route.ts", line: 1, column: 27 },
  ]);
  expect(await runAsNobody("routes")).toMatchObject({ exitCode: 0, stderr: "" });
  await rm(path.join(workspace.root, "apps/chat/app/ws/wrong"), { recursive: true });
  const right = await runAsNobody("check");
  expect(right.stdout + right.stderr).toStartWith("Checked 1 route");
  expect(right.exitCode).toBe(0);
  expect((await runAsNobody("build")).stdout).toStartWith(
    "error[BBX4002]: The cache folder .bunbox cannot be written",
  );
  expect(await readdir(path.join(workspace.root, "apps/chat"))).toEqual(before);
  expect(await readdir(temporary)).toEqual([]);
});
