// Tests what the rules about `upgrade` and guards advise. The samples beside the rules test only where they report.
import { describe, expect, test } from "bun:test";
import { findInSyntax, hintsOf } from "./find-in-syntax.ts";

const CHECK = 'const check = async (req) => { throw new Error("no"); };\n';
const LONG = '"Nobody may come in without a token, which the page of the account shows"';

test.each([
  ["req.url", "Write `new URL(req.url).pathname`."],
  ["request.url", "Write `new URL(request.url).pathname`."],
])("relative-url: %s", (url, hint) => {
  const [name] = url.split(".");
  expect(hintsOf(`export const upgrade = (${name}) => ${url} === "/ws/chat";`)).toEqual([hint]);
});

test("relative-url: with a query", () => {
  expect(hintsOf('export const upgrade = (req) => req.url.startsWith("/ws/chat?token=");')).toEqual([
    "Write `new URL(req.url).pathname`, and `new URL(req.url).searchParams` for the query, which a path does not have.",
  ]);
});

describe("thrown-response", () => {
  const DENY = 'const deny = async (req) => { throw new Response("no"); };\n';
  const DENIED = "if (denied instanceof Response) return denied;`";
  test.each([
    [
      "await deny(req); return true;",
      `Return it, and let \`upgrade\` return it too: \`const denied = await deny(req); ${DENIED}`,
    ],
    [
      "await Promise.all([deny(req)]); return true;",
      `Return it, and let \`upgrade\` return it too: \`const denied = await deny(req); ${DENIED}`,
    ],
    ["return deny(req);", 'Return it: `return new Response("no");`'],
  ])("%s", (body, hint) => {
    expect(hintsOf(`${DENY}export async function upgrade(req) { ${body} }`)).toEqual([hint]);
  });
});

describe("unawaited-check", () => {
  const VOID = " If it does not decide, write `void` before it, and catch its errors.";
  test.each([
    ["function upgrade(req) { check(req); }", "Write `await check(req)`, and make the function `async`."],
    ["async function upgrade(req) { check(req); }", "Write `await check(req)`."],
    [`async function upgrade(req) { check({ req, why: ${LONG} }); }`, "Write `await check(…)`."],
  ])("%s", (text, hint) => {
    expect(hintsOf(`${CHECK}export ${text}`)).toEqual([`${hint}${VOID}`]);
  });
});

describe("unreturned-response", () => {
  const DENY = 'const deny = (req) => (req.url ? true : new Response("no"));\n';
  test.each([
    ['function upgrade() { new Response("no"); return true; }', 'Write `return new Response("no");`'],
    [`function upgrade() { new Response(${LONG}); return true; }`, "Write `return new Response(…);`"],
    [
      "function upgrade(req) { deny(req); return true; }",
      "Write `const denied = deny(req); if (denied instanceof Response) return denied;`",
    ],
    [
      "async function upgrade(req) { await deny(req); return true; }",
      "Write `const denied = await deny(req); if (denied instanceof Response) return denied;`",
    ],
    [
      "async function upgrade(req) { await Promise.all([deny(req)]); return true; }",
      "Write `const denied = await deny(req); if (denied instanceof Response) return denied;`",
    ],
    [
      `function upgrade(req) { deny(req, ${LONG}, 12); return true; }`,
      "Write `const denied = check(…); if (denied instanceof Response) return denied;`",
    ],
    [
      "function upgrade(req) { all(req); return true; }\nfunction all(req) { Response.json(req.url); }",
      "Write `return Response.json(req.url);`, and let `upgrade` return it too.",
    ],
    [
      'function upgrade(req) { req.url || new Response("no"); return true; }',
      'Write an `if` instead, and `return new Response("no");` in it.',
    ],
    [
      'function upgrade(req) { req.url ? new Response("no") : 0; return true; }',
      'Write an `if` instead, and `return new Response("no");` in it.',
    ],
    [
      'function upgrade(req) { const denied = new Response("no"); return true; }',
      "Write `return denied;` where the client must not get in.",
    ],
    [
      'function upgrade(req) { [1].forEach(() => { new Response("no"); }); return true; }',
      "What a callback returns may go nowhere. Ask in `upgrade` itself, in a `for` loop for example, and return the `Response` there.",
    ],
    [
      'function upgrade(req) { (() => { new Response("no"); })(); return true; }',
      'Write `return new Response("no");`, and let `upgrade` return it too.',
    ],
  ])("%s", (text, hint) => {
    expect(hintsOf(`${DENY}export ${text}`)).toEqual([hint]);
  });

  test("names the guard, and says whether it is always a response", () => {
    const text = `${DENY}export function guard(req) { all(req); return true; }
function all(req) { deny(req); new Response("no"); }`;
    expect(findInSyntax({ isGuard: true, text }).found).toMatchObject([
      {
        message: "This may return a `Response`, which is not returned from here, so it refuses nobody",
        hint: "Write `const denied = deny(req); if (denied instanceof Response) return denied;`, and let `guard` return it too.",
      },
      {
        message: "This `Response` is not returned, so it refuses nobody",
        hint: 'Write `return new Response("no");`, and let `guard` return it too.',
      },
    ]);
  });
});

test.each([
  [
    'const DENIED = new Response("no", { status: 401 });',
    "DENIED",
    'Write `const DENIED = () => new Response("no", { status: 401 });`, and return `DENIED()`.',
  ],
  [
    `const DENIED = new Response(${LONG});`,
    "DENIED",
    "Write `const DENIED = () => new Response(…);`, and return `DENIED()`.",
  ],
  [
    'const ANSWERS = { denied: new Response("no") };',
    "ANSWERS.denied",
    'Make it in a function: `() => new Response("no")`.',
  ],
])("used-response: %s", (constant, name, hint) => {
  expect(hintsOf(`${constant}\nexport const upgrade = () => ${name};`)).toEqual([hint]);
});
