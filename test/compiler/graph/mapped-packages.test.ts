// Tests what packages bring into an output that is the same bytes anywhere: their source maps and their own names.
import { expect, test } from "bun:test";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { createProject, type TestProject, TSCONFIG } from "../../support/project.ts";

const ROUTE = `
  import { boom } from "mapped";
  import { odd } from "odd";
  import { word } from "../../../ab:c/word.ts";
  export function onMessage(ws) { ws.send(boom + odd + word); }
`;

const PACKAGES: Readonly<Record<string, string>> = {
  "node_modules/mapped/package.json": '{ "name": "mapped", "type": "module", "main": "dist/index.js" }',
  "node_modules/mapped/dist/index.js":
    'export const boom = "boom";\nconsole.assert(boom);\n//# sourceMappingURL=index.js.map\n',
  "node_modules/mapped/dist/index.js.map": JSON.stringify({
    version: 3,
    sources: ["../src/index.ts", "https://example.com/other.ts"],
    sourcesContent: ['export const boom: string = "boom";\n', "console.assert(boom);\n"],
    mappings: "AAAO,aAAM,OAAe;ACA5B",
    names: [],
  }),
  // As a comment with this name would run its second line.
  "node_modules/odd/package.json": JSON.stringify({ name: 'odd\nthrow new Error("run");//', type: "module" }),
  "node_modules/odd/index.js": 'export const odd = "odd";\n',
};

const OWN: Readonly<Record<string, string>> = {
  "package.json": '{ "name": "user", "type": "module" }',
  "ab:c/word.ts": 'export const word = "!";\n',
  "app/ws/all/route.ts": ROUTE,
};

async function outputOf(project: TestProject, folder: string): Promise<string> {
  await project.build("--no-typecheck", "--cwd", path.join(project.root, folder));
  return readFile(path.join(project.root, folder, "dist/server.js"), "utf8");
}

test("a package with a map of its own, or an odd name, gives the same bytes wherever node_modules lies", async () => {
  await using project = await createProject({ ...OWN, ...PACKAGES });
  const output = await outputOf(project, "");
  const inner = Object.entries(OWN).map(([file, text]) => [`packages/server/${file}`, text]);
  await using workspace = await createProject({
    "package.json": '{ "name": "workspace" }',
    "packages/server/tsconfig.json": TSCONFIG,
    ...Object.fromEntries(inner),
    ...PACKAGES,
  });
  expect(await outputOf(workspace, "packages/server")).toBe(output);
  const [, map = ""] = output.split("base64,");
  const { sources }: { readonly sources: readonly string[] } = JSON.parse(atob(map));
  const expected = ["mapped/src/index.ts", "https://example.com/other.ts", "odd/index.js"];
  expect(sources).toEqual(
    expect.arrayContaining([...expected, "../app/ws/all/route.ts", ".././ab:c/word.ts"]),
  );
  await using server = await project.serve();
  using client = await server.connect("/ws/all");
  client.send("");
  expect(await client.text()).toBe("boomodd!");
});
