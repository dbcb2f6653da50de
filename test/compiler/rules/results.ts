// BBX2032, BBX2033: headers and `true` in what `upgrade` returns.
import type { RuleTable } from "./table.ts";

export const TRUE_BESIDE_DATA: RuleTable = {
  code: "BBX2033",
  wrong: {
    "two returns": "export function upgrade(req) { if (req.url) return «true»; return { data: 1 }; }",
    conditional: "export const upgrade = (req) => (req.url ? { data: 1 } : «true»);",
    "nested conditional":
      "export const upgrade = (req) => (req.url ? false : req.body ? «true» : { data: 1 });",
    "shorthand data": "export function upgrade(req) { const data = 1; return req.url ? { data } : «true»; }",
    cast: "export function upgrade(req) { if (req.url) return «true» as const; return { data: 1 }; }",
    asynchronous:
      "export async function upgrade(req) { if (await ok(req)) return «true»; return { data: 1 }; }",
    "a constant":
      "const YES = true;\nexport function upgrade(req) { if (req.url) return «YES»; return { data: 1 }; }",
    "a constant result":
      "export function upgrade(req) { const session = { data: 1 }; if (req.url) return session; return «true»; }",
    "a function of the file":
      "const admin = () => ({ data: 1 });\nexport function upgrade(req) { return req.url ? admin() : «true»; }",
    "true from a function":
      "function guest() { return «true»; }\nexport function upgrade(req) { return req.url ? { data: 1 } : guest(); }",
    "a promise": "export function upgrade(req) { return req.url ? Promise.resolve(«true») : { data: 1 }; }",
    "a default": "export function upgrade(req) { return find(req) ? { data: 1 } : undefined ?? «true»; }",
    renamed: "const guard = (req) => (req.url ? { data: 1 } : «true»);\nexport { guard as upgrade };",
    "with spread":
      "const base = { data: 1 };\nexport function upgrade(req) { return req.url ? { ...base, protocol: 'x' } : «true»; }",
    "another file": {
      text: 'export { upgrade } from "./guard.ts";',
      files: { "guard.ts": "export function upgrade(req) { return req.url ? { data: 1 } : «true»; }" },
    },
  },
  right: {
    "true alone": "export function upgrade(req) { return req.url ? true : false; }",
    "data that is undefined": "export const upgrade = (req) => (req.url ? true : { data: undefined });",
    "data that is void": "export const upgrade = (req) => (req.url ? true : { data: void 0 });",
    "without data": "export function upgrade(req) { return req.url ? true : { headers: {} }; }",
    "true in a callback":
      "export function upgrade(req) { const some = [1].filter(() => true); return { data: some }; }",
    "true within the data": "export function upgrade(req) { return { data: true }; }",
    "a compared true": "export function upgrade(req) { return req.ok === true ? { data: 1 } : false; }",
    "another function":
      "export function upgrade() { return { data: 1 }; }\nexport function onOpen() { return true; }",
    comment: "export function upgrade() { /* return true */ return { data: 'return true' }; }",
    "a value that may be true": "export function upgrade(req) { return check(req) || { data: 1 }; }",
  },
};

export const HANDSHAKE_HEADER: RuleTable = {
  code: "BBX2032",
  wrong: {
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
  },
  right: {
    others: 'export const upgrade = () => ({ headers: { "Set-Cookie": "a=b", "x-connection": "x" } });',
    "a subprotocol": 'export const upgrade = () => ({ headers: { "Sec-WebSocket-Protocol": "chat" } });',
    "the request's": 'export function upgrade(req) { return req.headers.get("connection") === "x"; }',
    "within the data": 'export const upgrade = () => ({ data: { headers: { connection: "x" } } });',
    "a response's": 'export const upgrade = () => new Response("", { headers: { Connection: "close" } });',
    "another object":
      'export function upgrade() { const h = new Headers(); const o = new Map(); o.set("connection", 1); return { headers: h, data: o }; }',
    comment:
      'export const upgrade = () => ({ /* headers: { connection: 1 } */ headers: { a: "connection: x" } });',
  },
};
