// BBX2033: `true` beside `data` in what `upgrade` returns.
import type { Samples } from "../samples.ts";

export const SAMPLES: Samples = {
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
    "the other side of ??":
      "export function upgrade(req) { return (req.url ? { data: 1 } : null) ?? «true»; }",
    "the last of a sequence":
      "export function upgrade(req) { return req.url ? { data: 1 } : (log(req), «true»); }",
  },
  right: {
    "a guard, which hands on the data of the outer one": {
      text: "export function guard(req: Request) { return req.url === '' ? true : { data: 1 }; }",
      isGuard: true,
    },
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
    "a rejection": "export function upgrade(req) { return req.url ? Promise.reject(true) : { data: 1 }; }",
    "another object's resolve":
      "export function upgrade(req) { return req.url ? Other.resolve(true) : { data: 1 }; }",
  },
};
