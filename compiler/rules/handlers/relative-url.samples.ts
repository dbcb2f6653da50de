// BBX2061: URLs that are compared with paths.
import type { Samples } from "../samples.ts";

const OPEN = "\nexport function onOpen() {}";
const upgrade = (body: string): string => `export function upgrade(req, ctx) { ${body} }${OPEN}`;

export const SAMPLES: Samples = {
  wrong: {
    "without its query": 'export function upgrade(req) { return «req.url.split("?")[0]» === "/ws/a"; }',
    "without its query, by at":
      'export function upgrade(req) { return «req.url.split("?").at(0)» === "/ws/a"; }',
    "without its query, by a pattern":
      'export function upgrade(req) { const [path] = req.url.split("?"); return «path» === "/ws/a"; }',
    "without its query, by a constant":
      'export function upgrade(req) { const path = req.url.split("?")[0]; return «path» === "/ws/a"; }',
    "without its query, replaced":
      'export function upgrade(req) { return «req.url.replace(/\\?.*$/, "")» === "/ws/a"; }',
    "after nine methods": upgrade(`return «req.url${".trim()".repeat(9)}» === "/ws/a";`),
    "in small letters":
      'export function upgrade(req) { return «req.url.toLowerCase()».startsWith("/ws/a"); }',
    "cut to its beginning": 'export function upgrade(req) { return «req.url.slice(0, 4)» === "/ws/"; }',
    "found at its start": 'export function upgrade(req) { return «req.url».indexOf("/ws/a") === 0; }',
    "not found at its start": 'export function upgrade(req) { return 0 !== «req.url».indexOf("/ws/a"); }',
    equal: upgrade('return «req.url» === "/ws/chat";'),
    "not equal": upgrade('if («req.url» != "/ws/chat") return false; return true;'),
    "the other side": upgrade('return "/ws/chat" === «req.url»;'),
    "its beginning": upgrade('if («req.url».startsWith("/ws/admin")) return false; return true;'),
    "a template": upgrade("return «req.url» === `/ws/rooms/${ctx.topic}`;"),
    "a template that begins with a constant": `const ROOT = "/ws";\n${upgrade("return «req.url» === `${ROOT}/chat`;")}`,
    "a path that is put together": upgrade('return «req.url» === "/ws/rooms/" + ctx.topic;'),
    "one of two paths": upgrade('const path = ctx.topic ? "/ws/a" : "/ws/b"; return «req.url» === path;'),
    "a key of an object": `const PATHS = { admin: "/ws/admin" };\n${upgrade("return «req.url» !== PATHS.admin;")}`,
    "a member of an enum": `enum Paths { Admin = "/ws/admin" }\n${upgrade("return «req.url» !== Paths.Admin;")}`,
    "a constant": `const ADMIN = "/ws/admin";\n${upgrade("return !«req.url».startsWith(ADMIN);")}`,
    "a constant of another file": {
      text: `import { ADMIN } from "./paths.ts";\n${upgrade("return !«req.url».startsWith(ADMIN);")}`,
      files: { "paths.ts": 'export const ADMIN = "/ws/admin";' },
    },
    "a list of the module": `const OPEN = ["/ws/a", "/ws/b"];\n${upgrade("return OPEN.includes(«req.url»);")}`,
    "a list of another file": {
      text: `import { OPEN } from "./open.ts";\n${upgrade("return OPEN.indexOf(«req.url») >= 0;")}`,
      files: { "open.ts": 'export const OPEN = ["/ws/a"] as const;' },
    },
    "a set": `const OPEN = new Set(["/ws/a"]);\n${upgrade("return OPEN.has(«req.url»);")}`,
    "a set of a list": `const LIST = ["/ws/a"];\nconst OPEN = new Set(LIST);\n${upgrade("return OPEN.has(«req.url»);")}`,
    "a map": `const ROLES = new Map([["/ws/a", "admin"]]);\n${upgrade("return ROLES.get(«req.url») === ctx.guard.role;")}`,
    "an object": `const ROLES = { "/ws/a": "admin" };\n${upgrade("return ROLES[«req.url»] === ctx.guard.role;")}`,
    "each of a list": `const LOCKED = ["/ws/admin"];\n${upgrade("return !LOCKED.some((path) => «req.url».startsWith(path));")}`,
    "each of a list, in a loop": `const LOCKED = ["/ws/admin"];\n${upgrade("for (const path of LOCKED) if («req.url».startsWith(path)) return false; return true;")}`,
    "each of a list, compared": upgrade(
      'return ["/ws/a", "/ws/b"].find((path) => path === «req.url») !== undefined;',
    ),
    "a list": upgrade('return ["/ws/a", "/ws/b"].includes(«req.url»);'),
    "a list with gaps and other values": upgrade('return [, ctx.topic, "/ws/b"].includes(«req.url»);'),
    "a pattern": upgrade("return /^\\/ws\\/admin/.test(«req.url»);"),
    "a pattern that is matched": upgrade("return «req.url».match(/^\\/ws/) !== null;"),
    "a switch": upgrade('switch («req.url») { case "/ws/a": return true; default: return false; }'),
    "a constant for the URL": upgrade('const url = req.url; return «url» === "/ws/chat";'),
    "a part of a pattern": upgrade('const { url } = req; return «url».startsWith("/ws");'),
    "a parameter in parts": `export const upgrade = ({ url }) => «url» !== "/ws/chat";${OPEN}`,
    "a function of the file": `${upgrade("return isOpen(req.url);")}\nfunction isOpen(url) { return «url» === "/ws/open"; }`,
    "a function that is another handler too": `function isOpen(req) { return «req.url» === "/ws/open"; }\nexport { isOpen as upgrade, isOpen as onOpen };`,
    "a function with a type": {
      text: `import { isOpen } from "./open.ts";\n${upgrade("return isOpen(req);")}`,
      files: { "open.ts": 'export const isOpen = (req: Request) => «req.url» === "/ws/open";' },
    },
    "a guard": { isGuard: true, text: 'export const guard = (req) => «req.url» !== "/ws/chat/secret";' },
    "a fallback": `import type { FallbackHandler } from "@ademattos/bunbox";\nexport const pages: FallbackHandler = (req) => new Response(«req.url» === "/" ? "home" : "");${OPEN}`,
  },
  right: {
    "a path in a list": `const OPEN = ["/ws/a"];\n${upgrade("return OPEN.includes(new URL(req.url).pathname);")}`,
    "a list of URLs": `const OPEN = ["http://a.example/ws"];\n${upgrade("return OPEN.includes(req.url) || OPEN.some((url) => req.url.startsWith(url));")}`,
    "a list that the file does not write out": upgrade(
      "return open.includes(req.url) || paths.some((path) => req.url.startsWith(path));",
    ),
    "a list that has others too": `const OPEN = ["/ws/a", process.env.OPEN];\n${upgrade("for (const path of OPEN) if (req.url.startsWith(path)) return true; return false;")}`,
    "another thing of the module": `const seen = new WeakMap([["/ws/a", 1]]);\nconst all = new Map();\n${upgrade('const none = new Set(); all.set("/ws/a", 1); return seen.get(req.url) || all.get(req.url) || none.has(req.url);')}`,
    "the index of a list": `const LOCKED = ["/ws/admin"];\n${upgrade("return !LOCKED.some((path, at) => req.url.startsWith(at));")}`,
    "another value of a callback": `const LOCKED = ["/ws/admin"];\n${upgrade("return LOCKED.reduce((path) => req.url.startsWith(path), true) && ask((path) => req.url.startsWith(path)) && LOCKED.some(known, (path) => req.url.startsWith(path));")}`,
    "the keys of a list": `const LOCKED = { "/ws/admin": 1 };\n${upgrade("for (const path in ['/ws/a']) if (req.url.startsWith(path)) return false; for (let path = LOCKED; ; ) return req.url.startsWith(path);")}`,
    "an object of URLs": `const ROLES = { "http://a.example/ws": "admin", ...others };\n${upgrade("return ROLES[req.url] === ctx.guard.role || other[req.url] || ROLES.url;")}`,
    "a part of each of a list": `const RULES = [["/ws/admin", "admin"]];\n${upgrade("for (const [path] of RULES) if (req.url.includes(path)) return false; return true;")}`,
    "from behind the host": upgrade('return req.url.startsWith("/ws/a", req.url.indexOf("/", 8));'),
    "a part of a function's result":
      'export function upgrade(req) { return split(req.url, "?")[0] === "/ws/a"; }',
    "a part before a slash": 'export function upgrade(req) { return req.url.split("/")[0] === "/ws"; }',
    "without what a variable names":
      'export function upgrade(req) { return req.url.replace(origin, "") === "/ws/a"; }',
    "without its origin":
      'export function upgrade(req) { return req.url.replace("http://localhost:3000", "") === "/ws/a"; }',
    "code for both kinds of URL":
      'export function upgrade(req) { return req.url.startsWith("/") ? false : true; }',
    "a slash that may be absent": "export function upgrade(req) { return /^\\/?https?:/.test(req.url); }",
    "without its query and its origin":
      'export function upgrade(req) { return req.url.replace(/[?#].*$|^https?:\\/\\/[^/]+/g, "") === "/ws/x"; }',
    "what follows the host":
      'export function upgrade(req) { return req.url.replace(/^https?:.*?\\/\\/[^/]+/, "") === "/ws/a"; }',
    "its end": 'export function upgrade(req) { return req.url.slice(-5) === "/ws/a"; }',
    "another part": 'export function upgrade(req) { return req.url.split("?")[1] === "/ws/a"; }',
    "a part between slashes":
      'export function upgrade(req) { return `/${req.url.split("/")[3]}` === "/ws"; }',
    "the second of its parts":
      'export function upgrade(req) { const [, query] = req.url.split("?"); return query === "/a"; }',
    "found elsewhere": 'export function upgrade(req) { return req.url.indexOf("/ws/a") > 0; }',
    "the place of another text": 'export function upgrade(req) { return req.url.indexOf("http") === 0; }',
    "the path": upgrade('return new URL(req.url).pathname === "/ws/chat";'),
    "a constant for the path": upgrade(
      'const { pathname } = new URL(req.url); return pathname.startsWith("/ws");',
    ),
    "a whole URL": upgrade(
      'return req.url === "http://localhost:3000/ws/chat" || req.url.startsWith("https://");',
    ),
    "whole URLs": upgrade(
      'if (["http://a.example/ws"].includes(req.url)) return true; switch (req.url) { case "http://a.example/": return true; default: return false; }',
    ),
    "a setting with a path by default": `const PAGE = process.env.PAGE ?? "/ws/chat";\n${upgrade("return req.url.startsWith(PAGE);")}`,
    "a path or a setting": upgrade(
      'const page = ctx.topic ? "/ws/a" : Bun.env.PAGE; return req.url === page;',
    ),
    "a whole URL that is put together": upgrade(
      'return req.url === "http://" + req.headers.get("host") + "/ws" || req.url === `${Bun.env.ORIGIN}/ws` || req.url === `http://${ctx.topic}/ws`;',
    ),
    "a value of the context": upgrade("return req.url === ctx.topic || req.url === ``;"),
    "a name that stands for itself": `var page = page + "/ws";\n${upgrade("return req.url === page;")}`,
    "what a function returns": upgrade("return req.url === pathOf(req);"),
    "a pattern that is not in sight": upgrade("return req.url.match(ctx.topic) !== null;"),
    "a pattern that is a text": upgrade('return req.url.match("/ws") !== null;'),
    "an end": upgrade(
      'return req.url.endsWith("/chat") || req.url.includes("/admin") || req.url.indexOf("/a") > 0;',
    ),
    "a pattern without a beginning": upgrade(
      "return /\\/admin/.test(req.url) || /^https?:\\/\\//.test(req.url);",
    ),
    "a pattern with another branch": upgrade("return /^\\/admin|secret$/.test(req.url);"),
    "one of two values": upgrade('const url = ctx.topic ? req.url : "/ws/chat"; return url === "/ws/chat";'),
    "a variable that changes": upgrade(
      'let url = req.url; url = url.slice(5); return url.startsWith("/ws");',
    ),
    "a parameter that changes": `export const upgrade = ({ url }) => { url = new URL(url).pathname; return url === "/ws/chat"; };${OPEN}`,
    "another value": upgrade('return ctx.topic === "/ws/rooms/1" || req.headers.get("x-path") === "/ws";'),
    "another request": `import type { Request } from "express";\nexport const isHome = (req: Request) => req.url === "/";${OPEN}`,
    "a request of Node": `export const isHome = (req: IncomingMessage) => req.url === "/";${OPEN}`,
    "the URL of something else": "export function onOpen(ws) { ws.send(String(ws.data.url === '/x')); }",
    "a value that is not in sight": `import { ADMIN } from "paths";\n${upgrade("return req.url.startsWith(ADMIN);")}`,
    "a constant of another kind": `const ORIGIN = "https://a.example";\n${upgrade("return req.url.startsWith(ORIGIN);")}`,
    "the order of a URL and a path":
      "export function upgrade(req) { return req.url.localeCompare('/ws/chat') === 0; }",
  },
};
