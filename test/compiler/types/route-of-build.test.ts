// Tests that a build accepts routes written with `RouteOf`, and reports a wrong one once.
import { expect, test } from "bun:test";
import { mkdir, symlink } from "node:fs/promises";
import path from "node:path";
import { createProject, installTypeScript, type JsonDiagnostic } from "../../support/project.ts";
import { IN_FULL } from "../../support/sample.ts";

/** 7.0 is bunbox's own. */
const VERSIONS: Readonly<Record<string, string | null>> = {
  ...(IN_FULL ? { "5.4": "typescript-5.4", "5.9": "typescript-5.9", "6.0": "typescript-6.0" } : {}),
  "7.0": null,
};

const IMPORT =
  'import type { RouteOf, StandardSchema } from "@ademattos/bunbox";\nexport type Used = StandardSchema;\n';

/** A route of this path with every handler; `use` is an expression of the context. */
function route(own: string, use: string): string {
  return `${IMPORT}
type Route = RouteOf<${own}, typeof import("./route.ts")>;

export const incoming: StandardSchema<{ say: string }> = {
  "~standard": {
    version: 1,
    vendor: "none",
    validate: (value) =>
      typeof value === "object" && value !== null && "say" in value ? { value: { say: String(value.say) } } : { issues: [{ message: "say" }] },
  },
};
export const upgrade = (async (req, ctx) => {
  return req.url === "" ? false : { data: { name: String(${use}) } };
}) satisfies Route["Upgrade"];
export const onOpen: Route["OnOpen"] = (ws, ctx) => ws.send(ws.data.name.trim() + ${use});
export const onMessage: Route["OnMessage"] = (ws, message, ctx) => ws.send(ws.data.name.trim() + message.say.trim() + ${use});
export const onInvalid: Route["OnInvalid"] = (ws, { issues }, ctx) => ws.send(String(issues[0]?.message) + ${use});
export const onClose: Route["OnClose"] = (ws, ctx, code, reason) => console.log(ws.data.name, code, reason, ${use});
export const onDrain: Route["OnDrain"] = (ws, ctx) => console.log(ws.data.name, ${use});
`;
}

const RIGHT: Readonly<Record<string, string>> = {
  chat: route('"/ws/chat"', "ctx.topic"),
  "rooms/[room]": route('"/ws/rooms/[room]"', "ctx.params.room.trim()"),
  "help/[[page]]": route('"/ws/help/[[page]]"', '(ctx.params.page?.trim() ?? "")'),
  "files/[...path]": route('"/ws/files/[...path]"', 'ctx.params.path.join("")'),
  "docs/[[...path]]": route('"/ws/docs/[[...path]]"', 'ctx.params.path.join("")'),
  "(staff)/audit/[user-id]/[größe]": route(
    '"/ws/audit/[user-id]/[größe]"',
    '(ctx.params["user-id"].trim() + ctx.params.größe.trim())',
  ),
  plain: `${IMPORT}type Route = RouteOf<"/ws/plain", typeof import("./route.ts")>;
export function onMessage(ws: Route["Socket"], message: Route["Message"], ctx: Route["Context"]) {
  const none: undefined = ws.data;
  ctx.broadcast(typeof message === "string" ? message.trim() : message);
  return none;
}`,
};

/** Each with the text that is marked, and its code. */
const WRONG: Readonly<Record<string, readonly [mark: string, code: string, text: string]>> = {
  "wrong/folder": ['"/ws/folder"', "BBX2025", route('"/ws/folder"', "ctx.topic")],
  "wrong/[room]": ['"/ws/wrong/[rom]"', "BBX2025", route('"/ws/wrong/[rom]"', "ctx.params.room")],
  "wrong/in/[...parts]": [
    '"/ws/wrong/in"',
    "BBX2025",
    route('"/ws/wrong/in"', "(({ params: { parts } }) => parts)(ctx)"),
  ],
  "wrong/copied/[id]": [
    '"/ws/rooms/[room]"',
    "BBX2025",
    route('"/ws/rooms/[room]"', "ctx.params.room.trim()"),
  ],
  "wrong/module": [
    '"../../chat/route.ts"',
    "BBX2025",
    route('"/ws/wrong/module"', "ctx.topic").replace('"./route.ts"', '"../../chat/route.ts"'),
  ],
  "wrong/parameter/[id]": [
    "ctx.params.room",
    "TS2339",
    `${IMPORT}type Route = RouteOf<"/ws/wrong/parameter/[id]", typeof import("./route.ts")>;
export const onOpen: Route["OnOpen"] = (ws, ctx) => ws.send(ctx.params.room);`,
  ],
  "wrong/data": [
    "upgrade(",
    "BBX2012",
    `${IMPORT}type Route = RouteOf<"/ws/wrong/data", typeof import("./route.ts")>;
export function upgrade(req: Request) { return req.url; }
export const onOpen: Route["OnOpen"] = (ws) => ws.send("");`,
  ],
};

function files(routes: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(routes).map(([folder, text]) => [`app/ws/${folder}/route.ts`, text]),
  );
}

const shown = ({ file, line, code }: JsonDiagnostic): string => `${file}:${line} ${code}`;

for (const [version, installed] of Object.entries(VERSIONS)) {
  test(`a build of routes with RouteOf, by TypeScript ${version}`, async () => {
    const wrong = Object.fromEntries(Object.entries(WRONG).map(([folder, [, , text]]) => [folder, text]));
    await using project = await createProject(files({ ...RIGHT, ...wrong }));
    if (installed !== null) await installTypeScript(project, installed);
    const { diagnostics } = await project.json(["check"]);
    const expected = Object.entries(WRONG).map(([folder, [mark, code, text]]) => {
      const line = text.slice(0, text.indexOf(mark)).split("\n").length;
      return `app/ws/${folder}/route.ts:${line} ${code}`;
    });
    expect(diagnostics.map(shown).toSorted()).toEqual(expected.toSorted());
  });
}

test("the path has the option `base`, and a route that runs has nothing of its types", async () => {
  await using project = await createProject({
    ...files({ "rooms/[room]": route('"/live/rooms/[room]"', "ctx.params.room.trim()") }),
    "bunbox.config.ts": 'export default { base: "/live" };\n',
  });
  await project.build();
  await using server = await project.serve();
  using client = await server.connect("/live/rooms/kitchen");
  expect(await client.text()).toBe("kitchenkitchen");
  client.send('{"say":"hi"}');
  expect(await client.text()).toBe("kitchenhikitchen");
  await project.write({ "bunbox.config.ts": 'export default { base: "/" };\n' });
  const { diagnostics } = await project.json(["check"]);
  expect(diagnostics.map(({ code, hint }) => [code, hint])).toEqual([
    ["BBX2025", 'Write `"/rooms/[room]"`.'],
  ]);
});

test("two links to one route may have the path of either", async () => {
  const text = route('"/ws/b/[room]"', "ctx.params.room.trim()").replace("./route.ts", "./shared.ts");
  await using project = await createProject({ "app/shared.ts": text });
  for (const name of ["a", "b"]) {
    await mkdir(path.join(project.root, "app/ws", name, "[room]"), { recursive: true });
    await symlink("../../../shared.ts", path.join(project.root, "app/ws", name, "[room]/route.ts"));
  }
  const { diagnostics } = await project.json(["check"]);
  expect(diagnostics).toEqual([]);
});
