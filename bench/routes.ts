// Writes projects of any size: a third of the routes echo, a third are rooms with a guard, a third are feeds; all share a library.
import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { REPOSITORY } from "../test/support/project.ts";

const TSCONFIG = {
  compilerOptions: {
    strict: true,
    noUncheckedIndexedAccess: true,
    target: "esnext",
    lib: ["esnext"],
    module: "preserve",
    types: ["bun"],
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    noEmit: true,
  },
};

const SESSION = `
export interface Session { readonly user: string; readonly roles: readonly string[]; readonly since: number }

/** Who the request is from. */
export async function authenticate(req: Request): Promise<Session | null> {
  const token = /^Bearer (\\w+)$/.exec(req.headers.get("authorization") ?? "")?.[1];
  if (token === undefined) return null;
  return { user: token, roles: token === "admin" ? ["admin", "member"] : ["member"], since: Date.now() };
}

export function may(session: Session, role: string): boolean {
  return session.roles.includes(role);
}
`;

const MESSAGES = `
export type Message =
  | { readonly kind: "say"; readonly text: string }
  | { readonly kind: "typing"; readonly on: boolean }
  | { readonly kind: "leave" };

/** What the client means, or undefined if it means nothing. */
export function parse(raw: string | Buffer): Message | undefined {
  let value: unknown;
  try {
    value = JSON.parse(String(raw));
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null || !("kind" in value)) return undefined;
  if (value.kind === "say" && "text" in value) return { kind: "say", text: String(value.text) };
  if (value.kind === "typing" && "on" in value) return { kind: "typing", on: value.on === true };
  return value.kind === "leave" ? { kind: "leave" } : undefined;
}
`;

const ECHO = `import type { ServerWebSocket } from "@ademattos/bunbox";

export function onMessage(ws: ServerWebSocket, message: string | Buffer) {
  ws.send(message);
}
`;

const ROOM = (up: string): string => `import type {
  ServerWebSocket,
  UpgradeContext,
  UpgradeData,
  WebSocketContext,
} from "@ademattos/bunbox";
import { parse } from "${up}lib/messages.ts";
import { authenticate, may } from "${up}lib/session.ts";

type Params = { room: string };
type Socket = ServerWebSocket<UpgradeData<typeof upgrade>>;

const HISTORY = 20;
const history = new Map<string, string[]>();

export async function upgrade(req: Request, ctx: UpgradeContext<Params>) {
  const session = await authenticate(req);
  if (session === null) return new Response("Who are you?", { status: 401 });
  if (ctx.params.room.startsWith("admin-") && !may(session, "admin")) return false;
  return { data: { session, room: ctx.params.room, said: 0 } };
}

export function onOpen(ws: Socket, ctx: WebSocketContext<Params>) {
  for (const line of history.get(ws.data.room) ?? []) ws.send(line);
  ctx.broadcastJSON({ joined: ws.data.session.user, here: ctx.subscriberCount });
}

export function onMessage(ws: Socket, raw: string | Buffer, ctx: WebSocketContext<Params>) {
  const message = parse(raw);
  switch (message?.kind) {
    case "say": {
      ws.data.said += 1;
      const line = JSON.stringify({ from: ws.data.session.user, text: message.text });
      const lines = history.get(ws.data.room) ?? [];
      history.set(ws.data.room, [...lines, line].slice(-HISTORY));
      ctx.broadcast(line);
      break;
    }
    case "typing":
      ws.publish(ctx.topic, JSON.stringify({ typing: ws.data.session.user, on: message.on }));
      break;
    case "leave":
      ws.close();
      break;
    default:
      ws.send(JSON.stringify({ error: "not understood" }));
  }
}

export function onClose(ws: Socket, ctx: WebSocketContext<Params>) {
  ctx.broadcastJSON({ left: ws.data.session.user, said: ws.data.said });
}
`;

const FEED = (
  up: string,
): string => `import { publish, type ServerWebSocket, type WebSocketContext } from "@ademattos/bunbox";
import { parse } from "${up}lib/messages.ts";

interface Entry {
  readonly at: number;
  readonly text: string;
}

const entries: Entry[] = [];

function add(text: string): Entry {
  const entry = { at: Date.now(), text };
  entries.push(entry);
  if (entries.length > 100) entries.shift();
  return entry;
}

export function onOpen(ws: ServerWebSocket) {
  ws.send(JSON.stringify({ entries: entries.slice(-10) }));
}

export async function onMessage(ws: ServerWebSocket, raw: string | Buffer, ctx: WebSocketContext) {
  const message = parse(raw);
  if (message?.kind !== "say") return;
  const entry = add(message.text);
  await Promise.resolve();
  publish(ctx.topic, JSON.stringify(entry));
}
`;

/** The folders of a project's routes below app/ws. */
export function foldersOf(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const area = `area${index % 40}`;
    if (index % 3 === 0) return `${area}/echo${index}`;
    return index % 3 === 1 ? `${area}/rooms${index}/[room]` : `${area}/feed${index}`;
  });
}

/** The URLs of a project's routes, each parameter filled in. */
export function pathsOf(count: number): readonly string[] {
  return foldersOf(count).map((folder) => `/ws/${folder.replace("[room]", "kitchen")}`);
}

/**
 * Writes a project.
 *
 * @param packages names in bunbox's node_modules that the project has installed
 */
export async function writeProject(root: string, count: number, packages: readonly string[]): Promise<void> {
  await rm(root, { recursive: true, force: true });
  const files = new Map([
    ["package.json", '{ "name": "app", "type": "module" }'],
    ["tsconfig.json", JSON.stringify(TSCONFIG)],
    ["app/lib/session.ts", SESSION],
    ["app/lib/messages.ts", MESSAGES],
  ]);
  for (const [index, folder] of foldersOf(count).entries()) {
    const up = "../".repeat(folder.split("/").length + 1);
    const text = index % 3 === 0 ? ECHO : index % 3 === 1 ? ROOM(up) : FEED(up);
    files.set(`app/ws/${folder}/route.ts`, text);
  }
  for (const [name, text] of files) {
    const file = path.join(root, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  await mkdir(path.join(root, "node_modules/@ademattos"), { recursive: true });
  await symlink(REPOSITORY, path.join(root, "node_modules/@ademattos/bunbox"));
  for (const name of ["@types", "bun-types", ...packages]) {
    await symlink(path.join(REPOSITORY, "node_modules", name), path.join(root, "node_modules", name));
  }
}
