// Tests that a build looks in all files for the sockets that may have a topic.
import { expect, test } from "bun:test";
import { createProject } from "../../support/project.ts";

const PUBLISHING =
  'import { publish } from "@ademattos/bunbox";\nexport function onMessage() { publish("news", ""); }\n';

const joining = (topic: string): string =>
  `import type { ServerWebSocket } from "@ademattos/bunbox";\nexport function join(ws: ServerWebSocket) { ws.subscribe(${topic}); }\n`;

test("a topic is known if a file that the routes reach subscribes to it", async () => {
  await using project = await createProject({
    "app/ws/a/route.ts": PUBLISHING,
    "app/ws/z/route.ts": 'export { join as onOpen } from "../../lib/join.ts";\n',
    "app/lib/join.ts": joining('"news"'),
    "node_modules/feed/package.json": '{ "name": "feed", "type": "module", "main": "index.js" }',
    "node_modules/feed/index.js": "export const feed = (ws) => ws.subscribe('news');\n",
    "node_modules/feed/index.d.ts": "export declare const feed: (ws: unknown) => void;\n",
  });
  const found = async (): Promise<readonly string[]> => {
    const { diagnostics } = await project.json(["check", "--no-typecheck"]);
    return diagnostics.map(({ code, file, line }) => `${code} ${file}:${line}`);
  };
  expect(await found()).toEqual([]);
  await project.write({ "app/lib/join.ts": joining('"olds"') });
  expect(await found()).toEqual(["BBX2039 app/ws/a/route.ts:2"]);
  // A file that no route reaches.
  await project.write({ "app/lib/other.ts": joining('"news"') });
  expect(await found()).toEqual(["BBX2039 app/ws/a/route.ts:2"]);
  // A package that may be given a socket.
  await project.write({ "app/ws/a/route.ts": `export { feed as onOpen } from "feed";\n${PUBLISHING}` });
  expect(await found()).toEqual([]);
});
