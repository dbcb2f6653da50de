// BBX2032: headers of the handshake in what `upgrade` returns.
import type { Samples } from "../samples.ts";

export const SAMPLES: Samples = {
  wrong: {
    "the guard of a folder": {
      text: 'export function guard() { return { headers: { «Connection»: "close" } }; }',
      isGuard: true,
    },
    key: 'export const upgrade = () => ({ headers: { «Connection»: "x" } });',
    "quoted key": 'export const upgrade = () => ({ headers: { «"Sec-WebSocket-Accept"»: "x" } });',
    "any case": 'export const upgrade = () => ({ headers: { «UPGRADE»: "x" } });',
    "computed key": 'export const upgrade = () => ({ headers: { [«"upgrade"»]: "x" } });',
    "a constant key":
      'const NAME = "connection";\nexport const upgrade = () => ({ headers: { [«NAME»]: "x" } });',
    pairs: 'export const upgrade = () => ({ headers: [[«"Connection"», "x"]] });',
    "a Headers of pairs": 'export const upgrade = () => ({ headers: new Headers([[«"Connection"», "x"]]) });',
    "a Headers of an object": 'export const upgrade = () => ({ headers: new Headers({ «Trailer»: "x" }) });',
    set: 'export function upgrade() { const headers = new Headers(); headers.set(«"Keep-Alive"», "x"); return { headers }; }',
    append:
      'export function upgrade() { const h = new Headers(); h.append(«"content-length"», "1"); return { data: 1, headers: h }; }',
    "assigned to an object":
      'export function upgrade() { const h = {}; h.«connection» = "x"; return { headers: h }; }',
    "assigned by index":
      'export function upgrade() { const h = {}; h[«"transfer-encoding"»] = "x"; return { headers: h }; }',
    "a constant object":
      'const HEADERS = { «upgrade»: "x" };\nexport const upgrade = () => ({ headers: HEADERS });',
    spread:
      'const base = { «connection»: "x" };\nexport const upgrade = () => ({ headers: { ...base, a: "b" } });',
    "one branch": 'export const upgrade = (req) => ({ headers: req.url ? { «connection»: "x" } : {} });',
    "a function of the file":
      'const accept = () => ({ headers: { «connection»: "x" } });\nexport const upgrade = () => accept();',
    "a constant result": 'const YES = { headers: { «upgrade»: "x" } };\nexport const upgrade = () => YES;',
    "a Headers of a Map":
      'export const upgrade = () => ({ headers: new Headers(new Map([[«"Connection"», "x"]])) });',
    "Object.fromEntries":
      'export const upgrade = () => ({ headers: Object.fromEntries([[«"Connection"», "x"]]) });',
    "spread pairs": 'export const upgrade = () => ({ headers: [...[[«"Connection"», "x"]]] });',
    "one side": 'export const upgrade = (req) => ({ headers: req.url && { «upgrade»: "x" } });',
    "beside another handler":
      'export function upgrade() { return { headers: { «Connection»: "x" } }; }\nexport function onOpen() {}',
  },
  right: {
    "the guard of a folder": {
      text: 'export function guard() { return { headers: { "x-hello": "close" } }; }',
      isGuard: true,
    },
    others: 'export const upgrade = () => ({ headers: { "Set-Cookie": "a=b", "x-connection": "x" } });',
    "a subprotocol": 'export const upgrade = () => ({ headers: { "Sec-WebSocket-Protocol": "chat" } });',
    "the request's": 'export function upgrade(req) { return req.headers.get("connection") === "x"; }',
    "within the data": 'export const upgrade = () => ({ data: { headers: { connection: "x" } } });',
    "a response's": 'export const upgrade = () => new Response("", { headers: { Connection: "close" } });',
    "another object":
      'export function upgrade() { const h = new Headers(); const o = new Map(); o.set("connection", 1); return { headers: h, data: o }; }',
    comment:
      'export const upgrade = () => ({ /* headers: { connection: 1 } */ headers: { a: "connection: x" } });',
    "what another class makes of them":
      'export const upgrade = () => ({ headers: new Other({ connection: "x" }) });',
    "what a function makes of them": 'export const upgrade = () => ({ headers: make({ connection: "x" }) });',
    "what a method makes of them":
      'export const upgrade = () => ({ headers: tools.make({ connection: "x" }) });',
    "what another method makes of them":
      'export const upgrade = () => ({ headers: a.Object.make({ connection: "x" }) });',
    "pairs with holes": 'export const upgrade = () => ({ headers: [, [, "x"], [], ["a", "b"]] });',
    "a destructured object":
      'const { headers } = { connection: "x" };\nexport const upgrade = () => ({ headers });',
    "an empty variable": "export function upgrade() { let headers; return { headers }; }",
    "assigned elsewhere":
      'export function upgrade(req) { const h = {}; let x; x = 1; h[req.url] = "x"; const o = {}; o.connection = 1; return { headers: h, data: o }; }',
    "a function called set":
      'const set = (name) => name;\nexport function upgrade() { const h = new Headers(); set("connection"); return { headers: h }; }',
  },
};
