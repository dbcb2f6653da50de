// Tests imports without an extension: the bundle has the file that Bun would load from the sources, or the build fails.
import { expect, test } from "bun:test";
import { rm } from "node:fs/promises";
import path from "node:path";
import { createProject } from "../../support/project.ts";

const EXTENSIONS = ["tsx", "jsx", "mts", "ts", "mjs", "js", "cts", "cjs", "json"];
const PLACES = EXTENSIONS.flatMap((extension) => [`guard.${extension}`, `guard/index.${extension}`]);

/** A module that exports its own name, in the syntax of its extension. */
function moduleOf(name: string): string {
  const mark = JSON.stringify(name);
  if (name.endsWith(".json")) return `{ "mark": ${mark} }`;
  return /\.c[jt]s$/.test(name) ? `module.exports = { mark: ${mark} };` : `export const mark = ${mark};`;
}

const PAIRS = PLACES.flatMap((one, index) => PLACES.slice(index + 1).map((other) => [one, other] as const));

test("every pair of files that an import may mean", async () => {
  const files = PAIRS.flatMap(([one, other], index) => [
    [
      `app/ws/r${index}/route.ts`,
      'import { mark } from "./guard";\nexport const upgrade = () => new Response(mark);\n',
    ],
    [`app/ws/r${index}/${one}`, moduleOf(one)],
    [`app/ws/r${index}/${other}`, moduleOf(other)],
  ]);
  await using project = await createProject(Object.fromEntries(files));
  const folderOf = (index: number): string => path.join(project.root, `app/ws/r${index}`);
  const bun = PAIRS.map((_, index) =>
    path.relative(folderOf(index), Bun.resolveSync("./guard", folderOf(index))),
  );

  const first = await project.json(["check", "--no-typecheck"]);
  const said = new Map(first.diagnostics.map((each) => [path.dirname(each.file ?? ""), each]));
  for (const [index, preferred] of bun.entries()) {
    const { code, message } = said.get(`app/ws/r${index}`) ?? {};
    if (code !== "BBX4011" || message === undefined) continue;
    const [, chosen, other] = / to app\/ws\/r\d+\/(\S+), but .* to app\/ws\/r\d+\/(\S+)$/.exec(message) ?? [];
    if (message.includes("but TypeScript"))
      expect([chosen, other]).toEqual([preferred, expect.stringMatching(/\.tsx?$/)]);
    else expect([chosen === preferred, other]).toEqual([false, preferred]);
  }

  for (const folder of said.keys()) await rm(path.join(project.root, folder), { recursive: true });
  await project.build("--no-typecheck");
  await using server = await project.serve();
  const kept = PAIRS.flatMap((pair, index) => (said.has(`app/ws/r${index}`) ? [] : [{ pair, index }]));
  expect(kept.length).toBeGreaterThan(PAIRS.length / 3);
  for (const { pair, index } of kept) {
    const response = await fetch(`http://127.0.0.1:${server.port}/ws/r${index}`, {
      headers: {
        Upgrade: "websocket",
        Connection: "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
      },
    });
    expect([pair, await response.text()]).toEqual([pair, bun[index] ?? ""]);
  }
}, 30_000);

test("only the user's own imports, and only those without an extension", async () => {
  await using project = await createProject({
    "app/ws/a/route.ts":
      'import "./guard.ts";\nimport "./old.js";\nimport "dual";\nimport ".";\nexport function onOpen() {}\n',
    "app/ws/a/guard.ts": "export {};",
    "app/ws/a/guard.mts": "export {};",
    "app/ws/a/old.ts": "export {};",
    "app/ws/a/index.ts": "export {};",
    "node_modules/dual/package.json": '{ "name": "dual", "main": "./index.js" }',
    "node_modules/dual/index.js": 'require("./lib");',
    "node_modules/dual/lib.js": "",
    "node_modules/dual/lib.mjs": "",
  });
  const { diagnostics } = await project.json(["check", "--no-typecheck"]);
  expect(diagnostics).toEqual([]);
});
