// Runs the same routes from their source and as a built server in a folder of its own, and compares their answers.
import { cp, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "./project.ts";
import { type RunningServer, startServer } from "./server.ts";

/** Milliseconds until a route that does not answer is given up. */
const PATIENCE = 20_000;

/** What the routes have answered, by their name. */
export type Answers = Readonly<Record<string, string>>;

/** A server of routes `app/ws/NAME/route.ts`, each of which answers a message. */
const SOURCE = (names: readonly string[]): string => `
${names.map((name, at) => `import * as route${at} from "./app/ws/${name}/route.ts";`).join("\n")}
const routes = { ${names.map((name, at) => `"/ws/${name}": route${at}`).join(", ")} };
const server = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  fetch: (request, self) => self.upgrade(request, { data: new URL(request.url).pathname }) ? undefined : new Response(""),
  websocket: { message: (ws, message) => routes[ws.data].onMessage(ws, message, {}) },
});
console.log("Listening on http://127.0.0.1:" + server.port);
`;

/** Asks each route, run by Bun from its source. */
export async function askSource(project: TestProject, names: readonly string[]): Promise<Answers> {
  await project.write({ "source.ts": SOURCE(names) });
  await using server = await startServer(path.join(project.root, "source.ts"), project.root);
  return await ask(server, names);
}

/** Asks each route of the built server, in its own place. */
export async function askBuilt(project: TestProject, names: readonly string[]): Promise<Answers> {
  await using server = await project.serve();
  return await ask(server, names);
}

/**
 * Asks each route of the built server, in a folder that has nothing but `dist/`.
 *
 * @param env for the server
 */
export async function askAlone(
  project: TestProject,
  names: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Answers> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), "bunbox-alone-")));
  try {
    await cp(path.join(project.root, "dist"), folder, { recursive: true, verbatimSymlinks: true });
    await using server = await startServer(path.join(folder, "server.js"), folder, env);
    return await ask(server, names);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function ask(server: RunningServer, names: readonly string[]): Promise<Answers> {
  const answers = names.map(async (name) => {
    using client = await server.connect(`/ws/${name}`);
    client.send("go");
    const answer = await Promise.race([
      client.text(),
      client.closed,
      server.logged(/failed at/).then((log) => `FAILED: ${log}`),
      Bun.sleep(PATIENCE).then(() => "no answer"),
    ]);
    return [name, typeof answer === "string" ? answer : `closed with ${answer.code}`] as const;
  });
  return Object.fromEntries(await Promise.all(answers));
}

/** A route that answers with an expression. */
export function answering(expression: string, before = ""): string {
  return `
    import type { ServerWebSocket } from "@ademattos/bunbox";
    ${before}
    export async function onMessage(ws: ServerWebSocket, _message: string | Buffer) { ws.send(String(${expression})); }
  `;
}

/** A registry that answers no question, and knows what it was asked. */
export function startRegistry(): Disposable & {
  readonly asked: readonly string[];
  readonly env: Readonly<Record<string, string>>;
} {
  const asked: string[] = [];
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch(request) {
      asked.push(new URL(request.url).pathname);
      return new Response("{}", { status: 404 });
    },
  });
  return {
    asked,
    env: { BUN_CONFIG_REGISTRY: server.url.href },
    [Symbol.dispose]: () => void server.stop(true),
  };
}
