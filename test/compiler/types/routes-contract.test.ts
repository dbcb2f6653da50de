// The text of the part of the contract by which calls of `publishTo` are checked.
import { expect, test } from "bun:test";
import { routesContract } from "../../../compiler/types/routes-contract.ts";
import { routeOf } from "../../support/naive-matcher.ts";

test("the routes are listed by their paths, with what those send that export it", () => {
  const routes = ["chat", 'a"\u00e9/[room]', "docs/[[...path]]"].map(routeOf);
  const [chat, room] = routes;
  const file = routesContract("/p/.bunbox/check", "/bunbox", routes, (route) =>
    route === room ? [{ name: "Outgoing", mayGenerate: false }] : [{ name: "onMessage", mayGenerate: false }],
  );
  if (chat === undefined || room === undefined) throw new Error("no route");
  expect(file.text.trimEnd().split("\n").slice(1)).toEqual([
    `import type * as route0 from ${JSON.stringify(`../../..${room.real}`)};`,
    'import type {} from "../../../bunbox/checked-routes.js";',
    'declare module "../../../bunbox/checked-routes.js" {',
    "  interface CheckedRoutes {",
    `    ${JSON.stringify(chat.path)}: {};`,
    `    ${JSON.stringify(room.path)}: { outgoing: route0.Outgoing };`,
    `    ${JSON.stringify(routes[2]?.path)}: {};`,
    "  }",
    "}",
    "export const proof: never = null! as string;",
  ]);
  expect([[...file.imports], [...file.outgoing], file.proof, file.lines.size]).toEqual([
    [[2, room]],
    [[7, room]],
    11,
    0,
  ]);
});
