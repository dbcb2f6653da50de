// Tests `RouteOf` with every supported TypeScript: plain tsc, as in an editor, marks mistakes at their place, and nothing else.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import path from "node:path";
import { COMPILER_OPTIONS, createProject, REPOSITORY, type TestProject } from "../../support/project.ts";
import { IN_FULL } from "../../support/sample.ts";

const ROUTE = 'import type { RouteOf } from "@ademattos/bunbox";\n';

/** A schema as its libraries declare it, because the types of most need a newer TypeScript than 5.4. */
const INCOMING =
  'import type { StandardSchema } from "@ademattos/bunbox";\n' +
  "export declare const incoming: StandardSchema<{ say: string }, { say: string; at: Date }>;\n";

/** The head of a route with data, a message and every kind of parameter. */
const HEAD =
  ROUTE +
  INCOMING +
  'export type Route = RouteOf<"/ws/(x)/[room]/[user-id]/[größe]/[[...rest]]", typeof import("./route.ts")>;\n' +
  "export const upgrade = (async (req, ctx) => {\n" +
  "  if (req.headers.get('cookie') === null) return new Response(ctx.remoteAddress, { status: 401 });\n" +
  "  return ctx.params.room === '' ? false : { data: { name: ctx.params['user-id'] } };\n" +
  "}) satisfies Route['Upgrade'];\n";

const RIGHT: Readonly<Record<string, string>> = {
  "every/handler": `${HEAD}
export const onOpen: Route["OnOpen"] = (ws, ctx) => ws.send(ws.data.name.trim() + ctx.params.größe.trim());
export const onMessage: Route["OnMessage"] = async (ws, message, ctx) => {
  ctx.broadcastJSON([message.say.trim(), message.at.getTime(), ctx.params.rest.map((each) => each.trim()), ws.data.name]);
};
export const onInvalid: Route["OnInvalid"] = (ws, { issues }) => ws.send(issues[0]?.message ?? ws.data.name.trim());
export const onClose: Route["OnClose"] = (ws, ctx, code, reason) => console.log(ws.data.name, ctx.topic, code.toFixed(), reason.trim());
export const onDrain: Route["OnDrain"] = (ws) => console.log(ws.getBufferedAmount() + ws.data.name.length);
`,
  "every/function": `${ROUTE}${INCOMING}
type Route = RouteOf<"/ws/rooms/[room]", typeof import("./route.ts")>;
export function upgrade(req: Request, ctx: Route["UpgradeContext"]) {
  return { data: { name: ctx.params.room + req.url } };
}
export function onOpen(ws: Route["Socket"], ctx: Route["Context"]) { greet(ws, ctx); }
export async function onMessage(ws: Route["Socket"], message: Route["Message"], ctx: Route["Context"]) {
  ctx.broadcast(message.say.trim() + ws.data.name.trim());
}
function greet(ws: Route["Socket"], ctx: Route["Context"]) { ws.send(ws.data.name.trim() + ctx.params.room.trim()); }
`,
  "async/function": `${ROUTE}
type Route = RouteOf<"/ws/rooms/[room]", typeof import("./route.ts")>;
export async function upgrade(req: Request) { return req.url === "" ? false : { data: { name: "" } }; }
export const onMessage: Route["OnMessage"] = (ws, message) => ws.send(ws.data.name.trim() + message.toString("utf8"));
`,
  "nothing/filled": `${ROUTE}
type Route = RouteOf<"/ws/docs/[[page]]", typeof import("./route.ts")>;
export const onMessage: Route["OnMessage"] = (ws, message, ctx) => {
  const none: undefined = ws.data;
  ws.send(typeof message === "string" ? message.trim() : String(message.readUInt8(0)));
  return [none, ctx.params.page?.trim()];
};
`,
  "other/params": `${ROUTE}
type Route<Path extends \`/\${string}\`> = RouteOf<Path, typeof import("./route.ts")>["Context"]["params"];
type Equal<A, B> = [A, B] extends [B, A] ? true : false;
export const all: [
  Equal<Route<"/">, {}>, Equal<Route<"/ws/a">, {}>, Equal<Route<"/ws/(x)/a">, {}>,
  Equal<Route<"/[...a]">, { a: string[] }>, Equal<Route<"/a/[[b]]">, { b: string | undefined }>,
  Equal<Route<"/[a]/[b]/c/[...d]">, { a: string; b: string; d: string[] }>,
  Equal<keyof Route<"/[__proto__]/x/[2]">, "__proto__" | "2">,
] = [true, true, true, true, true, true, true];
export const keys: [Equal<keyof Route<"/">, never>, Equal<keyof Route<"/ws/a">, never>] = [true, true];
export function onOpen() {}
`,
  "constant/upgrade": `import type * as bunbox from "@ademattos/bunbox";
type Route = bunbox.RouteOf<"/ws/rooms/[room]", typeof import("./route.ts")>;
export const upgrade: bunbox.Upgrade<{ name: string }, { room: string }> = () => ({ data: { name: "" } });
export const onOpen: Route["OnOpen"] = (ws) => ws.send(ws.data.name.trim());
`,
};

/** tsc must report the error at the «, and no other. */
const WRONG: Readonly<Record<string, string>> = {
  "a parameter that the path does not have":
    'export const onOpen: Route["OnOpen"] = (ws, ctx) => ws.send(ctx.params.«rom»);',
  "a catch-all that is taken for one segment":
    'export const onOpen: Route["OnOpen"] = (ws, ctx) => ws.send(ctx.params.rest.«trim»());',
  "a property that the data does not have":
    'export const onClose: Route["OnClose"] = (ws) => ws.send(ws.data.«nam»);',
  "a property that the message does not have":
    'export const onMessage: Route["OnMessage"] = (ws, message) => message.«text»;',
  "a message that is taken for text":
    'export const «onMessage»: Route["OnMessage"] = (ws, message: string) => message;',
  "a member that does not exist": 'export const onMessage: Route[«"OnMesage"»] = () => {};',
  "a context that is taken for that of upgrade":
    'export const onDrain: Route["OnDrain"] = (ws, ctx) => ctx.«remoteAddress»;',
  "an issue that is taken for text":
    'export const onInvalid: Route["OnInvalid"] = (ws, { issues }) => issues.«trim»();',
  "an answer that is none": 'export const other = (() => «"yes"») satisfies Route["Upgrade"];',
  "a path without its slash": 'export type Other = RouteOf<«"ws/rooms"», typeof import("./route.ts")>;',
};

/** How a project may resolve its modules, by the compilers that know it. */
const MODULES: Readonly<Record<string, object>> = {
  "preserve/bundler": { module: "preserve", moduleResolution: "bundler" },
  nodenext: { module: "nodenext", moduleResolution: "nodenext" },
};

// A TypeScript that node runs takes ten times as long, so CI alone tries all of them.
const COMPILERS = IN_FULL
  ? ["typescript-5.4", "typescript-5.9", "typescript-6.0", "typescript"]
  : ["typescript"];

let project: TestProject;

beforeAll(async () => {
  project = await createProject({
    "package.json": '{ "type": "module" }',
    ...Object.fromEntries(Object.entries(RIGHT).map(([folder, text]) => [`right/${folder}/route.ts`, text])),
    ...Object.fromEntries(
      Object.values(WRONG).map((line, index) => [
        `wrong/${index}/route.ts`,
        `${HEAD}${line.replaceAll(/[«»]/g, "")}\n`,
      ]),
    ),
  });
});

afterAll(() => project[Symbol.asyncDispose]());

/** What tsc says of all files. */
async function tsc(typescript: string, options: object): Promise<readonly string[]> {
  // An import of a type may end in `.ts` without this option.
  const compilerOptions = { ...COMPILER_OPTIONS, allowImportingTsExtensions: false, ...options };
  await project.write({ "tsconfig.json": JSON.stringify({ compilerOptions }) });
  const command = path.join(REPOSITORY, "node_modules", typescript, "lib/tsc.js");
  const child = Bun.spawn(["node", command], { cwd: project.root, stdout: "pipe" });
  const said = await new Response(child.stdout).text();
  return said.split("\n").filter((line) => /^\S/.test(line));
}

describe.each(COMPILERS)("%s", (typescript) => {
  describe.each(Object.entries(MODULES))("%s", (_name, options) => {
    let said: readonly string[];
    beforeAll(async () => {
      said = await tsc(typescript, options);
    });

    test("reports nothing if all is right", () => {
      expect(said.filter((each) => !each.startsWith("wrong/"))).toEqual([]);
    });

    test("marks each mistake once", () => {
      const line = HEAD.split("\n").length;
      const marked = said.filter((each) => each.startsWith("wrong/"));
      expect(marked.map((each) => each.replace(/: error TS.*/, "")).toSorted()).toEqual(
        Object.values(WRONG)
          .map((text, index) => `wrong/${index}/route.ts(${line},${text.indexOf("«") + 1})`)
          .toSorted(),
      );
    });
  });
});
