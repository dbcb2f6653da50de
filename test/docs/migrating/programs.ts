// Lists the servers that docs/migrating.md shows: the application five times, and those with two kinds of sockets.
import { fileOf } from "./page.ts";
import type { Program } from "./program.ts";

/** The columns of the comparison, from left to right. */
export const COLUMNS = ["bun", "elysia", "hono", "ws", "bunbox"] as const;

export type Column = (typeof COLUMNS)[number];

const ROUTE = fileOf("The application", "app/ws/rooms/[room]/route.ts");
const PAGES = fileOf("The application", "app/pages.ts");
const CONFIG = fileOf("The application", "bunbox.config.ts");
const NOTES = fileOf("From Elysia", "app/ws/notes/route.ts");
const MIXER = fileOf("One route at a time", "mixed.js");

/** The file of a section that the comparison changes, and the place of the change. */
interface Places {
  readonly file: string;
  readonly open: string;
  readonly openAsync: string;
  readonly message: string;
}

const PLACES: Readonly<Record<Column, Places>> = {
  bun: {
    file: "before/bun.ts",
    open: "open(ws) {",
    openAsync: "async open(ws) {",
    message: "message(ws, message) {",
  },
  elysia: {
    file: "before/elysia.ts",
    open: "open(ws) {",
    openAsync: "async open(ws) {",
    message: "message(ws, message) {",
  },
  hono: {
    file: "before/hono.ts",
    open: "onOpen(_event, ws) {",
    openAsync: "async onOpen(_event, ws) {",
    message: "onMessage(event) {",
  },
  ws: {
    file: "before/ws.mjs",
    open: "(ws, room, name) => {",
    openAsync: "async (ws, room, name) => {",
    message: "(data) => {",
  },
  bunbox: {
    file: "app/ws/rooms/[room]/route.ts",
    open: "export function onOpen(ws: Socket, ctx: Context) {",
    openAsync: "export async function onOpen(ws: Socket, ctx: Context) {",
    message: "export function onMessage(ws: Socket, message: string | Buffer, ctx: Context) {",
  },
};

/** The application as the page shows it. */
export const PROGRAMS: Readonly<Record<Column, Program>> = {
  bun: before("From Bun.serve", "before/bun.ts"),
  elysia: before("From Elysia", "before/elysia.ts"),
  hono: before("From Hono", "before/hono.ts"),
  ws: { ...before("From ws", "before/ws.mjs"), runtime: "node" },
  bunbox: built({ ...ROUTE, ...PAGES, ...CONFIG, ...NOTES }),
};

/** A route without `upgrade`, whose sockets have no data. */
const PLAIN = `
  import type { ServerWebSocket } from "@ademattos/bunbox";
  export function onMessage(ws: ServerWebSocket, message: string | Buffer) { ws.send(message); }
`;

const BY_HAND = `
  import { fetch as routes } from "./dist/server.js";
  import { mixed } from "./mixed.js";
  const server = Bun.serve({
    port: process.env.PORT,
    fetch(req, server) {
      const { pathname } = new URL(req.url);
      if (pathname.startsWith("/ws/rooms/")) return routes(req, server);
      if (pathname === "/ws/echo" && server.upgrade(req, { data: { old: true } })) return;
      return new Response("rooms\\n");
    },
    websocket: mixed({ message: (ws, message) => ws.send(message) }, (ws) => ws.data?.old),
  });
  console.log("Listening on " + server.url);
`;

/** Servers in which one route has moved and another has not. */
export const MIXED: Readonly<Record<string, Program>> = {
  "Bun.serve by hand": mounted({ "server.js": BY_HAND }),
  Elysia: mounted(fileOf("From Elysia", "server.js")),
  Hono: mounted(fileOf("One route at a time", "server.js")),
};

/** The application with its HTTP in the hands of a framework. */
export const FALLBACKS: Readonly<Record<string, Program>> = {
  Elysia: built({
    ...ROUTE,
    ...CONFIG,
    "app/pages.ts": `
      import { Elysia } from "elysia";
      const app = new Elysia().get("/", "rooms\\n").get("/server", ({ server }) => String(server));
      export default (req: Request) => app.handle(req);
    `,
  }),
  Hono: built({
    ...ROUTE,
    ...CONFIG,
    "app/pages.ts": `
      import { Hono } from "hono";
      const app = new Hono().get("/", (c) => c.text("rooms\\n"));
      export default app.fetch;
    `,
  }),
};

/** The application of a column with a change: a line below the first, or at the start of `open` or of `message`. */
export function changed(
  column: Column,
  where: "top" | "open" | "openAsync" | "message",
  code: string,
  program: Program = PROGRAMS[column],
): Program {
  const places = PLACES[column];
  const text = program.files[places.file] ?? "";
  const place = where === "top" ? /^const PEOPLE = .*;.*$/m : places[where === "openAsync" ? "open" : where];
  if (text.search(typeof place === "string" ? RegExp.escape(place) : place) === -1)
    throw new Error(`${places.file} has no ${where}`);
  const opening = where === "openAsync" ? places.openAsync : "$&";
  const files = { ...program.files, [places.file]: text.replace(place, `${opening}\n${code}\n`) };
  return { ...program, files };
}

function before(heading: string, main: string): Program {
  return { files: fileOf(heading, main), runtime: "bun", main, isBuilt: false };
}

function mounted(server: Readonly<Record<string, string>>): Program {
  const plain = { "app/ws/rooms/[room]/plain/route.ts": PLAIN };
  return { ...built({ ...ROUTE, ...plain, ...MIXER, ...server }), main: "server.js" };
}

function built(files: Readonly<Record<string, string>>): Program {
  return { files, runtime: "bun", main: "dist/server.js", isBuilt: true };
}
