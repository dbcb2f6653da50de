// Tests that the time of no rule doubles with each function or value that uses the one before it twice: there are as many ways
// through them as there are paths, but only few functions.
import { describe, expect, test } from "bun:test";
import { findInSyntax } from "./find-in-syntax.ts";

/** How many use the one before. A way for each path takes many seconds, and the rules a few milliseconds. */
const LENGTH = 22;
const LIMIT = 2000;

/** Each declares `name`, which uses `before` twice. */
const LINKS: Readonly<Record<string, (before: string, name: string) => string>> = {
  "an arrow function with a branch": (b, n) => `const ${n} = (x) => (x ? ${b}(x) : ${b}(x + 1));`,
  "a function that calls": (b, n) => `function ${n}(x) { ${b}(x); return ${b}(x); }`,
  "an asynchronous function": (b, n) => `async function ${n}(x) { await ${b}(x); return await ${b}(x); }`,
  "a constant with a branch": (b, n) => `const ${n} = c ? ${b} : ${b};`,
  "a sum": (b, n) => `const ${n} = ${b} + ${b};`,
  "a template": (b, n) => `const ${n} = \`\${${b}}\${${b}}\`;`,
  "an object": (b, n) => `const ${n} = { a: ${b}, b: ${b} };`,
  "an array": (b, n) => `const ${n} = [${b}, ${b}];`,
  "a spread": (b, n) => `const ${n} = { ...${b}, ...${b} };`,
  "an alternative": (b, n) => `const ${n} = ${b} || ${b};`,
  "an if": (b, n) => `function ${n}(x) { if (${b}(x)) return ${b}(x); return x; }`,
  "a guard": (b, n) => `function ${n}(x) { if (!${b}(x) || !${b}(x)) return false; return true; }`,
  "an argument": (b, n) => `const ${n} = (x) => ${b}(${b}(x));`,
  "two parameters": (b, n) => `const ${n} = (x, y) => ${b}(x, y) + ${b}(y, x);`,
  "a method": (b, n) => `const ${n} = { f(x) { return ${b}.f(x) || ${b}.f(x); } };`,
  "a class": (b, n) => `class ${n} extends ${b} { f() { return super.f() + new ${b}().f(); } }`,
  "a promise that goes on": (b, n) => `const ${n} = (x) => ${b}(x).then(() => ${b}(x));`,
  "a variable": (b, n) => `let ${n} = ${b}; ${n} = ${b};`,
  "promises at once": (b, n) => `const ${n} = async (x) => Promise.all([${b}(x), ${b}(x)]);`,
  "a callback": (b, n) => `const ${n} = (x) => [x].map((y) => ${b}(y)).concat([x].map((y) => ${b}(y)));`,
  "a throw": (b, n) => `function ${n}(x) { try { ${b}(x); } catch { throw ${b}(x); } }`,
  "a default": (b, n) => `const { ${n} = ${b} } = { ${n}: ${b} };`,
};

/** Where it begins. */
const FIRST = [
  "const v0 = (x) => x;",
  'const v0 = "chat";',
  "const v0 = { f(x) { return x; }, close(ws) { ws.close(); } };",
  "class v0 { f() { return 1; } }",
  "const all = new Set(); function v0(x) { all.add(x); return x; }",
  'async function v0(x) { if (!x) throw new Response("no", { status: 401 }); return true; }',
  'function v0(x) { return setInterval(() => x.send("a"), 10); }',
  'const v0 = new Response("no");',
  "const v0 = (r) => r.url;",
];

/** What the handlers do with the last one. */
const USES: readonly ((last: string) => string)[] = [
  (v) =>
    `export function onMessage(ws, m, ctx) { ws.send(${v}(ws)); ws.send(${v}); ctx.broadcastJSON(${v}(JSON.stringify(m))); ws.subscribe(${v}(m)); ws.publish(${v}, ${v}); ws.send(JSON.stringify(${v}(m))); ws.send(JSON.stringify(${v})); return ${v}(m); }`,
  (v) =>
    `export async function upgrade(req, ctx) { if (!${v}(req)) return ${v}; ${v}(req.url); if (await ${v}(req)) return ${v}(req); return { data: ${v}(req), headers: ${v} }; }\nexport function onMessage(ws) { ws.data; }`,
  (v) =>
    `export function onOpen(ws, ctx) { ${v}(ws); ws.data.x = ${v}(ws); setInterval(${v}, 10); setTimeout(() => ${v}(ws), 5); ${v}.f(ws); new ${v}().f(ws); ws.close(${v}); ws.close(1000, ${v}); clearInterval(${v}(ws)); return ${v}(ws); }\nexport function onClose(ws) { ${v}(ws); }`,
];

function timeOf(text: string): number {
  const began = performance.now();
  findInSyntax(text);
  return performance.now() - began;
}

function chain(link: (before: string, name: string) => string): string {
  return Array.from({ length: LENGTH }, (_, at) => link(`v${at}`, `v${at + 1}`)).join("\n");
}

describe.each(Object.entries(LINKS))("a chain of which each link is %s", (_, link) => {
  test.each(FIRST)("that begins with %s", (first) => {
    for (const use of USES) {
      const text = `const c = Math.random() > 0.5;\n${first}\n${chain(link)}\n${use(`v${LENGTH}`)}\n`;
      expect(timeOf(text)).toBeLessThan(LIMIT);
    }
  });
});

test.each([
  ["type", (b: string, n: string) => `type ${n} = { a: ${b}; b: ${b} };`],
  ["interface", (b: string, n: string) => `interface ${n} { a: ${b}; b: ${b} | null }`],
])("a chain of %ss", (_, link) => {
  const use = `export function onMessage(ws: ServerWebSocket<v${LENGTH}>, m: string) { ws.send(JSON.stringify(ws.data)); ws.send(JSON.stringify(ws.data.a)); }`;
  expect(timeOf(`type v0 = Map<string, number>;\n${chain(link)}\n${use}\n`)).toBeLessThan(LIMIT);
});
