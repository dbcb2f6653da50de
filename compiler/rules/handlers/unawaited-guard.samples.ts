// BBX2034: conditions that are promises.
import type { Samples } from "../samples.ts";

const OK = "async function ok() {}\n";

export const SAMPLES: Samples = {
  wrong: {
    "the guard of a folder": {
      text: "const check = async () => false;\nexport function guard() { if (!«check()») return false; return true; }",
      isGuard: true,
    },
    "an asynchronous callback of every":
      "const checks = [isUser, isMember];\nexport function upgrade(req) { return checks.every(«async (check) => await check(req)»); }",
    "an asynchronous callback of some":
      "const roles: string[] = load();\nexport async function upgrade(req) { if (roles.some(«async (role) => can(req, role)»)) return true; return false; }",
    "an asynchronous callback, which is awaited":
      "export async function upgrade(req) { return await ['a'].some(«async (role) => can(req, role)»); }",
    "an asynchronous callback for a part of a text":
      "export function upgrade(req) { return req.url.split('/').map(decode).some(«async (part) => can(part)»); }",
    "an asynchronous callback for the keys of an object":
      "export function upgrade(req) { return Object.keys(roles).every(«async (role) => can(req, role)»); }",
    "an asynchronous callback for a list that stays":
      "const roles: readonly string[] = load();\nexport function upgrade(req) { return roles.every(«async (role) => can(req, role)»); }",
    "an asynchronous callback for a list of a type":
      "const roles: ReadonlyArray<string> = load();\nexport function upgrade(req) { return roles.every(«async (role) => can(req, role)»); }",
    "a list of promises":
      "async function can() {}\nexport function upgrade(req) { return ['a'].map(«can»).every(Boolean); }",
    "a list of promises by a callback in place":
      "export function upgrade(req) { return Object.keys(roles).map(«async (role) => can(req, role)»).every(Boolean); }",
    "a list of promises by a callback that returns them":
      "async function can() {}\nexport function upgrade(req) { return ['a'].map(«(role) => can(req, role)»).some((yes) => yes); }",
    "a list of promises that has a name":
      "async function can() {}\nexport function upgrade(req) { const all = ['a'].map(«can»); return all.every((yes) => yes); }",
    "a list of calls":
      "async function can() {}\nexport function upgrade(req) { return [«can(req, 'a')», req.url === ''].every(Boolean); }",
    "a list of promises without those that are false":
      "async function can() {}\nexport function upgrade(req) { return ['a'].map(«can»).filter((yes) => !yes).length === 0; }",
    "a list of a value that is not in sight, if the answer is tested":
      "async function can() {}\nexport function upgrade(req) { if (!load(req).roles.map(«can»).every(Boolean)) return false; return true; }",
    "a list of promises that a callback tests at times":
      "async function can() {}\nexport function upgrade(req) { return ['a'].map(«can»).every((yes) => { if (req.url === '') return true; return yes; }); }",
    "a list of promises and another condition":
      "async function can() {}\nexport function upgrade(req) { return load(req).map(«can»).every(Boolean) && req.url !== ''; }",
    "a part of a list of promises":
      "async function can() {}\nexport function upgrade(req) { return ['a'].map(«can»).slice(1).every(Boolean); }",
    "a loop over promises":
      "async function can() {}\nexport function upgrade(req) { for (const yes of ['a'].map(«can»)) if (!yes) return false; return true; }",
    negated: `${OK}export function upgrade(req) { if (!«ok(req)») return false; return true; }`,
    "with parentheses": `${OK}export function upgrade(req) { return !(«ok(req)»); }`,
    "twice negated": `${OK}export function upgrade(req) { return !!«ok(req)»; }`,
    "a condition": `${OK}export function upgrade(req) { if («ok(req)») return true; return false; }`,
    conditional: `${OK}export const upgrade = (req) => («ok(req)» ? { data: 1 } : false);`,
    and: `${OK}export const upgrade = (req) => «ok(req)» && { data: 1 };`,
    or: `${OK}export const upgrade = (req) => «ok(req)» || false;`,
    arrow: "const ok = async (req) => true;\nexport function upgrade(req) { return !«ok(req)»; }",
    "a constant": `${OK}export function upgrade(req) { const allowed = «ok(req)»; return !allowed; }`,
    "a constant of a constant": `${OK}export function upgrade(req) { const a = «ok(req)»; const b = a; return !b; }`,
    "a comment within": `${OK}export function upgrade(req) { return ! /* not */ «ok(req)»; }`,
    "a declared result":
      "function ok(req): Promise<boolean> { return fetch(req); }\nexport function upgrade(req) { return !«ok(req)»; }",
    "a function type":
      "const ok: (req: Request) => Promise<boolean> = make();\nexport function upgrade(req) { return !«ok(req)»; }",
    "an alias of a function type":
      "type Guard = (req: Request) => Promise<boolean>;\ndeclare const ok: Guard;\nexport function upgrade(req) { return !«ok(req)»; }",
    "an alias of a promise":
      "type Answer = Promise<boolean>;\nfunction ok(req): Answer { return fetch(req); }\nexport function upgrade(req) { return !«ok(req)»; }",
    "a call signature":
      "interface Guard { (req: Request): Promise<boolean> }\nconst ok: Guard = make();\nexport function upgrade(req) { return !«ok(req)»; }",
    "a method of an interface":
      "interface Auth { check(req: Request): Promise<boolean> }\nconst auth: Auth = make();\nexport function upgrade(req) { return !«auth.check(req)»; }",
    "a property of an object type":
      "const auth: { check: (req: Request) => Promise<boolean> } = make();\nexport function upgrade(req) { return !«auth.check(req)»; }",
    "a method of an object":
      "const auth = { async check(req) { return true; } };\nexport function upgrade(req) { return !«auth.check(req)»; }",
    "a method of a class":
      "class Auth { async check(req) { return true; } }\nconst auth = new Auth();\nexport function upgrade(req) { return !«auth.check(req)»; }",
    "a static method":
      "class Auth { static async check(req) { return true; } }\nexport function upgrade(req) { return !«Auth.check(req)»; }",
    imported: {
      text: 'import { ok } from "./auth.ts";\nexport function upgrade(req) { return !«ok(req)»; }',
      files: { "auth.ts": "export async function ok() {}" },
    },
    "imported by another name": {
      text: 'import { ok as allowed } from "./auth.ts";\nexport function upgrade(req) { return !«allowed(req)»; }',
      files: { "auth.ts": "export const ok = async () => true;" },
    },
    "imported by default": {
      text: 'import ok from "./auth.ts";\nexport function upgrade(req) { return !«ok(req)»; }',
      files: { "auth.ts": "export default async function (req) { return true; }" },
    },
    "a namespace": {
      text: 'import * as auth from "./auth.ts";\nexport function upgrade(req) { return !«auth.ok(req)»; }',
      files: { "auth.ts": "export async function ok() {}" },
    },
    "an imported type": {
      text: 'import type { Guard } from "./types.ts";\ndeclare const ok: Guard;\nexport function upgrade(req) { return !«ok(req)»; }',
      files: { "types.ts": "export type Guard = (req: Request) => Promise<boolean>;" },
    },
    "a function of the file": `${OK}function refuse(req) { return !«ok(req)»; }\nexport function upgrade(req) { return refuse(req) ? false : true; }`,
    "within an asynchronous upgrade": `${OK}export async function upgrade(req) { if (!«ok(req)») return false; return true; }`,
    "compared with null":
      "async function find() {}\nexport function upgrade(req) { const user = «find(req)»; if (user === null) return false; return { data: user }; }",
    "compared with undefined":
      "async function find() {}\nexport function upgrade(req) { return undefined != «find(req)»; }",
    "Bun's passwords": "export function upgrade(req) { return !«Bun.password.verify(req.url, 'x')»; }",
    "the web's signatures":
      "export function upgrade(req) { return !«crypto.subtle.verify('HMAC', key, sig, req.url)»; }",
    "a promise that is made":
      "function ok(req) { return new Promise((resolve) => resolve(req.url === '')); }\nexport function upgrade(req) { return !«ok(req)»; }",
    "a chain":
      "const find = (id) => users(id).then((user) => user);\nexport function upgrade(req) { return !«find(req.url)»; }",
    "a chain in place":
      "export function upgrade(req) { const ok = «fetch(req.url).then((answer) => answer.ok)»; return !ok; }",
    "assigned later":
      "async function find() {}\nexport function upgrade(req) { let user; user = «find(req)»; return !user; }",
    "assigned instead of a first value":
      "async function find() {}\nexport function upgrade(req) { let user = null; user = «find(req)»; return !user; }",
    "assigned to a variable of the module":
      "async function load() {}\nlet keys;\nexport function upgrade(req) { keys = «load()»; return keys ? true : false; }",
    "assigned to a parameter":
      "async function find() {}\nexport function upgrade(user) { user = «find(user)»; return !user; }",
    "a constant of the module":
      "async function load() {}\nconst ready = Boolean(«load()»);\nexport function upgrade(req) { return !ready; }",
    "assigned in the condition":
      "async function find() {}\nexport function upgrade(req) { let user; if (!(user = «find(req)»)) return false; return true; }",
    "Boolean() as the answer": `${OK}export function upgrade(req) { return Boolean(«ok(req)»); }`,
    "Boolean()": `${OK}export function upgrade(req) { return !Boolean(«ok(req)»); }`,
    "a callback that is asked":
      "async function can() {}\nexport function upgrade(req) { return ['a'].some((role) => «can(req, role)») || false; }",
    "a callback by name":
      "async function can() {}\nexport function upgrade(req) { return ['a'].every(«can»); }",
    "a method as a callback":
      "const auth = { async can() {} };\nexport function upgrade(req) { return ['a'].every(«auth.can»); }",
    "an object that a function makes":
      "function make() { return { async check(req) { return true; } }; }\nconst auth = make();\nexport function upgrade(req) { return !«auth.check(req)»; }",
    "a promise in place": "export function upgrade(req) { return !«new Promise(() => {})»; }",
    "Promise.all": "export function upgrade(req) { return !«Promise.all([])»; }",
    "a property of a class":
      "class Auth { name = 'x'; check = async () => true; }\nconst auth = new Auth();\nexport function upgrade(req) { return !«auth.check(req)»; }",
    "a function type among others":
      "const ok: { name: string; (req: Request): Promise<boolean> } = make();\nexport function upgrade(req) { return !«ok(req)»; }",
    "an interface in two parts":
      "interface Guard { name: string }\ninterface Guard { close(): void; (req: Request): Promise<boolean> }\nconst ok: Guard = make();\nexport function upgrade(req) { return !«ok(req)»; }",
    "a method after others":
      "interface Auth { name: string; close(): void; check(req: Request): Promise<boolean> }\nconst auth: Auth = make();\nexport function upgrade(req) { return !«auth.check(req)»; }",
    "a declared alias of a promise":
      "type Answer = Promise<boolean>;\nfunction ok(req): Answer { return make(req); }\nexport function upgrade(req) { return !«ok(req)»; }",
    "assigned beside others": `${OK}export function upgrade(req) { let user, other; other = 1; user = «ok(req)»; return !user; }`,
    "beside another handler": `${OK}export function upgrade() { return !«ok()»; }\nexport function onOpen() {}`,
    "a list that is copied often": `${OK}export function upgrade() { return [«ok()»].slice().slice().slice().slice().slice().slice().slice().slice().every(Boolean); }`,
  },
  right: {
    "the guard of a folder that waits": {
      text: "const check = async () => false;\nexport async function guard() { return (await check()) ? true : false; }",
      isGuard: true,
    },
    "an optional call":
      "const auth = { check: undefined as undefined | (() => Promise<boolean>) };\nasync function find() {}\nexport function upgrade(req) { const p = find?.(req); if (!p) return false; return p; }",
    "a promise that is kept for the next call":
      "async function load() {}\nlet keys;\nexport async function upgrade(req) { if (!keys) keys = load(); return (await keys).has(req.url); }",
    "a promise that is there already":
      "async function load() {}\nlet keys;\nexport async function upgrade(req) { if (keys) return (await keys).has(req.url); keys = load(); return false; }",
    "a promise that may have been started":
      "async function find() {}\nexport async function upgrade(req) { let user; if (req.url) { user = find(req); } if (!user) return false; return await user; }",
    "a generator": "async function* ok() {}\nexport function upgrade(req) { return !ok(req); }",
    "a function that may give a promise":
      "function ok(req) { return req.url ? true : Promise.resolve(true); }\nexport function upgrade(req) { return !ok(req); }",
    "a declared name of Bun's":
      "const Bun = { password: { verify: () => true } };\nexport function upgrade(req) { return !Bun.password.verify(req); }",
    "assigned after a function that tests it":
      "async function find() {}\nexport async function upgrade(req) { let user; const early = isMissing(); user = find(req); function isMissing() { return !user; } return early && (await user); }",
    "assigned in a function that may not be called":
      "async function find() {}\nexport async function upgrade(req) { let user; const start = () => { user = find(req); }; wait(start); return !user; }",
    "a variable that nothing declares":
      "async function find() {}\nexport async function upgrade(req) { user = find(req); return !user; }",
    "a result whose type is not in sight":
      'import type { Answer } from "answers";\nfunction check(req): Answer { return make(req); }\nexport function upgrade(req) { return !check(req); }',
    "a method that is not named":
      "const auth: { [Symbol.iterator](): Promise<boolean> } = make();\nexport function upgrade(req) { return !auth[req.method](req); }",
    "an array of promises":
      "async function can() {}\nexport async function upgrade(req) { return (await Promise.all(['a'].map((role) => can(req, role)))).every(Boolean); }",
    "a loop that waits for promises":
      "async function can() {}\nexport async function upgrade(req) { for await (const yes of ['a'].map(can)) if (!yes) return false; return true; }",
    "a stream that waits for its elements":
      "async function can() {}\nexport async function upgrade(req) { return stream(req).map(can).every(Boolean); }",
    "a stream in a branch":
      "async function can() {}\nexport async function upgrade(req) { return req.url ? stream(req).map(can).every(Boolean) : false; }",
    "a stream after a condition":
      "async function can() {}\nexport async function upgrade(req) { return req.url && stream(req).map(can).every(Boolean); }",
    "a stream that may not be there":
      "async function can() {}\nexport async function upgrade(req) { return stream(req).map(can).every(Boolean) ?? false; }",
    "a list that another method makes":
      "async function can() {}\nexport function upgrade(req) { if (!load(req).visit(can).every(Boolean)) return false; return true; }",
    "a list of promises whose types are tested":
      "async function can() {}\nexport function upgrade(req) { return ['a'].map(can).every((each) => typeof each); }",
    "a list of promises that does not matter":
      "async function can() {}\nconst open = true;\nexport function upgrade(req) { return ['a'].map(can).every((each) => open); }",
    "a list of answers":
      "function can() { return true; }\nexport function upgrade(req) { return ['a'].map(can).every(Boolean); }",
    "a list of promises of which a property is tested":
      "async function can() {}\nexport function upgrade(req) { return ['a'].map(can).every((each) => each.then !== undefined); }",
    "a list of promises that is given away":
      "async function can() {}\nexport async function upgrade(req) { const all = await settle(['a'].map(can)); return all.every(Boolean); }",
    "a list of names":
      "async function can() {}\nexport function upgrade(req) { for (const name of ['a']) if (!name) return false; return true; }",
    awaited: `${OK}export async function upgrade(req) { if (!(await ok(req))) return false; return true; }`,
    "awaited constant": `${OK}export async function upgrade(req) { const a = await ok(req); return !a; }`,
    synchronous: "function ok() { return true; }\nexport function upgrade(req) { return !ok(req); }",
    returned: `${OK}export function upgrade(req) { return ok(req); }`,
    "another function of that name": `${OK}export function upgrade(req) { const ok = () => false; return !ok(req); }`,
    "a parameter of that name": `${OK}export function upgrade(ok) { return !ok.url; }`,
    "a method of the promise": `${OK}export function upgrade(req) { return ok(req).then((yes) => !yes); }`,
    nullish: `${OK}export function upgrade(req) { return cached(req) ?? ok(req); }`,
    "another handler": `${OK}export function upgrade() { return true; }\nexport function onOpen(ws) { if (!ok(ws)) ws.close(); }`,
    comment: `${OK}export function upgrade(req) { /* !ok(req) */ return '!ok(req)' === req.url; }`,
    "an instance of another class":
      "class Session {}\nexport function upgrade(req) { return !new Session(req); }",
    "Promise.withResolvers": "export function upgrade(req) { return !Promise.withResolvers(); }",
    "another object's method": "export function upgrade(req) { return !Other.all([]); }",
    "a method called fetch": "export function upgrade(req) { return !make().fetch(req); }",
    "a function that gives nothing":
      "function log(req) { write(req.url); }\nexport function upgrade(req) { return !log(req); }",
    "a function that gives a promise at times":
      "function check(req) { if (req.url) return true; return Promise.resolve(true); }\nexport function upgrade(req) { return !check(req); }",
    "a function that calls itself":
      "function check(req) { return check(req); }\nexport function upgrade(req) { return !check(req); }",
    "a chosen function": `${OK}export function upgrade(req) { return !(req.url ? ok : check)(req); }`,
    "a field without a value":
      "class Auth { check; }\nconst auth = new Auth();\nexport function upgrade(req) { return !auth.check(req); }",
    "a method of what a function does not give":
      "function make() {}\nconst auth = make();\nexport function upgrade(req) { return !auth.check(req); }",
    "a method of what nobody knows":
      "const auth = make();\nexport function upgrade(req) { return !auth.check(req); }",
    "an asynchronous callback of a stream":
      "export async function upgrade(req) { return (await Readable.from(ids).filter(async (id) => ok(id)).toArray()).length > 0; }",
    "an asynchronous callback of a part of a store":
      "export async function upgrade(req) { return (await db.users.filter(isUser).some(async (each) => ok(each))) === 1; }",
    "an asynchronous callback of a store":
      "export async function upgrade(req) { const user = db.users.find(async (each) => ok(each)); return (await user) !== null; }",
    "an asynchronous callback of a parameter":
      "export function upgrade(req, ctx) { return ctx.some(async () => true); }",
    "a function beside an asynchronous method":
      "const check: { later(): Promise<boolean>; (req: Request): boolean } = make();\ninterface Guard { later(): Promise<boolean>; (req: Request): boolean }\nconst guard: Guard = make();\nexport function upgrade(req) { return !check(req) || !guard(req); }",
    "any type": "const check: any = make();\nexport function upgrade(req) { return !check(req); }",
    "an alias of another type":
      "type Answer = boolean;\nfunction check(req): Answer { return make(req); }\nexport function upgrade(req) { return !check(req); }",
    "compared with a number": `${OK}export function upgrade(req) { return ok(req) === 5; }`,
    "assigned if it is not there": `${OK}export function upgrade(req) { let user; user ??= ok(req); return !user; }`,
    "assigned twice": `${OK}export function upgrade(req) { let user; user = ok(req); user = true; return !user; }`,
    "given to another function": `${OK}export function upgrade(req) { return log(ok(req)); }`,
    "the places of a list of promises": `${OK}export function upgrade() { for (const at in [ok(), ok()]) if (!at) return false; return true; }`,
  },
};
