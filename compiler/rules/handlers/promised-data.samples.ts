// BBX2046: promises under `data`.
import type { Samples } from "../samples.ts";

const NAMES = Array.from({ length: 8 }, (_, index) => `const a${index} = a${index + 1};`).join(" ");
const LOAD = "\nasync function load() { return { name: 'x' }; }";

export const SAMPLES: Samples = {
  wrong: {
    "an asynchronous function": `export function upgrade() { return { data: «load()» }; }${LOAD}`,
    "an arrow function": `const user = async () => ({});\nexport const upgrade = () => ({ data: «user()» });`,
    "in an asynchronous `upgrade`": `export async function upgrade() { await load(); return { data: «load()» }; }${LOAD}`,
    "a short property": `export function upgrade() { const data = load(); return { «data» }; }${LOAD}`,
    "a constant": `export function upgrade() { const user = load(); return { data: «user» }; }${LOAD}`,
    "several at once": `export function upgrade() { return { data: «Promise.all([load(), load()])» }; }${LOAD}`,
    fetch: 'export function upgrade() { return { data: «fetch("http://localhost/")» }; }',
    "what follows a fetch":
      'export function upgrade() { return { data: «fetch("/").then((r) => r.json())» }; }',
    "a new promise": "export function upgrade() { return { data: «new Promise((done) => done(1))» }; }",
    "a property of the data": `export function upgrade() { return { data: { user: «load()» } }; }${LOAD}`,
    "a short property of the data": `export function upgrade() { const user = load(); return { data: { id: 1, «user» } }; }${LOAD}`,
    "data with a name": `export function upgrade() { const data = { user: «load()» }; return { data }; }${LOAD}`,
    "one branch": `export function upgrade(req) { return req.url ? { data: «load()» } : false; }${LOAD}`,
    "one branch of the value": `export function upgrade(req) { return { data: «req.url ? load() : null» }; }${LOAD}`,
    "a default": `export function upgrade(req) { return { data: { user: «cache.get(req) ?? load()» } }; }${LOAD}`,
    "a function of another file": {
      text: 'import { load } from "./load.ts";\nexport function upgrade() { return { data: «load()» }; }',
      files: { "load.ts": "export async function load() {}" },
    },
    "a function that returns the result": `export function upgrade() { return accept(); }\nfunction accept() { return { data: «load()» }; }${LOAD}`,
    "a declared result":
      "declare function user(): Promise<string>;\nexport function upgrade() { return { data: «user()» }; }",
    "one result for two branches": `export function upgrade(req) { const user = { data: { user: «load()» } }; return req.url ? user : user; }${LOAD}`,
    "the data of a guard": {
      isGuard: true,
      text: `export function guard() { return { data: «load()» }; }${LOAD}`,
    },
    "a property of a guard's data": {
      isGuard: true,
      text: `export const guard = () => ({ data: { user: «load()» } });${LOAD}`,
      files: {
        "room/_guard.ts":
          "export function guard(req, ctx) { return ctx.guard.user ? { data: { ...ctx.guard } } : false; }",
        "room/route.ts": "export async function onOpen(ws) { await ws.ready; ws.send(ws.data.user.name); }",
      },
    },
    "a handler uses it as a value": `export function upgrade() { return { data: { user: «load()» } }; }\nexport function onOpen(ws) { ws.send(ws.data.user.name); }${LOAD}`,
    "a handler sends it": `export function upgrade() { return { data: { user: «load()» } }; }\nexport function onOpen(ws) { const { user } = ws.data; ws.send(JSON.stringify(user)); ws.send(user); }${LOAD}`,
    "nine names of one promise": `const a8 = load();\n${NAMES}\nexport function upgrade() { return { data: «a0» }; }${LOAD}`,
    "a handler awaits something else": `export function upgrade() { return { data: «load()» }; }\nexport async function onMessage(ws, m) { await m.data; await ws.ready; }${LOAD}`,
    "a handler gives something else to a function": `export function upgrade() { return { data: { user: «load()» } }; }\nexport function onMessage(ws, m) { greet(ws.data.id, m.data); }${LOAD}`,
    "a handler makes a text of it": `export function upgrade() { return { data: «load()» }; }\nexport function onOpen(ws) { ws.send(String(ws.data)); }${LOAD}`,
    "beside a part of the context that is given on": `export function upgrade() { return { data: «load()» }; }\nexport function onOpen(ws, ctx) { join(ctx.topic); }${LOAD}`,
    "beside a part of the context that is awaited": `export function upgrade() { return { data: «load()» }; }\nexport async function onOpen(ws, ctx) { await ctx.ready; }${LOAD}`,
  },
  right: {
    awaited: `export async function upgrade() { return { data: await load() }; }${LOAD}`,
    "awaited before": `export async function upgrade() { const data = await load(); return { data }; }${LOAD}`,
    "awaited in the data": `export async function upgrade() { return { data: { user: await load() } }; }${LOAD}`,
    "all awaited": `export async function upgrade() { const [a] = await Promise.all([load()]); return { data: a }; }${LOAD}`,
    "inside `then`": `export const upgrade = () => load().then((data) => ({ data }));${LOAD}`,
    "a handler awaits it": `export function upgrade() { return { data: load() }; }\nexport async function onOpen(ws) { ws.send((await ws.data).name); }${LOAD}`,
    "a handler awaits a property": `export function upgrade() { return { data: { user: load() } }; }\nexport async function onOpen(ws) { const { data } = ws; ws.send((await data.user).name); }${LOAD}`,
    "a handler goes on with it": `export function upgrade() { return { data: load() }; }\nexport function onOpen(ws) { ws.data.then((user) => ws.send(user.name)); }${LOAD}`,
    "a handler awaits several": `export function upgrade() { return { data: { a: load(), b: load() } }; }\nexport async function onOpen(ws) { const { a, b } = ws.data; const [x, y] = await Promise.all([a, b]); ws.send(x.name + y.name); }${LOAD}`,
    "a handler awaits all": `export function upgrade() { return { data: { a: load(), b: load() } }; }\nexport async function onOpen(ws) { const all = await Promise.all(Object.values(ws.data)); ws.send(all[0].name); }${LOAD}`,
    "a handler gives it to a function": `import { greet } from "./greet.ts";\nexport function upgrade() { return { data: { user: load() } }; }\nexport function onOpen(ws) { const { user } = ws.data; greet({ ws, user }); }${LOAD}`,
    "a handler in another file awaits it": {
      text: `export { onOpen } from "./open.ts";\nexport function upgrade() { return { data: load() }; }${LOAD}`,
      files: { "open.ts": "export async function onOpen(ws) { ws.send((await ws.data).name); }" },
    },
    "a handler in another file gives it to a function": {
      text: `export { onOpen } from "./open.ts";\nexport function upgrade() { return { data: load() }; }${LOAD}`,
      files: { "open.ts": "export function onOpen(ws) { greet(ws.data); }" },
    },
    "a function in the data gets it": `export function upgrade() { return { data: { user: load(), save } }; }\nexport function onOpen(ws) { ws.data.save(ws.data.user); }${LOAD}`,
    "a key that is not known": `export function upgrade(req) { return { data: { [req.url]: load() } }; }${LOAD}`,
    "a function that is not asynchronous":
      "function load() { return {}; }\nexport function upgrade() { return { data: load() }; }",
    "a function as data": `export function upgrade() { return { data: { load } }; }${LOAD}`,
    "no data": `export function upgrade() { return true; }\nexport function onOpen(ws) { void load(); }${LOAD}`,
    "the data of a guard is awaited": {
      isGuard: true,
      text: `export async function guard() { return { data: await load() }; }${LOAD}`,
    },
    "a route below a guard awaits it": {
      isGuard: true,
      text: `export function guard() { return { data: { user: load() } }; }${LOAD}`,
      files: { "room/route.ts": "export async function onOpen(ws) { ws.send((await ws.data.user).name); }" },
    },
    "an `upgrade` below a guard awaits it": {
      isGuard: true,
      text: `export function guard() { return { data: { user: load() } }; }${LOAD}`,
      files: {
        "room/route.ts":
          "export async function upgrade(req, { guard }) { return { data: await guard.user }; }\nexport function onMessage() {}",
      },
    },
    "a guard below awaits it": {
      isGuard: true,
      text: `export function guard() { return { data: load() }; }${LOAD}`,
      files: {
        "room/_guard.ts": "export async function guard(req, ctx) { return { data: await ctx.guard }; }",
        "room/route.ts": "export function onMessage() {}",
      },
    },
    "an `upgrade` below a guard gives it to a function": {
      isGuard: true,
      text: `export function guard() { return { data: { user: load() } }; }${LOAD}`,
      files: { "room/route.ts": "export function upgrade(req, ctx) { return check(ctx.guard.user); }" },
    },
    resolvers: "export function upgrade() { return { data: Promise.withResolvers() }; }",
  },
};
