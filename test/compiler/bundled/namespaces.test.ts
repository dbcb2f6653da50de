// Tests that the namespace of a module has what it has under bun run, and inherits nothing.
import { expect, test } from "bun:test";
import { answering, askAlone, askSource } from "../../support/as-from-source.ts";
import { createProject } from "../../support/project.ts";

/** What a client may ask for: a role, and what every other object inherits. */
const KEYS =
  '["admin", "toString", "constructor", "valueOf", "hasOwnProperty", "__proto__", "then", "inherited"]';
const FOUND = `JSON.stringify([${KEYS}.filter((key) => key in roles), ${KEYS}.filter((key) => Reflect.get(roles, key) !== undefined)])`;

/** A route for each way to get a namespace. */
const WAYS: Readonly<Record<string, string>> = {
  imported: 'import * as roles from "../../lib/roles.ts";',
  "handed-on": 'import { roles } from "../../lib/all.ts";',
  star: 'import * as roles from "../../lib/star.ts";',
  "node-star": 'import * as roles from "../../lib/node.ts";',
  late: 'const roles = await import("../../lib/roles.ts");',
  required: 'const roles = require("../../lib/roles.ts");',
  json: 'import * as roles from "../../lib/roles.json";',
  commonjs: 'import * as roles from "plain";',
  instance: 'import * as roles from "instance";',
  "late-commonjs": 'const roles = await import("plain");',
};

for (const minify of [[], ["--minify"]]) {
  test(`a namespace finds no name that the module does not export${minify.length > 0 ? ", minified" : ""}`, async () => {
    const names = Object.keys(WAYS);
    await using project = await createProject({
      "package.json": '{ "type": "module" }',
      "app/lib/roles.ts": 'export const admin = ["root"];\n',
      "app/lib/all.ts": 'export * as roles from "./roles.ts";\n',
      "app/lib/star.ts": 'export * from "plain";\n',
      "app/lib/node.ts": 'export * from "node:path";\n',
      "app/lib/roles.json": '{ "admin": ["root"] }',
      "node_modules/plain/package.json": '{ "name": "plain", "main": "index.js" }',
      "node_modules/plain/index.js": 'exports.admin = ["root"];',
      "node_modules/instance/package.json": '{ "name": "instance", "main": "index.js" }',
      "node_modules/instance/index.js":
        'class Roles { admin = ["root"]; get inherited() { return true; } }\nmodule.exports = new Roles();',
      ...Object.fromEntries(
        Object.entries(WAYS).map(([name, before]) => [`app/ws/${name}/route.ts`, answering(FOUND, before)]),
      ),
    });
    await project.build("--no-typecheck", ...minify);
    const built = await askAlone(project, names);
    expect(built).toEqual(await askSource(project, names));
    expect(built["imported"]).toBe('[["admin"],["admin"]]');
  });
}
