// Tests the exported types of handlers: plain tsc, as in an editor, marks mistakes at their place, and nothing else.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import path from "node:path";
import { createProject, REPOSITORY, type TestProject } from "../../support/project.ts";
import { IN_FULL } from "../../support/sample.ts";

const IMPORT =
  'import type { OnClose, OnDrain, OnMessage, OnOpen, Upgrade } from "@ademattos/bunbox";\n' +
  "type Data = { name: string };\ntype Params = { room: string; rest: string[] };\n" +
  "export type Used = [OnClose, OnDrain, OnMessage, OnOpen, Upgrade, Data, Params];\n";

const RIGHT = `
export const upgrade: Upgrade<Data, Params> = async (req, ctx) => {
  if (req.headers.get("cookie") === null) return new Response(ctx.remoteAddress, { status: 401 });
  return ctx.params.room === "" ? false : { data: { name: ctx.params.rest.join("/") }, protocol: "v1", headers: { "X-A": "b" } };
};
export const onOpen: OnOpen<Data, Params> = (ws, ctx) => ws.send(ws.data.name.trim() + ctx.params.room.trim());
export const onMessage: OnMessage<Data, Params> = async (ws, message, { broadcastJSON }) => {
  broadcastJSON(typeof message === "string" ? message.trim() : message.readUInt8(0));
};
export const onClose: OnClose<Data, Params> = (ws, ctx, code, reason) => console.log(code.toFixed(), reason.trim(), ctx.topic);
export const onDrain: OnDrain = (ws) => console.log(ws.getBufferedAmount());
// Whatever its data, it is an Upgrade.
export const wide: Upgrade<unknown, Params> = upgrade;
export const guards: Upgrade<unknown, Params>[] = [() => true, () => ({ protocol: "v1" }), upgrade];
`;

/** tsc must report the error at the «. */
const WRONG: Readonly<Record<string, string>> = {
  "a message that is taken for text":
    "export const «onMessage»: OnMessage = (ws, message: string) => message;",
  "text methods on bytes": "export const onMessage: OnMessage = (ws, message) => message.«trim»();",
  "a property that the data does not have":
    "export const onOpen: OnOpen<Data> = (ws) => ws.send(ws.data.«nam»);",
  "a parameter that the folder does not give":
    "export const onOpen: OnOpen<Data, Params> = (ws, ctx) => ws.send(ctx.params.«id»);",
  "a catch-all that is taken for one segment":
    "export const onOpen: OnOpen<Data, Params> = (ws, ctx) => ws.send(ctx.params.rest.«trim»());",
  "data of another type": "export const upgrade: Upgrade<Data, Params> = () => ({ data: { «name»: 1 } });",
  "a key that accepts nothing": "export const upgrade: Upgrade = () => «({ header: {} })»;",
  "an answer that is none": 'export const upgrade: Upgrade = () => «"yes"»;',
  "a code that is taken for text": "export const onClose: OnClose = (ws, ctx, code) => code.«trim»();",
  "an acceptance without the data":
    "export const upgrade: Upgrade<Data, Params> = () => «({ protocol: 'v1' })»;",
};

let project: TestProject;

beforeAll(async () => {
  const wrong = Object.values(WRONG).map((text, index) => [wrongFile(index), textOf(text)] as const);
  project = await createProject({ [RIGHT_FILE]: textOf(RIGHT), ...Object.fromEntries(wrong) });
});

afterAll(() => project[Symbol.asyncDispose]());

const RIGHT_FILE = "app/ws/[room]/route.ts";

function wrongFile(index: number): string {
  return `app/ws/wrong/${index}/route.ts`;
}

function textOf(route: string): string {
  return IMPORT + route.replaceAll(/[«»]/g, "");
}

/** What tsc says of all files, by line. */
async function tsc(typescript: string): Promise<readonly string[]> {
  const child = Bun.spawn(["node", path.join(REPOSITORY, "node_modules", typescript, "lib/tsc.js")], {
    cwd: project.root,
    stdout: "pipe",
  });
  const said = await new Response(child.stdout).text();
  return said.split("\n").filter((line) => /^\S/.test(line));
}

describe.each(IN_FULL ? ["typescript", "typescript-5.4"] : ["typescript"])("%s by itself", (typescript) => {
  let said: readonly string[];
  beforeAll(async () => {
    said = await tsc(typescript);
  });

  test("reports nothing if all is right", () => {
    expect(said.filter((line) => !line.startsWith("app/ws/wrong/"))).toEqual([]);
  });

  test.each(Object.entries(WRONG).map(([what, route], index) => [what, route, wrongFile(index)] as const))(
    "marks %s",
    (_what, route, file) => {
      const at = `${file}(${IMPORT.split("\n").length},${route.indexOf("«") + 1}): error TS`;
      expect(said.filter((line) => line.startsWith(file))).toEqual([expect.stringContaining(at)]);
    },
  );
});

/** A route whose `upgrade` has this type. */
function voting(imported: string, type: string): string {
  return (
    `import type ${imported} from "@ademattos/bunbox";\n` +
    `export const upgrade: ${type} = () => ({ data: { voted: false } });\n`
  );
}

describe("the parameters of `Upgrade` in the old order", () => {
  test.each([
    ["written out", "{ Upgrade }", "Upgrade<{ poll: string }, { voted: boolean }>"],
    ["of a namespace", "* as bunbox", "bunbox.Upgrade<{ poll: string }, { voted: boolean }>"],
    ["under another name", "{ Upgrade as Guard }", "Guard<{ poll: string }, { voted: boolean }>"],
  ])("get a hint: %s", async (_title, name, type) => {
    await using own = await createProject({ "app/ws/votes/[poll]/route.ts": voting(name, type) });
    const { diagnostics } = await own.json(["check"]);
    const swapped = diagnostics.find(({ code }) => code === "TS2344");
    expect(swapped?.hint).toBe("`Data` comes first, then `Params`: `Upgrade<Data, Params>`.");
    expect([swapped?.line, swapped?.column]).toEqual([2, 23 + type.lastIndexOf("{")]);
  });

  test("get none from a type of the project's own", async () => {
    const text = [
      "type Upgrade<A, B extends string> = () => { data: [A, B] };",
      "export const upgrade: Upgrade<string, number> = () => ({ data: ['', 1] });",
    ].join("\n");
    await using own = await createProject({ "app/ws/votes/route.ts": text });
    const { diagnostics } = await own.json(["check"]);
    expect(diagnostics.map(({ code, hint }) => [code, hint])).toContainEqual(["TS2344", undefined]);
  });
});
