// Tests that classes and functions keep the names that they have in the source.
import { expect, test } from "bun:test";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { answering, askAlone, askSource } from "../../support/as-from-source.ts";
import { createProject } from "../../support/project.ts";

const NAMES = ["errors", "same", "given", "package"];

/** The bundler renames each of these, or gives it a variable of another name. */
const FILES = {
  "package.json": '{ "type": "module" }',
  "app/lib/errors.ts": `
    export class NotFound extends Error {
      static count = 0;
      constructor(message: string) {
        super(message);
        this.name = this.constructor.name;
        NotFound.count += 1;
      }
    }
    export class Gone extends NotFound { static readonly status = Gone.name + 410; }
  `,
  "app/lib/room.ts":
    "export class Room { static all = new Map<string, Room>(); static get(id: string) { return Room.all.get(id); } }\n",
  "app/lib/copy.ts": "export class Room {}\nexport const send = () => 1;\nexport function publish() {}\n",
  "app/lib/event.ts": 'export class Event { own = new globalThis.Event("x"); }\n',
  "app/lib/nameless.ts":
    "export default class {}\nexport const Made = class {};\nexport const named = function other() {};\n",
  "node_modules/orm/package.json": '{ "name": "orm", "main": "index.js", "types": "index.d.ts" }',
  "node_modules/orm/index.d.ts": "export const names: string;\n",
  "node_modules/orm/index.js": `
    const { Room } = require("./room.js");
    class Base { static register() { return this.name; } }
    class User extends Base { static key = User.register(); }
    exports.names = [Room.name, User.key, (function publish() {}).name].join();
  `,
  "node_modules/orm/room.js": "exports.Room = class Room {};\n",
  "app/ws/errors/route.ts": answering(
    "[new NotFound('x').name, new Gone('y'), Gone.status, new NotFound('z').constructor.name]",
    'import { Gone, NotFound } from "../../lib/errors.ts";',
  ),
  "app/ws/same/route.ts": answering(
    "[Room, Copy, Event, send, publish, inner()].map((each) => each.name)",
    `import { Room } from "../../lib/room.ts";
     import { publish, Room as Copy, send } from "../../lib/copy.ts";
     import { Event } from "../../lib/event.ts";
     function inner() { function send() { return inner; } return send; }`,
  ),
  "app/ws/given/route.ts": answering(
    "[Nameless, Made, named].map((each) => each.name)",
    'import Nameless, { Made, named } from "../../lib/nameless.ts";',
  ),
  "app/ws/package/route.ts": answering("names", 'import { names } from "orm";'),
};

const LARGE = {
  "app/lib/large.ts": `export const large = ${JSON.stringify("x".repeat(300_000))};\n`,
  "app/ws/large/route.ts": answering("large.length", 'import { large } from "../../lib/large.ts";'),
};

for (const [flags, more] of [
  [[], {}],
  [["--minify"], {}],
  [[], LARGE],
] as const) {
  test(`the names are those of the source: ${flags.join(" ") || "no flags"}, ${more === LARGE ? "a large output" : "a small output"}`, async () => {
    await using project = await createProject({ ...FILES, ...more });
    await project.build(...flags);
    const answers = await askSource(project, NAMES);
    expect(answers).toEqual({
      errors: "NotFound,Gone: y,Gone410,NotFound",
      same: "Room,Room,Event,send,publish,send",
      given: "default,Made,other",
      package: "Room,User,publish",
    });
    expect(await askAlone(project, NAMES)).toEqual(answers);
  });
}

test("a name that is right already costs nothing, and one that would be lost is kept", async () => {
  const lib = `
    export const arrow = () => 1, kept = { method() {}, value: () => 2, "a-b": function () {}, ["c" + 1]: () => 3 };
    export class Plain { static field = () => 4; static lazy; static { this.lazy = () => 5; } }
    export function withDefault(callback = () => 6) { return callback; }
    export const chain = (() => { const inner = () => 7; inner(); return inner; })();
    export let late; late = async () => 8; late ??= () => 9;
    export const own = function itsOwn() {}, Own = class ItsOwn {};
  `;
  const expression =
    'Object.values({ ...all, ...all.kept, f: all.Plain.field, l: all.Plain.lazy, w: all.withDefault() }).map((each) => each.name ?? "-").join()';
  await using project = await createProject({
    "package.json": '{ "type": "module" }',
    "app/lib/all.js": lib,
    "app/ws/t/route.ts": answering(expression, 'import * as all from "../../lib/all.js";'),
  });
  for (const flags of [[], ["--minify"]]) {
    await project.build("--no-typecheck", "--sourcemap", "none", ...flags);
    const output = await readFile(path.join(project.root, "dist/server.js"), "utf8");
    if (flags.length === 0) expect(output.includes("__name")).toBe(false);
    expect(await askAlone(project, ["t"])).toEqual(await askSource(project, ["t"]));
  }
});

test("calls that run once stay in a larger output; one that could run with each message does not", async () => {
  const many = Array.from({ length: 600 }, (_, index) => `export function f${index}() { return ${index}; }`);
  const inner = "export function outer() { const inner = () => 1; return inner; }";
  await using project = await createProject({
    "package.json": '{ "type": "module" }',
    "app/lib/all.js": many.join("\n"),
    "app/ws/t/route.ts": answering(
      "Object.values(all).map((each) => each.name).join()",
      'import * as all from "../../lib/all.js";',
    ),
  });
  const build = async (): Promise<string> => {
    await project.build("--no-typecheck", "--sourcemap", "none");
    return readFile(path.join(project.root, "dist/server.js"), "utf8");
  };
  expect((await build()).split("\n__name(").length).toBeGreaterThan(600);
  expect(await askAlone(project, ["t"])).toEqual(await askSource(project, ["t"]));
  await project.write({ "app/lib/all.js": [...many, inner].join("\n") });
  expect((await build()).includes("__name")).toBe(false);
});
