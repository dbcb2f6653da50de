// BBX4043: functions in blocks.
import type { Samples } from "../samples.ts";

const OUTER = "function allowed(req) { return false; }\n";

export const SAMPLES: Samples = {
  wrong: {
    "a function of the module": `${OUTER}export function upgrade(req) { if (req.url) { function «allowed»() { return true; } allowed(); } return allowed(req); }`,
    "an import":
      'import { allowed } from "./auth.ts";\nexport function upgrade(req) { if (req.url) { function «allowed»() { return true; } allowed(); } return allowed(req); }',
    "a parameter":
      "function check(allowed, req) { { function «allowed»() { return true; } allowed(); } return allowed; }\nexport function upgrade(req) { return check(false, req); }",
    "a case of a switch": `${OUTER}export function upgrade(req) { switch (req.method) { case "GET": function «allowed»() { return true; } allowed(); } return allowed(req); }`,
    "a loop": `${OUTER}export function upgrade(req) { for (const a of [1]) { function «allowed»() { return true; } allowed(); } return allowed(req); }`,
    "an arrow function": `${OUTER}export const upgrade = (req) => { try { function «allowed»() { return true; } allowed(); } finally { f(); } return allowed(req); };`,
    "a method": `${OUTER}const auth = { check(req) { { function «allowed»() { return true; } allowed(); } return allowed(req); } };\nexport function upgrade(req) { return auth.check(req); }`,
    "a closure that uses it later": `${OUTER}export function upgrade(req) { { function «allowed»() { return true; } allowed(); } return [req].every((each) => allowed(each)); }`,
    "a global":
      "export function upgrade(req) { { function «Response»() {} Response(); } return new Response(); }",
    "a variable of the module":
      "var open = false;\n{ function «open»() {} open(); }\nexport function upgrade() { return open; }",
    "a question for its type":
      "export function upgrade(req) { { function «root»() {} root(); } return typeof root === 'function'; }",
    "an exported name":
      "var g = check;\n{ function «g»() { return true; } g(); }\nexport { g as upgrade };\nfunction check() { return false; }",
    "a value with a type": `${OUTER}export function upgrade(req: Request) { { function «allowed»() { return true; } allowed(); } return (allowed as (req: Request) => boolean)(req); }`,
    "a property of its name": `${OUTER}export function upgrade(req) { { function «allowed»() { return true; } allowed(); } const rules = { allowed }; return rules.allowed(req); }`,
    "an assignment": `${OUTER}export function upgrade(req) { { function «denied»() {} denied(); } denied = allowed(req); return !denied; }\nlet denied = true;`,
    "a constant of the module": `const allowed = (req) => false;\nexport function upgrade(req) { { function «allowed»() { return true; } allowed(); } return allowed(req); }`,
    "a component": {
      text: 'import { page } from "./page.tsx";\nfunction show() { return page(true); }\nexport function onOpen(ws) { ws.send(String(show())); }',
      files: {
        "page.tsx":
          "function Row() { return null; }\nexport function page(x) { if (x) { function «Row»() { return 1; } Row(); } return <Row />; }",
      },
    },
    "a parameter of catch":
      "export function upgrade(req) { try { f(); } catch (denied) { { function «denied»() {} denied(); } return denied; } }",
  },
  right: {
    "another name": `${OUTER}export function upgrade(req) { if (req.url) { function log() {} log(); } return allowed(req); }`,
    "used in its block alone": `${OUTER}export function upgrade(req) { { function allowed() { return true; } return allowed(); } }\nexport function onOpen(ws) { allowed(ws); }`,
    "a function of its own in each block":
      "export function upgrade(req) { if (req.url) { function step() {} step(); } else { function step() {} step(); } }",
    "a constant between":
      "export function upgrade(req) { const allowed = false; { function allowed() {} allowed(); } return allowed; }",
    "a constant of the module, beside a block of the module":
      "const step = 1;\n{ function step() {} step(); }\nexport function onOpen(ws) { ws.send(String(step)); }",
    "a class of the module":
      "class Step {}\n{ function Step() {} Step(); }\nexport function onOpen(ws) { ws.send(Step.name); }",
    "an enum of the module":
      "enum Step { A }\n{ function Step() {} Step(); }\nexport function onOpen(ws) { ws.send(String(Step.A)); }",
    "an import of the module":
      'import { step } from "./step.ts";\n{ function step() {} step(); }\nexport function onOpen(ws) { ws.send(step); }',
    "a name for others":
      "export function upgrade() { return true; }\n{ function check() {} check(); }\nexport { upgrade as check };",
    "an attribute": {
      text: 'import { page } from "./page.tsx";\nfunction show() { return page(true); }\nexport function onOpen(ws) { ws.send(String(show())); }',
      files: {
        "page.tsx":
          "export function page(x) { if (x) { function href() {} href(); } return <a href={x} />; }",
      },
    },
    "an assigned function": `${OUTER}export function upgrade(req) { { const allowed = function () {}; allowed(); } return allowed(req); }`,
    "an async function": `${OUTER}export function upgrade(req) { { async function allowed() {} void allowed(); } return allowed(req); }`,
    "a function at the top of a function": `${OUTER}export function upgrade(req) { function allowed() { return true; } return allowed(req); }`,
    "the name of a property":
      "export function upgrade(req) { { function url() {} url(); } return req.url === ({ url: 1 }).url; }",
    "a parameter of an inner function":
      "export function upgrade(req) { { function each() {} each(); } return [1].every((each) => each > 0); }",
    "a type of its name":
      "type Step = () => void;\ninterface Turn { step: Step }\nexport function upgrade(req: Request) { { function Step() {} Step(); function Turn() {} Turn(); } const next: Step | Turn | undefined = undefined; return next; }",
    "a parameter of a type":
      "export function upgrade(req: Request) { { function each() {} each(); } const f: (each: number) => void = () => {}; return f; }",
    "in a function alone that has its name":
      "export function upgrade(req) { { function upgrade() {} upgrade(); } }",
  },
};
