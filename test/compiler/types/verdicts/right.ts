// Lists routes that must not get a diagnostic, by their folder below app/ws. Each begins with the import of ./support.ts.
export const RIGHT: Readonly<Record<string, string>> = {
  plain: "export function onMessage(ws: ServerWebSocket, message: string | Buffer, ctx: WebSocketContext) {}",
  none: "export function onMessage() {}",
  fewer: "export function onMessage(ws: ServerWebSocket) {}",
  unknown: "export function onMessage(ws: unknown, message: unknown, ctx: unknown) {}",
  any: "export function onMessage(ws: any, message: any) {}",
  async: "export async function onMessage(ws: ServerWebSocket) { await 1; }",
  returns: "export function onOpen() { return 42; }",
  never: "export function onOpen(): never { throw new Error(); }",
  arrow: "export const onMessage = (ws: ServerWebSocket, message: string | Buffer) => ws.send(message);",
  "async-arrow": "export const onMessage = async (ws: ServerWebSocket) => {};",
  expression: "export const onMessage = function (ws: ServerWebSocket) {};",
  "named-expression": "export const onMessage = function handle(ws: ServerWebSocket) {};",
  annotated: "export const onMessage: OnMessage = (ws, message, ctx) => ctx.broadcast(message);",
  "annotated-data":
    "export function upgrade() { return { data: 1 }; }\nexport const onMessage: OnMessage<number> = (ws) => ws.data.toFixed();",
  satisfies: "export const onMessage = ((ws, message) => ws.send(message)) satisfies OnMessage;",
  let: "export let onOpen = (ws: ServerWebSocket) => {};",
  renamed: "function opened(ws: ServerWebSocket) {}\nexport { opened as onOpen };",
  "renamed-constant": "const opened = (ws: ServerWebSocket) => {};\nexport { opened as onOpen };",
  quoted: 'function opened(ws: ServerWebSocket) {}\nexport { opened as "onOpen" };',
  "re-exported": 'export { onMessage, onOpen } from "../../lib/handlers.ts";',
  "re-exported-renamed": 'export { handle as onClose } from "../../lib/handlers.ts";',
  star: 'export * from "../../lib/handlers.ts";',
  imported: 'import { handle } from "../../lib/handlers.ts";\nexport { handle as onOpen };',
  destructured: "export const { onOpen, onClose } = { onOpen(ws: ServerWebSocket) {}, onClose() {} };",
  "destructured-renamed": "export const { a: onOpen } = { a: (ws: ServerWebSocket) => {} };",
  "destructured-array": "export const [onOpen] = [(ws: ServerWebSocket) => {}];",
  bound:
    "class Chat { open(ws: ServerWebSocket) {} }\nconst chat = new Chat();\nexport const onOpen = chat.open.bind(chat);",
  field: "class Chat { onOpen = (ws: ServerWebSocket) => {}; }\nexport const { onOpen } = new Chat();",
  static: "class Chat { static open(ws: ServerWebSocket) {} }\nexport const onOpen = Chat.open;",
  factory:
    "const make = () => (ws: ServerWebSocket, message: string | Buffer) => {};\nexport const onMessage = make();",
  generic: "export function onMessage<T>(ws: ServerWebSocket<T>, message: string | Buffer) {}",
  "generic-constraint":
    "export function onMessage<T extends WebSocketContext>(ws: ServerWebSocket, message: string | Buffer, ctx: T) {}",
  rest: "export function onMessage(...args: [ServerWebSocket, string | Buffer, WebSocketContext]) {}",
  "rest-unknown": "export function onMessage(...args: unknown[]) {}",
  optional:
    "export function onClose(ws: ServerWebSocket, ctx: WebSocketContext, code?: number, reason?: string) {}",
  "default-parameter":
    'export function onClose(ws: ServerWebSocket, ctx: WebSocketContext, code = 1000, reason = "") {}',
  "extra-optional": "export function onOpen(ws: ServerWebSocket, ctx: WebSocketContext, more?: number) {}",
  "wide-message": "export function onMessage(ws: ServerWebSocket, message: string | Buffer | ArrayBuffer) {}",
  "message-of-bun":
    "export function onMessage(ws: ServerWebSocket, message: string | Buffer<ArrayBuffer>) {}",
  "message-as-bytes":
    "export function onMessage(ws: ServerWebSocket, message: string | Uint8Array<ArrayBuffer>) {}",
  "message-digest":
    "export const onMessage: OnMessage = async (ws, message) => {\n  if (typeof message !== 'string') ws.send(new Uint8Array(await crypto.subtle.digest('SHA-256', message)));\n};",
  "message-blob": "export const onMessage: OnMessage = (ws, message) => ws.send(new Blob([message]));",
  "message-response":
    "export const onMessage: OnMessage = async (ws, message) => ws.send(await new Response(message).text());",
  uint8array: "export function onMessage(ws: ServerWebSocket, message: string | Uint8Array) {}",
  "object-context": "export function onOpen(ws: { send(text: string): unknown }, ctx: { topic: string }) {}",
  "destructured-context":
    "export function onMessage(ws: ServerWebSocket, message: string | Buffer, { broadcast, topic }: WebSocketContext) {}",
  this: "export function onOpen(this: void, ws: ServerWebSocket) {}",
  overloads:
    "export function onMessage(ws: ServerWebSocket): void;\nexport function onMessage(ws: ServerWebSocket, message: string | Buffer): void;\nexport function onMessage(ws: ServerWebSocket, message?: string | Buffer) {}",
  five: "export function upgrade() { return true; }\nexport function onOpen() {}\nexport function onMessage() {}\nexport function onClose() {}\nexport function onDrain(ws: ServerWebSocket, ctx: WebSocketContext) {}",
  "upgrade-boolean": "export function upgrade(req: Request): boolean { return req.headers.has('x'); }",
  "upgrade-annotated":
    "export function upgrade(req: Request): boolean | { data?: unknown } { return { data: 1 }; }\nexport function onOpen(ws: ServerWebSocket) { ws.data; }",
  "upgrade-session":
    "interface Session { user: string }\nexport function upgrade(req: Request): boolean | { data: Session } { return req.url === '' ? false : { data: { user: '' } }; }\nexport function onOpen(ws: ServerWebSocket<Session>) {}",
  "upgrade-response":
    "export function upgrade(req: Request) { return req.url === '' ? new Response() : { data: 7 }; }\nexport function onOpen(ws: ServerWebSocket<number>) {}",
  "upgrade-clone":
    "const no = new Response('no', { status: 403 });\nexport function upgrade(req: Request) { return req.url === '' ? no.clone() : { data: 7 }; }\nexport function onOpen(ws: ServerWebSocket<number>, ctx: WebSocketContext) {}\nexport type Data = UpgradeData<typeof upgrade>;",
  "upgrade-async":
    "export async function upgrade(req: Request, ctx: UpgradeContext) { return { data: { ip: ctx.remoteAddress } }; }\nexport function onOpen(ws: ServerWebSocket<UpgradeData<typeof upgrade>>) { ws.data.ip.trim(); }",
  "upgrade-full":
    "export function upgrade(): UpgradeResult<number> { return { data: 1, headers: { a: 'b' }, protocol: 'p' }; }\nexport function onOpen(ws: ServerWebSocket<number | undefined>) {}",
  "upgrade-typed": "export const upgrade: Upgrade<{ id: number }, {}> = () => ({ data: { id: 1 } });",
  "upgrade-any":
    "export function upgrade(): any { return true; }\nexport function onOpen(ws: ServerWebSocket<{ x: 1 }>) {}",
  "upgrade-only": "export const upgrade = () => new Response('no', { status: 402 });",
  "upgrade-headers":
    "export function upgrade(req: Request) { return req.url === '' ? { headers: new Headers() } : { data: 1 }; }\nexport function onOpen(ws: ServerWebSocket<number | undefined>) {}",
  "data-undefined": "export function onOpen(ws: ServerWebSocket<undefined>) {}",
  "data-wider":
    "export function upgrade() { return { data: { a: 1, b: 2 } }; }\nexport function onOpen(ws: ServerWebSocket<{ a: number }>) {}",
  "params/[id]": "export function onOpen(ws: ServerWebSocket, ctx: WebSocketContext<{ id: string }>) {}",
  "params-default/[id]":
    "export function onOpen(ws: ServerWebSocket, ctx: WebSocketContext) { ctx.params['id']; }",
  "params-rest/[...path]":
    "export function onOpen(ws: ServerWebSocket, ctx: WebSocketContext<{ path: string[] }>) {}",
  "params-optional/[[...path]]":
    "export function onOpen(ws: ServerWebSocket, ctx: WebSocketContext<{ path: readonly string[] }>) {}",
  "params-maybe/[[page]]":
    "export function upgrade(req: Request, ctx: UpgradeContext<{ page: string | undefined }>) { return true; }\nexport function onOpen(ws: ServerWebSocket, ctx: WebSocketContext<{ page?: string | undefined }>) {}",
  "params-maybe-default/[[page]]":
    "export function upgrade(req: Request, ctx: UpgradeContext) { return true; }\nexport function onOpen(ws: ServerWebSocket, ctx: WebSocketContext) {}",
  "params-maybe-several/[[page]]":
    "const all: OnOpen[] = [];\nexport const [onOpen = (ws: ServerWebSocket) => void ws] = all;",
  "params-maybe-any/[[page]]": "export function onOpen(ws: ServerWebSocket, ctx: any) {}",
  "params-maybe-none/[[page]]": "export function onMessage() {}",
  "params-maybe-typed/[id]/[[page]]":
    "export const onOpen: OnOpen<unknown, { id: string; page: string | undefined }> = (ws, ctx) => void ctx.params.page;",
  "params-two/[a]/[b]":
    "export function upgrade(req: Request, ctx: UpgradeContext<{ a: string; b: string }>) { return true; }\nexport function onOpen(ws: ServerWebSocket, ctx: WebSocketContext<{ b: string }>) {}",
  "params-odd/[a-b]":
    "export function onOpen(ws: ServerWebSocket, ctx: WebSocketContext<{ 'a-b': string }>) {}",
  extras:
    "export function onMessage() {}\nexport const config = { a: 1 };\nexport type Incoming = string;\nexport interface Outgoing {}\nexport function helper() {}\nexport default 1;",
  helpers:
    "export function onMessage() {}\nexport const onCode = () => {};\nexport function upload() {}\nexport function onLoad() {}\nexport const open = true;\nexport class Message {}",
  enum: "export enum Kind { A }\nexport function onMessage() {}",
  "type-and-value": "export type onMessage = string;\nexport function onMessage() {}",
};
