// Builds the bunbox servers to measure, by the real command.
import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { COMMAND, REPOSITORY } from "../test/support/project.ts";

/** The folder for all files that the bench makes. */
export const OUT = path.join(import.meta.dir, "out");

const IMPORT = 'import type { ServerWebSocket, WebSocketContext } from "@ademattos/bunbox";\n';

/** The routes, which every peer has too. */
export const APP: Readonly<Record<string, string>> = {
  echo: `${IMPORT}
    export function upgrade() { return { data: { room: false } }; }
    export function onMessage(ws: ServerWebSocket<{ room: boolean }>, message: string | Buffer) { ws.send(message); }
  `,
  room: `${IMPORT}
    export function upgrade() { return { data: { room: true } }; }
    export function onMessage(ws: ServerWebSocket<{ room: boolean }>, message: string | Buffer, ctx: WebSocketContext) {
      ctx.broadcast(message);
    }
  `,
  "rooms/[id]": `${IMPORT}
    export function upgrade() { return { data: { room: true } }; }
    export function onMessage(ws: ServerWebSocket<{ room: boolean }>, message: string | Buffer) { ws.send(message); }
  `,
};

/** A route that computes before it answers, so that the cores are what is measured. */
export const COMPUTING = {
  echo: `${IMPORT}
    const bytes = new Uint8Array(200_000);
    export function onMessage(ws: ServerWebSocket, message: string | Buffer) {
      for (let left = 4; left > 0; left -= 1) Bun.SHA1.hash(bytes);
      ws.send(message);
    }
  `,
};

/** The smallest route: the rest of its output is the runtime. */
export const NOTHING = { nothing: "export function onMessage() {}\n" };

/** Writes a project of these routes, by their folder below app/ws, or other files, and builds it. Returns the path of its server. */
export async function buildApp(
  name: string,
  routes: Readonly<Record<string, string>>,
  flags: readonly string[] = [],
  config = "{}",
): Promise<string> {
  const root = path.join(OUT, name);
  await rm(root, { recursive: true, force: true });
  for (const [folder, text] of Object.entries(routes)) {
    const file = path.join(root, "app/ws", folder, folder.endsWith(".ts") ? "" : "route.ts");
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  await writeFile(path.join(root, "package.json"), '{ "type": "module" }');
  await mkdir(path.join(root, "node_modules/@ademattos"), { recursive: true });
  await symlink(REPOSITORY, path.join(root, "node_modules/@ademattos/bunbox"));
  await writeFile(path.join(root, "bunbox.config.ts"), `export default ${config};\n`);
  const build = Bun.spawnSync(["node", COMMAND, "build", "--no-typecheck", ...flags], { cwd: root });
  if (build.exitCode !== 0) throw new Error(`${build.stdout.toString()}${build.stderr.toString()}`);
  return path.join(root, "dist/server.js");
}
