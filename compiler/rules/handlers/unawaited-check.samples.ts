// BBX2060: checks that `upgrade` and `guard` do not wait for.
import type { Samples } from "../samples.ts";

const OPEN = "\nexport function onOpen() {}";
const CHECK = 'async function check(req) { if (!req.headers.has("a")) throw new Error("who?"); }\n';

export const SAMPLES: Samples = {
  wrong: {
    "a function of the file": `${CHECK}export function upgrade(req) { «check(req)»; return true; }${OPEN}`,
    "in an asynchronous function": `${CHECK}export async function upgrade(req) { «check(req)»; return true; }${OPEN}`,
    "an arrow function": `const check = async (req) => { throw new Error("no"); };\nexport const upgrade = (req) => { «check(req)»; return {}; };${OPEN}`,
    "behind an operator": `${CHECK}export function upgrade(req) { req.headers.has("x-open") || «check(req)»; return true; }${OPEN}`,
    "in one branch": `${CHECK}export function upgrade(req) { req.url.endsWith("/open") ? log(req) : «check(req)»; return true; }${OPEN}`,
    "after a comma": `${CHECK}export function upgrade(req) { log(req), «check(req)»; return true; }${OPEN}`,
    "with others": `${CHECK}export function upgrade(req) { Promise.all([load(req), «check(req)»]); return true; }${OPEN}`,
    "a function that calls one that throws": `const find = (id) => { if (!id) throw new Error("no"); };\nconst check = async (req) => { find(req.url); };\nexport function upgrade(req) { «check(req)»; return true; }${OPEN}`,
    "a function that awaits one that throws": `${CHECK}const user = async (req) => { await check(req); };\nexport function upgrade(req) { «user(req)»; return true; }${OPEN}`,
    "in a `try` that cannot catch it": `${CHECK}export function upgrade(req) { try { «check(req)»; } catch { return false; } return true; }${OPEN}`,
    "in a function that `upgrade` calls": `${CHECK}const all = (req) => { «check(req)»; return true; };\nexport const upgrade = (req) => all(req);${OPEN}`,
    "a function of another file": {
      text: `import { check } from "./check.ts";\nexport function upgrade(req) { «check(req)»; return true; }${OPEN}`,
      files: { "check.ts": `export ${CHECK}` },
    },
    "an export of a namespace": {
      text: `import * as auth from "./auth.ts";\nexport function upgrade(req) { «auth.check(req)»; return true; }${OPEN}`,
      files: { "auth.ts": `export ${CHECK}` },
    },
    "a field of an instance": `class Auth { check = async (req) => { throw new Error("no"); }; }\nconst auth = new Auth();\nexport function upgrade(req) { «auth.check(req)»; return true; }${OPEN}`,
    "a method of what a function makes": `class Auth { async check(req) { throw new Error("no"); } }\nconst createAuth = () => new Auth();\nconst auth = createAuth();\nexport function upgrade(req) { «auth.check(req)»; return true; }${OPEN}`,
    "a method of an instance": `class Auth { async check(req) { throw new Error("no"); } }\nconst auth = new Auth();\nexport function upgrade(req) { «auth.check(req)»; return true; }${OPEN}`,
    "a static method": `class Auth { static async check(req) { throw new Error("no"); } }\nexport function upgrade(req) { «Auth.check(req)»; return true; }${OPEN}`,
    "an instance of another file": {
      text: `import { auth } from "./auth.ts";\nexport function upgrade(req) { «auth.check(req)»; return true; }${OPEN}`,
      files: {
        "auth.ts":
          'class Auth { async check(req) { throw new Error("no"); } }\nexport const auth = new Auth();',
      },
    },
    "a method of an object": `const auth = { async check(req) { throw new Error("no"); } };\nexport function upgrade(req) { «auth.check(req)»; return true; }${OPEN}`,
    "before `then`": `${CHECK}export function upgrade(req) { «check(req)».then(() => log(req)); return true; }${OPEN}`,
    "a `then` that decides": `import { allowed } from "allowed";\nexport function upgrade(req) { «allowed(req).then((ok) => { if (!ok) return false; log(req); })»; return true; }${OPEN}`,
    "a `then` that refuses with a response": `import { allowed } from "allowed";\nexport const upgrade = (req) => { «allowed(req).then((ok) => ok || new Response("no", { status: 403 })).then((answer) => new Response(answer))»; return true; };${OPEN}`,
    "a `then` of a check that decides": `${CHECK}export function upgrade(req) { «check(req).then(() => true)»; return true; }${OPEN}`,
    "a guard": { isGuard: true, text: `${CHECK}export function guard(req) { «check(req)»; return true; }` },
  },
  right: {
    awaited: `${CHECK}export async function upgrade(req) { await check(req); return true; }${OPEN}`,
    returned: `${CHECK}export const upgrade = (req) => check(req).then(() => true);${OPEN}`,
    "kept and awaited": `${CHECK}export async function upgrade(req) { const checked = check(req); await checked; return true; }${OPEN}`,
    "awaited in one branch": `${CHECK}export async function upgrade(req) { req.url.endsWith("/open") ? log(req) : await check(req); return true; }${OPEN}`,
    "awaited with others": `${CHECK}export async function upgrade(req) { await Promise.all([load(req), check(req)]); return true; }${OPEN}`,
    "a static method of the same name": `class Auth { static async check(req) { throw new Error("no"); } check(req) {} }\nconst auth = new Auth();\nexport function upgrade(req) { auth.check(req); return true; }${OPEN}`,
    "a method that a static one is beside": `class Auth { async check(req) { throw new Error("no"); } static check(req) {} }\nexport function upgrade(req) { Auth.check(req); return true; }${OPEN}`,
    "a field that is assigned": `class Auth { check = async (req) => { throw new Error("no"); }; open() { this.check = log; } }\nconst auth = new Auth();\nexport function upgrade(req) { auth.check(req); return true; }${OPEN}`,
    "a field without a value": `class Auth { check; }\nconst auth = new Auth();\nexport function upgrade(req) { auth.check(req); return true; }${OPEN}`,
    "a method with a decorator": `class Auth { @silent async check(req) { throw new Error("no"); } }\nconst auth = new Auth();\nexport function upgrade(req) { auth.check(req); return true; }${OPEN}`,
    "a class with a decorator": `@silent class Auth { async check(req) { throw new Error("no"); } }\nconst auth = new Auth();\nexport function upgrade(req) { auth.check(req); return true; }${OPEN}`,
    "a promise of an instance": `class Auth { async check(req) { throw new Error("no"); } }\nconst createAuth = async () => new Auth();\nconst auth = createAuth();\nexport function upgrade(req) { auth.check(req); return true; }${OPEN}`,
    "a generator of instances": `class Auth { async check(req) { throw new Error("no"); } }\nfunction* createAuth() { return new Auth(); }\nconst auth = createAuth();\nexport function upgrade(req) { auth.check(req); return true; }${OPEN}`,
    "one of two instances": `class Auth { async check(req) { throw new Error("no"); } }\nfunction createAuth() { if (process.env.STRICT) return new Auth(); return { check() {} }; }\nconst auth = createAuth();\nexport function upgrade(req) { auth.check(req); return true; }${OPEN}`,
    "a getter": `class Auth { get check() { throw new Error("no"); } }\nconst auth = new Auth();\nexport function upgrade(req) { auth.check(req); return true; }${OPEN}`,
    "an instance that changes": `class Auth { async check(req) { throw new Error("no"); } }\nlet auth = new Auth();\nexport function use(other) { auth = other; }\nexport function upgrade(req) { auth.check(req); return true; }${OPEN}`,
    "void before it": `${CHECK}export function upgrade(req) { void check(req); return true; }${OPEN}`,
    "with a catch": `${CHECK}export function upgrade(req) { check(req).catch(report); return true; }${OPEN}`,
    "with a function for its errors": `${CHECK}export function upgrade(req) { check(req).then(log, report); return true; }${OPEN}`,
    "a `then` that does not decide": `import { allowed } from "allowed";\nexport function upgrade(req) { allowed(req).then((ok) => { seen.add(ok); }); return true; }${OPEN}`,
    "a `then` that is returned": `import { allowed } from "allowed";\nexport const upgrade = (req) => { return allowed(req).then((ok) => ok ? { data: 1 } : false); };${OPEN}`,
    "a `then` of a helper": `import { count } from "count";\nconst log = (req) => { count(req).then(() => true); };\nexport function upgrade(req) { log(req); return true; }${OPEN}`,
    "that does not throw": `async function log(req) { seen.add(req.url); }\nexport function upgrade(req) { log(req); return true; }${OPEN}`,
    "that catches what it throws": `async function log(req) { try { throw new Error("no"); } catch { failed += 1; } }\nexport function upgrade(req) { log(req); return true; }${OPEN}`,
    "that throws within a callback": `async function log(req) { queue(() => { throw new Error("no"); }); }\nexport function upgrade(req) { log(req); return true; }${OPEN}`,
    synchronous: `function check(req) { throw new Error("no"); }\nexport function upgrade(req) { check(req); return true; }${OPEN}`,
    "another handler": `${CHECK}export const upgrade = () => true;\nexport function onOpen(ws) { check(ws.data); }`,
    "a function that is not in sight": `import { check } from "check";\nexport function upgrade(req) { check(req); return true; }${OPEN}`,
    "what follows returns a text":
      "export function upgrade(req) { log(req).then(() => 'done'); return true; }\nfunction log(req) { return fetch(req); }",
  },
};
