// BBX2045: responses that `upgrade` throws, itself or in a function that it calls.
import type { Samples } from "../samples.ts";

const OPEN = "\nexport function onOpen() {}";

export const SAMPLES: Samples = {
  wrong: {
    "a new response": `export function upgrade(req) { if (!req.url) throw «new Response("no", { status: 401 })»; return true; }${OPEN}`,
    JSON: `export async function upgrade() { throw «Response.json({ error: "no" }, { status: 403 })»; }${OPEN}`,
    "a constant": `const DENIED = new Response(null, { status: 403 });\nexport function upgrade() { throw «DENIED»; }${OPEN}`,
    "a variable": `export function upgrade() { const denied = new Response("no"); throw «denied»; }${OPEN}`,
    "an arrow function": `export const upgrade = (req) => { throw «new Response("no")»; };${OPEN}`,
    "one branch": `export function upgrade(req) { throw «req.url ? new Response("no") : new Error("no")»; }${OPEN}`,
    "a function of the file": `export function upgrade(req) { check(req); return true; }\nfunction check(req) { if (!req.url) throw «new Response("no")»; }${OPEN}`,
    "an asynchronous function of the file": `const check = async (req) => { throw «new Response("no")»; };\nexport async function upgrade(req) { await check(req); return true; }${OPEN}`,
    "an asynchronous function that is returned": `const check = async (req) => { throw «new Response("no")»; };\nexport const upgrade = (req) => check(req);${OPEN}`,
    "an asynchronous function in one branch": `const check = async (req) => { throw «new Response("no")»; };\nexport const upgrade = (req) => (req.url.endsWith("/open") ? true : check(req));${OPEN}`,
    "an asynchronous function behind an operator": `const check = async (req) => { throw «new Response("no")»; };\nexport const upgrade = (req) => { return req.headers.has("x-open") || check(req); };${OPEN}`,
    "promises that are awaited together": `const check = async (req) => { throw «new Response("no")»; };\nexport async function upgrade(req) { const [user, room] = await Promise.all([check(req), load(req)]); return { data: { user, room } }; }${OPEN}`,
    "a `try` that does not wait": `const check = async (req) => { throw «new Response("no")»; };\nexport async function upgrade(req) { try { return check(req); } catch { return false; } }${OPEN}`,
    "a function that another one calls": `export function upgrade(req) { return user(req); }\nfunction user(req) { return token(req); }\nfunction token() { throw «new Response("no")»; }${OPEN}`,
    "a function of another file": {
      text: `import { check } from "./check.ts";\nexport function upgrade(req) { check(req); return true; }${OPEN}`,
      files: { "check.ts": 'export function check(req) { throw «new Response("no")»; }' },
    },
    "a response that a function makes": `const denied = () => new Response("no");\nexport function upgrade() { throw «denied()»; }${OPEN}`,
    "a rejected promise": `export function upgrade() { return Promise.reject(«new Response("no")»); }${OPEN}`,
    "a `try` that only cleans up": `export function upgrade() { try { throw «new Response("no")»; } finally { done(); } }${OPEN}`,
    "from a `catch`": `export function upgrade(req) { try { parse(req); } catch { throw «new Response("no")»; } return true; }${OPEN}`,
    "a guard": {
      isGuard: true,
      text: 'export function guard(req) { if (!req.url) throw «new Response("no")»; return true; }',
    },
    "a function that a guard calls": {
      isGuard: true,
      text: 'export function guard(req) { check(req); return true; }\nfunction check() { throw «new Response("no")»; }',
    },
  },
  right: {
    "a guard that returns it": {
      isGuard: true,
      text: 'export function guard() { return new Response("no"); }',
    },
    returned: `export function upgrade() { return new Response("no", { status: 401 }); }${OPEN}`,
    caught: `export function upgrade() { try { throw new Response("no"); } catch (error) { return error; } }${OPEN}`,
    "a call that is caught": `export function upgrade(req) { try { check(req); return true; } catch (error) { return error; } }\nfunction check() { throw new Response("no"); }${OPEN}`,
    "a promise that is caught": `const check = async () => { throw new Response("no"); };\nexport const upgrade = (req) => check(req).catch((error) => error);${OPEN}`,
    "a function that is caught when it returns": `export function upgrade(req) { try { return check(req); } catch (error) { return error; } }\nfunction check() { throw new Response("no"); }${OPEN}`,
    "a `try` that waits": `const check = async (req) => { throw new Response("no"); };\nexport async function upgrade(req) { try { return await check(req); } catch (error) { return error; } }${OPEN}`,
    "promises that are caught together": `const check = async (req) => { throw new Response("no"); };\nexport async function upgrade(req) { try { await Promise.all([check(req)]); return true; } catch (error) { return error; } }${OPEN}`,
    "promises that are kept": `const check = async (req) => { throw new Response("no"); };\nexport async function upgrade(req) { const checks = [check(req)]; return answer(checks); }${OPEN}`,
    "promises for a function of the project": `const check = async (req) => { throw new Response("no"); };\nexport async function upgrade(req) { await settled.all([check(req)]); await all([check(req)]); return true; }${OPEN}`,
    "promises that settle": `const check = async () => { throw new Response("no"); };\nexport async function upgrade(req) { await Promise.allSettled([check(req)]); return true; }${OPEN}`,
    "an error": `export function upgrade() { throw new Error("no"); }${OPEN}`,
    "an error of the request": `export function upgrade(req) { throw req.error; }${OPEN}`,
    "an error that a method makes": `export function upgrade(req) { throw errors.denied(req); }${OPEN}`,
    "another class": `class Response extends Error {}\nexport function upgrade() { throw new Response("no"); }${OPEN}`,
    "a function that `upgrade` does not call": `export function upgrade() { return true; }\nexport function http() { throw new Response("no"); }${OPEN}`,
    "a function within": `export function upgrade(req) { return guarded(req, () => { throw new Response("no"); }); }${OPEN}`,
    "another handler": `export function upgrade() { return true; }\nexport function onOpen() { throw new Response("no"); }`,
    "a wrapper": `export const upgrade = catching((req) => { throw new Response("no"); });${OPEN}`,
  },
};
