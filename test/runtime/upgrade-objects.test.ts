// Counts the objects that an upgrade makes, without a clock: they are most of what it costs beyond Bun's own work.
import { expect, test } from "bun:test";
import { createProject } from "../support/project.ts";

type Counts = Readonly<Record<string, number>>;

const UPGRADES = 300;
const FIRST = "export function onMessage() {}";

/**
 * Routes, each with what an upgrade may make. Bun itself makes a request, its headers, a socket, and three objects. Per handler
 * the context is one more, and what it returns.
 */
const ROUTES: Readonly<Record<string, readonly [text: string, made: Counts]>> = {
  plain: [FIRST, { Object: 4, string: 9, JSLexicalEnvironment: 5 }],
  "rooms/[id]": [FIRST, { Object: 5, string: 10, JSLexicalEnvironment: 5 }],
  guarded: [
    `export const upgrade = () => true; ${FIRST}`,
    { Object: 6, string: 10, JSLexicalEnvironment: 6 },
  ],
  data: [
    `export const upgrade = () => ({ data: 1 }); ${FIRST}`,
    { Object: 6, string: 10, JSLexicalEnvironment: 7, Function: 2, Array: 1 },
  ],
  later: [
    `export async function upgrade() { await 0; return true; } ${FIRST}`,
    { Object: 6, string: 10, JSLexicalEnvironment: 6, Function: 3, Promise: 3, AsyncFunctionGenerator: 1 },
  ],
};

/** Answers with the number of objects per class that have been made, and collects them on demand. */
const COUNTING = `
  import { heapStats } from "bun:jsc";
  export default (req: Request) => {
    if (req.url.endsWith("collect")) Bun.gc(true);
    return Response.json(heapStats().objectTypeCounts);
  };
`;

/** What every request makes, and what the engine keeps for its own use. */
const OF_BUN = new Set([
  "Request",
  "Headers",
  "ServerWebSocket",
  "DOMException",
  "Structure",
  "Cell Butterfly",
]);

test("an upgrade makes no promise and no function that its handler does not need, and few objects", async () => {
  await using project = await createProject({
    ...Object.fromEntries(
      Object.entries(ROUTES).map(([folder, [text]]) => [`app/ws/${folder}/route.ts`, text]),
    ),
    "app/pages.ts": COUNTING,
    "bunbox.config.ts": 'export default { fallback: "app/pages.ts" };',
  });
  await project.build("--no-typecheck");
  await using server = await project.serve();
  const count = async (how = ""): Promise<Counts> => JSON.parse(await (await server.fetch(`/${how}`)).text());
  const open = async (folder: string, times: number): Promise<void> => {
    for (let opened = 0; opened < times; opened += 1) {
      const client = await server.connect(`/ws/${folder.replace("[id]", "7")}`);
      client[Symbol.dispose]();
      await client.closed;
    }
  };
  for (const [folder, [, made]] of Object.entries(ROUTES)) {
    await open(folder, 50);
    await count("collect");
    const before = await count();
    await open(folder, UPGRADES);
    const after = await count();
    const more = Object.entries(after).flatMap(([kind, number]) => {
      const each = (number - (before[kind] ?? 0)) / UPGRADES;
      return !OF_BUN.has(kind) && each > (made[kind] ?? 0) + 0.5
        ? [`${folder}: ${each} ${kind} per upgrade`]
        : [];
    });
    expect(more).toEqual([]);
  }
});
