// BBX2064: responses that are made once.
import type { Samples } from "../samples.ts";

const OPEN = "\nexport function onOpen() {}";
const DENIED = 'const DENIED = «new Response("no", { status: 401 })»;\n';

export const SAMPLES: Samples = {
  wrong: {
    "a constant": `${DENIED}export function upgrade(req) { return req.url ? true : DENIED; }${OPEN}`,
    JSON: `const DENIED = «Response.json({ error: "no" }, { status: 403 })»;\nexport const upgrade = () => DENIED;${OPEN}`,
    "an operator": `${DENIED}export const upgrade = (req) => req.headers.has("a") || DENIED;${OPEN}`,
    "an asynchronous function": `${DENIED}export async function upgrade(req) { if (await ok(req)) return true; return DENIED; }${OPEN}`,
    "a key of an object": `const ANSWERS = { denied: «new Response("no")» };\nexport const upgrade = () => ANSWERS.denied;${OPEN}`,
    "a function that returns it": `${DENIED}const check = (req) => (req.url ? true : DENIED);\nexport const upgrade = (req) => check(req);${OPEN}`,
    "a file of responses": {
      text: `import { DENIED } from "./answers.ts";\nexport const upgrade = (req) => req.headers.has("a") || DENIED;${OPEN}`,
      files: { "answers.ts": 'export const DENIED = «new Response("no", { status: 401 })»;' },
    },
    "a body that is a variable": `const TEXT = "no";\nconst DENIED = «new Response(TEXT)»;\nexport const upgrade = () => DENIED;${OPEN}`,
    "a variable that is filled once": `let denied;\nexport const upgrade = (req) => req.headers.has("a") || (denied ??= «new Response("no")»);${OPEN}`,
    "a variable that is filled if it is empty": `let denied: Response | undefined;\nexport function upgrade(req) { if (!denied) denied = «Response.json({})»; return denied; }${OPEN}`,
    "a variable that is filled in a block": `let denied;\nexport function upgrade(req) { if (denied === undefined) { denied = «new Response("no")»; } return denied; }${OPEN}`,
    "a variable that keeps its value": `let denied;\nexport function upgrade(req) { denied = denied ?? «new Response("no")»; return denied; }${OPEN}`,
    "a key of an object that is filled once": `const answers = {};\nexport const upgrade = () => (answers.denied ??= «new Response("no")»);${OPEN}`,
    "a static field": `class Denied { static response = «new Response("no")»; }\nexport const upgrade = () => Denied.response;${OPEN}`,
    "a guard": {
      isGuard: true,
      text: `${DENIED}export const guard = (req) => req.headers.has("a") || DENIED;`,
    },
    "a body that another file has": `import { TEXT } from "texts";\nconst DENIED = «new Response(TEXT)»;\nexport const upgrade = () => DENIED;${OPEN}`,
  },
  right: {
    "made in place": `export function upgrade(req) { return req.url ? true : new Response("no"); }${OPEN}`,
    "a variable that is set each time": `let denied;\nexport function upgrade(req) { denied = new Response("no"); return denied; }${OPEN}`,
    "a variable that is set on a condition of the request": `let denied;\nexport function upgrade(req) { if (req.url) { denied = new Response("no"); return denied; } return true; }${OPEN}`,
    "a variable of the function that is filled once": `export function upgrade(req) { let denied; denied ??= new Response("no"); return denied; }${OPEN}`,
    "a variable that is filled with no body": `let denied;\nexport const upgrade = () => (denied ??= new Response(null, { status: 401 }));${OPEN}`,
    "a field of an instance": `class Denied { response = new Response("no"); }\nexport const upgrade = () => new Denied().response;${OPEN}`,
    "a variable that is emptied before": `let denied;\nexport function upgrade(req) { denied = undefined; if (!denied) denied = new Response("no"); return denied; }${OPEN}`,
    "a variable that is filled again once it is sent": `let denied;\nexport function upgrade(req) { if (!denied || denied.bodyUsed) denied = new Response("no"); return denied; }${OPEN}`,
    "a property that is emptied before": `const state = {};\nexport function upgrade(req) { state.denied = undefined; return (state.denied ??= new Response("no")); }${OPEN}`,
    "a body that is a constant without one": `const NONE = null;\nconst DENIED = new Response(NONE, { status: 401 });\nexport const upgrade = () => DENIED;${OPEN}`,
    "a variable of another function": `let denied;\nfunction other() { let denied; denied ??= new Response("no"); return denied; }\nexport const upgrade = () => denied ?? other() === null;${OPEN}`,
    "made in a function": `const denied = () => new Response("no");\nexport const upgrade = (req) => req.headers.has("a") || denied();${OPEN}`,
    "a constant of the function": `export function upgrade(req) { const denied = new Response("no"); return req.url ? true : denied; }${OPEN}`,
    "a copy": `const DENIED = new Response("no");\nexport const upgrade = () => DENIED.clone();${OPEN}`,
    "no body": `const DENIED = new Response(null, { status: 401 });\nexport const upgrade = () => DENIED;${OPEN}`,
    "a body that is undefined": `const DENIED = new Response(undefined, { status: 401 });\nexport const upgrade = () => DENIED;${OPEN}`,
    "an empty body": `const DENIED = new Response("", { status: 401 });\nexport const upgrade = () => DENIED;${OPEN}`,
    "no argument": `const DENIED = new Response();\nexport const upgrade = () => DENIED;${OPEN}`,
    "a redirection": `const LOGIN = Response.redirect("https://a.example/login");\nexport const upgrade = () => LOGIN;${OPEN}`,
    "not returned by `upgrade`": `const PAGE = new Response("no");\nexport const pages = () => PAGE;\nexport const upgrade = () => true;${OPEN}`,
    "that is not in sight": `import { DENIED } from "answers";\nexport const upgrade = () => DENIED;${OPEN}`,
    "another class": `class Response {}\nconst DENIED = new Response("no");\nexport const upgrade = () => DENIED;${OPEN}`,
    "another key of an object that is filled once": `const answers = {};\nconst fill = () => (answers.late ??= new Response("no"));\nexport const upgrade = () => answers.denied;${OPEN}`,
    "a key of an object, beside a variable that is filled once": `const answers = {};\nlet late;\nconst fill = () => (late ??= new Response("no"));\nexport const upgrade = () => answers.denied;${OPEN}`,
    "a variable, beside a key of an object that is filled once": `const answers = {};\nlet denied;\nconst fill = () => (answers.late ??= new Response("no"));\nexport const upgrade = () => denied;${OPEN}`,
    "a key of an object that may be that of the request": `const answers = {};\nexport function upgrade(req) { answers.denied = req.denied ?? new Response("no"); return answers.denied; }${OPEN}`,
  },
};
