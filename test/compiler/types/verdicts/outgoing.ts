// Lists routes that send, by their folder: those that are right, and those that are wrong at the token between « and ».

export const IMPORTED_BY_SENDERS =
  'import type { OnClose, OnDrain, OnMessage, OnOpen, RouteOf, ServerWebSocket, UpgradeContext, WebSocketContext } from "@ademattos/bunbox";\n' +
  "export type Used = [OnClose, OnDrain, OnMessage, OnOpen, RouteOf<any, any>, ServerWebSocket, UpgradeContext, WebSocketContext];\n";

/** A module of types, which routes re-export. */
export const TYPES_MODULE =
  "export type Outgoing = { joined: number } | { said: string };\nexport type Note = { note: string };\n";

/** A module without the type. */
export const PLAIN_MODULE = "export const limit = 3;\nexport interface Other { other: string }\n";

const OUTGOING = "export type Outgoing = { joined: number } | { said: string };\n";

/** Routes that must not get a diagnostic. */
export const RIGHT_OUTGOING: Readonly<Record<string, string>> = {
  own: `${OUTGOING}export function onOpen(ws: ServerWebSocket, ctx: WebSocketContext<{}, Outgoing>) {
  ctx.broadcastJSON({ joined: ctx.subscriberCount });
  ctx.send(ws, { said: "hello" }, true).toFixed();
}`,
  "own-data/[room]": `${OUTGOING}export function upgrade() { return { data: { name: "" } }; }
export function onMessage(ws: ServerWebSocket<{ name: string }>, message: string | Buffer, { send, broadcastJSON, params }: WebSocketContext<{ room: string }, Outgoing>) {
  send(ws, { said: ws.data.name });
  broadcastJSON({ said: params.room + String(message) });
}`,
  "plain-context": `${OUTGOING}export function onOpen(ws: ServerWebSocket, ctx: WebSocketContext) { ctx.broadcastJSON({ anything: 1 }); ctx.send(ws, [1]); }`,
  "plain-params/[room]": `${OUTGOING}export function onOpen(ws: ServerWebSocket, ctx: WebSocketContext<{ room: string }>) { ctx.send(ws, ctx.params.room); }`,
  narrower: `${OUTGOING}export function onOpen(ws: ServerWebSocket, ctx: WebSocketContext<{}, { joined: number }>) { ctx.broadcastJSON({ joined: 1 }); }`,
  "no-context": `${OUTGOING}export function onOpen(ws: ServerWebSocket) { ws.send(""); }\nexport function upgrade(req: Request, ctx: UpgradeContext<{}>) { return req.url !== ctx.topic; }`,
  "no-outgoing": `export function onOpen(ws: ServerWebSocket, ctx: WebSocketContext<{}, { own: string }>) { ctx.broadcastJSON({ own: "" }); ctx.send(ws, { own: "" }); }`,
  "re-exported": `import type { Outgoing } from "../../lib/types.ts";
export type { Outgoing } from "../../lib/types.ts";
export const onOpen: OnOpen<undefined, {}, Outgoing> = (ws, ctx) => ctx.send(ws, { joined: ctx.broadcastJSON({ said: "" }) });`,
  renamed: `import type { Note } from "../../lib/types.ts";
export type { Note as Outgoing };
export const onMessage: OnMessage<undefined, {}, string | Buffer, Note> = (ws, message, ctx) => ctx.broadcastJSON({ note: String(message) });`,
  star: `import type { Outgoing } from "../../lib/types.ts";
export type * from "../../lib/types.ts";
export function onClose(ws: ServerWebSocket, ctx: WebSocketContext<{}, Outgoing>, code: number) { ctx.broadcastJSON({ said: String(code) }); }`,
  "star-without": `export * from "../../lib/plain.ts";
export function onDrain(ws: ServerWebSocket, ctx: WebSocketContext<{}, { own: string }>) { ctx.broadcastJSON({ own: "" }); }`,
  "route-of/[room]": `${OUTGOING}type Route = RouteOf<"/ws/route-of/[room]", typeof import("./route.ts"), Outgoing>;
export const onOpen: Route["OnOpen"] = (ws, ctx) => ctx.broadcastJSON({ said: ctx.params.room });
export const onDrain = ((ws, ctx) => ctx.send(ws, { joined: 1 })) satisfies Route["OnDrain"];
export function onClose(ws: Route["Socket"], ctx: Route["Context"]) { ctx.broadcastJSON({ joined: 0 }); }`,
  "route-of-plain": `${OUTGOING}type Route = RouteOf<"/ws/route-of-plain", typeof import("./route.ts")>;
export const onOpen: Route["OnOpen"] = (ws, ctx) => ctx.broadcastJSON({ anything: "" });`,
  "text-too": `export type Outgoing = "ping" | Uint8Array | { n: number };
export function onOpen(ws: ServerWebSocket, ctx: WebSocketContext<{}, Outgoing>) {
  ctx.broadcast("ping");
  ctx.broadcast(new Uint8Array(1));
  ctx.broadcastJSON({ n: 1 });
}`,
  generic: `export type Outgoing<T> = T;\nexport function onOpen(ws: ServerWebSocket, ctx: WebSocketContext<{}, { own: 1 }>) { ctx.broadcastJSON({ own: 1 }); }`,
  value: `export const Outgoing = 1;\nexport function onOpen(ws: ServerWebSocket, ctx: WebSocketContext<{}, { own: 1 }>) { ctx.broadcastJSON({ own: 1 }); }`,
  class: `export class Outgoing { constructor(readonly said: string) {} }
export function onOpen(ws: ServerWebSocket, ctx: WebSocketContext<{}, Outgoing>) { ctx.broadcastJSON(new Outgoing("")); }`,
  unknown: `export type Outgoing = unknown;\nexport function onOpen(ws: ServerWebSocket, ctx: WebSocketContext<{}, { own: 1 }>) { ctx.broadcastJSON({ own: 1 }); }`,
};

/** Routes that must get one diagnostic, at the marked token. */
export const WRONG_OUTGOING: Readonly<Record<string, readonly [code: string, text: string]>> = {
  "w-wider": [
    "BBX2010",
    `${OUTGOING}export function onOpen(ws: ServerWebSocket, «ctx: WebSocketContext<{}, Outgoing | { left: 1 }>») { ctx.broadcastJSON({ left: 1 }); }`,
  ],
  "w-unrelated": [
    "BBX2010",
    `${OUTGOING}export function onMessage(ws: ServerWebSocket, message: string | Buffer, «ctx: WebSocketContext<{}, { note: string }>») { ctx.send(ws, { note: String(message) }); }`,
  ],
  "w-everything": [
    "BBX2010",
    `${OUTGOING}export function onDrain(ws: ServerWebSocket, «{ send }: WebSocketContext<{}, unknown>») { send(ws, 1); }`,
  ],
  "w-room/[room]": [
    "BBX2010",
    `${OUTGOING}export function onClose(ws: ServerWebSocket, «ctx: WebSocketContext<{ room: string }, { said: number }>») { ctx.broadcastJSON({ said: 1 }); }`,
  ],
  "w-re-exported": [
    "BBX2010",
    `export type { Outgoing } from "../../lib/types.ts";\nexport function onOpen(ws: ServerWebSocket, «ctx: WebSocketContext<{}, { note: string }>») { ctx.send(ws, { note: "" }); }`,
  ],
  "w-star": [
    "BBX2010",
    `export * from "../../lib/types.ts";\nexport function onOpen(ws: ServerWebSocket, «ctx: WebSocketContext<{}, { note: string }>») { ctx.send(ws, { note: "" }); }`,
  ],
  "w-interface": [
    "BBX2010",
    `export interface Outgoing { said: string }\nexport const onOpen = (ws: ServerWebSocket, «ctx: WebSocketContext<{}, { said: string; at: number } | null>») => ctx.broadcastJSON(null);`,
  ],
  "w-star-parameter": [
    "BBX2010",
    `export * from "../../lib/plain.ts";\nexport function onOpen(ws: ServerWebSocket, «ctx: WebSocketContext<{ room: string }>») { ctx.send(ws, ctx.params.room); }`,
  ],
  "w-annotated": [
    "BBX2010",
    `${OUTGOING}export const onOpen: OnOpen<undefined, {}, { left: number }> = (ws, «ctx») => ctx.broadcastJSON({ left: 1 });`,
  ],
  "w-value": [
    "TS2345",
    `${OUTGOING}export function onOpen(ws: ServerWebSocket, ctx: WebSocketContext<{}, Outgoing>) { ctx.broadcastJSON(«"hello"»); }`,
  ],
  "w-key": [
    "TS2353",
    `${OUTGOING}export function onOpen(ws: ServerWebSocket, ctx: WebSocketContext<{}, Outgoing>) { ctx.send(ws, { «sayd»: "" }); }`,
  ],
  "w-property": [
    "TS2322",
    `${OUTGOING}export function onOpen(ws: ServerWebSocket, ctx: WebSocketContext<{}, Outgoing>) { ctx.send(ws, { «joined»: "1" }); }`,
  ],
  "w-text": [
    "TS2345",
    `export type Outgoing = "ping" | { n: number };\nexport function onOpen(ws: ServerWebSocket, ctx: WebSocketContext<{}, Outgoing>) { ctx.broadcastJSON(«"ping"»); }`,
  ],
  "w-bytes": [
    "TS2345",
    `export type Outgoing = Uint8Array | { n: number } | { s: string };\nexport function onOpen(ws: ServerWebSocket, ctx: WebSocketContext<{}, Outgoing>) { ctx.send(ws, «new» Uint8Array(1)); }`,
  ],
  "w-socket": [
    "TS2345",
    `${OUTGOING}export function onOpen(ws: ServerWebSocket, ctx: WebSocketContext<{}, Outgoing>) { ctx.send(«"socket"», { said: "" }); }`,
  ],
  "w-route-of/[room]": [
    "TS2322",
    `${OUTGOING}type Route = RouteOf<"/ws/w-route-of/[room]", typeof import("./route.ts"), Outgoing>;
export const onOpen: Route["OnOpen"] = (ws, ctx) => ctx.broadcastJSON({ «said»: 1 });`,
  ],
  "w-route-of-other": [
    "BBX2010",
    `${OUTGOING}type Route = RouteOf<"/ws/w-route-of-other", typeof import("./route.ts"), { left: number }>;
export const onOpen: Route["OnOpen"] = (ws, «ctx») => ctx.broadcastJSON({ left: 1 });`,
  ],
};
