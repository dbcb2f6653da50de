// BBX2059: responses that `upgrade` and `guard` make and do not return.
import type { Samples } from "../samples.ts";

const OPEN = "\nexport function onOpen() {}";

export const SAMPLES: Samples = {
  wrong: {
    "a variable that nothing reads":
      'export function upgrade(req) { if (!req.url) { const «denied» = new Response("no", { status: 401 }); } return true; }',
    "a variable that nothing reads, beside one of its name":
      "const denied = 1;\nexport function upgrade(req) { const «denied» = Response.json({}); return true; }",
    "a new response": `export function upgrade(req) { if (!req.url) { «new Response("no", { status: 401 })»; } return true; }${OPEN}`,
    "without braces": `export function upgrade(req) { if (!req.url) «new Response("no")»; return true; }${OPEN}`,
    JSON: `export async function upgrade(req) { if (!req.url) «Response.json({ error: "no" }, { status: 403 })»; return {}; }${OPEN}`,
    "a redirection": `export const upgrade = (req) => { if (!req.url) «Response.redirect("/login")»; return true; };${OPEN}`,
    "one branch": `export function upgrade(req) { req.url ? log(req) : «new Response("no")»; return true; }${OPEN}`,
    "behind an operator": `export function upgrade(req) { req.headers.has("a") || «new Response("no")»; return true; }${OPEN}`,
    "behind another": `export function upgrade(req) { const user = find(req); user ?? «new Response("no")»; return true; }${OPEN}`,
    "a function that makes it": `const deny = () => new Response("no", { status: 401 });\nexport function upgrade(req) { if (!req.url) «deny()»; return true; }${OPEN}`,
    "a function that makes one of two": `function deny(req) { return req.url ? new Response("no") : Response.error(); }\nexport function upgrade(req) { if (!req.url) «deny(req)»; return true; }${OPEN}`,
    "an asynchronous function that makes it": `const deny = async () => new Response("no");\nexport async function upgrade(req) { if (!req.url) await «deny()»; return true; }${OPEN}`,
    "a function that `upgrade` calls": `function check(req) { if (!req.url) «new Response("no")»; }\nexport function upgrade(req) { check(req); return true; }${OPEN}`,
    "a callback": `export function upgrade(req) { ["a"].forEach((name) => { if (!req.headers.has(name)) «new Response("no")»; }); return true; }${OPEN}`,
    "a function of another file": {
      text: `import { check } from "./check.ts";\nexport function upgrade(req) { check(req); return true; }${OPEN}`,
      files: { "check.ts": 'export function check(req) { if (!req.url) «new Response("no")»; }' },
    },
    "a guard": {
      isGuard: true,
      text: 'export function guard(req) { if (!req.url) «new Response("no")»; return true; }',
    },
    "a function that makes one or nothing": `function check(req) { if (!req.url) return new Response("no"); }\nexport function upgrade(req) { «check(req)»; return true; }${OPEN}`,
    "a function that makes one or returns true": `const check = async (req) => (req.url ? true : new Response("no"));\nexport async function upgrade(req) { await «check(req)»; return true; }${OPEN}`,
    "functions that are awaited together": `const check = async (req) => (req.url ? true : new Response("no"));\nexport async function upgrade(req) { await Promise.all([, load(req), «check(req)»]); return true; }${OPEN}`,
    "in a `try`": `export function upgrade(req) { try { parse(req); } catch { «new Response("no", { status: 400 })»; } return true; }${OPEN}`,
  },
  right: {
    "a variable that is returned":
      'export function upgrade(req) { const denied = new Response("no"); return req.url ? true : denied; }',
    "a variable that a function reads":
      'export function upgrade(req) { const denied = new Response("no"); const refuse = () => denied; return refuse(); }',
    "a variable of a callback":
      'export function upgrade(req) { req.headers.forEach(() => { const denied = new Response("no"); }); return true; }',
    "a variable of something else":
      "export function upgrade(req) { const url = new URL(req.url); return true; }",
    returned: `export function upgrade(req) { if (!req.url) return new Response("no"); return true; }${OPEN}`,
    "returned by an operator": `export const upgrade = (req) => req.headers.has("a") || new Response("no");${OPEN}`,
    "a constant": `export function upgrade(req) { const denied = new Response("no"); return req.url ? true : denied; }${OPEN}`,
    "assigned later": `export function upgrade(req) { let denied; if (!req.url) denied = new Response("no"); return denied ?? true; }${OPEN}`,
    "given to a function": `export function upgrade(req) { log(new Response("no")); return true; }${OPEN}`,
    "given to a function of the project": `export function upgrade(req) { log.all([new Response("no")]); Promise.resolve([new Response("no")]); all([new Response("no")]); return true; }${OPEN}`,
    "awaited together and used": `const check = async (req) => (req.url ? true : new Response("no"));\nexport async function upgrade(req) { const [first] = await Promise.all([check(req)]); return first; }${OPEN}`,
    "its method": `export async function upgrade(req) { await new Response(req.body).text(); return true; }${OPEN}`,
    "a function that makes one, whose result decides": `function check(req) { if (!req.url) return new Response("no"); }\nexport function upgrade(req) { const denied = check(req); return denied ?? true; }${OPEN}`,
    "a function that makes one for others": `const texts = () => new Response("no").text();\nexport function upgrade(req) { texts(); return true; }${OPEN}`,
    "a function that is not in sight": `import { deny } from "deny";\nexport function upgrade(req) { if (!req.url) deny(); return true; }${OPEN}`,
    "another handler": `export const upgrade = () => true;\nexport function onOpen(ws) { new Response("no"); }`,
    "another class": `class Response {}\nexport function upgrade(req) { new Response("no"); return true; }${OPEN}`,
    "another function of the file": `export function page() { new Response("no"); }\nexport const upgrade = () => true;${OPEN}`,
    "thrown in a callback that returns it": `export function upgrade(req) { const denied = ["a"].map(() => new Response("no")); return denied[0]; }${OPEN}`,
  },
};
