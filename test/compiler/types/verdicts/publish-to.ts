// Lists calls of `publishTo`: those that are right, and those that are wrong at the token between « and ».

/** The routes that the calls publish to, by their folder. */
export const TARGETS: Readonly<Record<string, string>> = {
  chat: "export type Outgoing = { said: string } | { joined: number };\nexport function onMessage() {}\n",
  "rooms/[room]": 'export type { Outgoing } from "../../../lib/types.ts";\nexport function onMessage() {}\n',
  "(staff)/files/[...path]": "export interface Outgoing { file: string }\nexport function onMessage() {}\n",
  "docs/[[...path]]": 'export * from "../../../lib/types.ts";\nexport function onMessage() {}\n',
  "wiki/[[page]]": 'export * from "../../../lib/plain.ts";\nexport function onMessage() {}\n',
  "[org]/[user-id]/größe": "export type Outgoing = 'ping' | 1;\nexport function onMessage() {}\n",
};

export const RIGHT_CALLS: Readonly<Record<string, string>> = {
  static: 'publishTo("/ws/chat", {}, { said: "hello" }, true).toFixed();',
  parameter: 'publishTo("/ws/rooms/[room]", { room: "kitchen" }, { left: "ada" });',
  number: 'publishTo("/ws/rooms/[room]", { room: 7 }, { left: "ada" });',
  "catch-all": 'publishTo("/ws/files/[...path]", { path: ["a", 1] }, { file: "a/1" });',
  "parameters of a context":
    'export function tell(ctx: WebSocketContext<{ path: string[] }>) { publishTo("/ws/files/[...path]", ctx.params, { file: ctx.params.path.join("/") }); }',
  "optional, without": 'publishTo("/ws/docs/[[...path]]", {}, { left: "ada" });',
  "optional, with": 'publishTo("/ws/docs/[[...path]]", { path: [] }, { left: "ada" });',
  "no Outgoing": 'publishTo("/ws/wiki/[[page]]", { page: undefined }, { anything: [1] });',
  "odd names": 'publishTo("/ws/[org]/[user-id]/größe", { org: "a", "user-id": "b" }, 1);',
  "a constant": 'const PATH = "/ws/chat";\npublishTo(PATH, {}, { joined: 1 });',
  "one of two":
    'export const either = (home: boolean) => publishTo(home ? "/ws/rooms/[room]" : "/ws/docs/[[...path]]", { room: "a" }, { left: "" });',
  wrapped:
    'export function notify<Path extends RoutePath>(path: Path, params: RoutePathParams<Path>, value: MessageTo<Path>) { return publishTo(path, params, value); }\nnotify("/ws/chat", {}, { joined: 1 });',
};

/** Each has one error of TypeScript at its mark, whatever its code. */
export const WRONG_CALLS: Readonly<Record<string, string>> = {
  "an unknown path": 'publishTo(«"/ws/chatt"», {}, { said: "hello" });',
  "a path with a value": 'publishTo(«"/ws/rooms/kitchen"», {}, { left: "" });',
  "a topic": 'publishTo(«"ws-chat"», {}, { said: "hello" });',
  "a group": 'publishTo(«"/ws/(staff)/files/[...path]"», { path: ["a"] }, { file: "" });',
  "a text of any kind": 'const path: string = "/ws/chat";\npublishTo(«path», {}, { said: "hello" });',
  "a parameter of another name": 'publishTo("/ws/rooms/[room]", { «rom»: "kitchen" }, { left: "" });',
  "no parameter": 'publishTo("/ws/rooms/[room]", «{}», { left: "" });',
  "a parameter of a static route": 'publishTo("/ws/chat", { «room»: "kitchen" }, { said: "" });',
  "a list for one segment": 'publishTo("/ws/rooms/[room]", { «room»: ["a"] }, { left: "" });',
  "one segment for a list": 'publishTo("/ws/files/[...path]", { «path»: "a" }, { file: "" });',
  "one of two parameters": 'publishTo("/ws/[org]/[user-id]/größe", «{ org: "a" }», 1);',
  "another message": 'publishTo("/ws/rooms/[room]", { room: "a" }, { «said»: "" });',
  "a message of another type": 'publishTo("/ws/chat", {}, { «joined»: "1" });',
  "text that is not JSON there":
    'publishTo("/ws/[org]/[user-id]/größe", { org: "a", "user-id": 1 }, «"ping"»);',
  "a message that one of two does not send":
    'export const either = (home: boolean) => publishTo(home ? "/ws/chat" : "/ws/docs/[[...path]]", {}, «{ joined: 1 }»);',
  "compress as text": 'publishTo("/ws/chat", {}, { joined: 1 }, «"yes"»);',
};
