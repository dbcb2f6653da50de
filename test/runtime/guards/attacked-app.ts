// Writes a project whose outer guard waits, fails or never answers, and starts it in each kind of server.
import path from "node:path";
import { createProject, type TestProject } from "../../support/project.ts";
import { startRedis } from "../../support/redis.ts";
import { type RunningServer, startServer } from "../../support/server.ts";

/** The most sockets and undecided handshakes of an address. */
export const MOST = 3;

const FILES = {
  "app/ws/_guard.ts": `
export async function guard(req: Request) {
  const query = new URL(req.url).searchParams;
  const id = query.get("id");
  req.signal.addEventListener("abort", () => console.log("left " + id));
  const url = query.get("wait");
  if (url !== null) await fetch(url);
  if (query.has("throw")) throw new Error("secret");
  if (query.has("never")) await new Promise(() => {});
  console.log("outer " + id);
  return { data: { id } };
}`,
  "app/ws/room/_guard.ts": `
export function guard(req: Request, ctx: { readonly guard: { readonly id: string | null } }) {
  console.log("inner " + ctx.guard.id);
  return true;
}`,
  "app/ws/room/route.ts": `
export function upgrade(req: Request, ctx: { readonly guard: { readonly id: string | null } }) {
  console.log("upgrade " + ctx.guard.id);
  return true;
}
export function onOpen(ws: Bun.ServerWebSocket<unknown>) { ws.send(JSON.stringify(ws.data)); }`,
  "mounted.ts": `import { fetch, websocket } from "./dist/server.js";
const server = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  websocket,
  async fetch(req, server) {
    const { pathname } = new URL(req.url);
    return pathname === "/" ? new Response("own") : fetch(req, server);
  },
});
console.log("Listening on " + server.url);`,
};

/** The settings of each kind of server. */
const HOSTS = {
  "a server of its own": {},
  "an app's own server": {},
  workers: { workers: 2 },
  "servers that Redis connects": { pubsub: {} },
} as const;

/** A kind of server. */
export type Host = keyof typeof HOSTS;

export const ALL: readonly Host[] = [
  "a server of its own",
  "an app's own server",
  "workers",
  "servers that Redis connects",
];

/** Creates the project for a kind of server. */
export function createAttacked(host: Host): Promise<TestProject> {
  const config = {
    ...HOSTS[host],
    limits: { upgradeTimeout: 1, connectionsPerAddress: MOST },
    metrics: true,
  };
  return createProject({ ...FILES, "bunbox.config.ts": `export default ${JSON.stringify(config)};` });
}

/** A server, which ends with everything that it needs. */
export type Attacked = RunningServer;

/** Builds the project, and starts a server of this kind. */
export async function serveAttacked(host: Host): Promise<Attacked> {
  const stack = new AsyncDisposableStack();
  const project = stack.use(await createAttacked(host));
  await project.build();
  const redis = host === "servers that Redis connects" ? stack.use(await startRedis()) : undefined;
  const env = redis === undefined ? {} : { REDIS_URL: redis.url };
  const server = stack.use(
    host === "an app's own server"
      ? await startServer(path.join(project.root, "mounted.ts"), project.root, env)
      : await project.serve(env),
  );
  return { ...server, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}
