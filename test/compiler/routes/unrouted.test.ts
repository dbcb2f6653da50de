// Scripts in folders without a route: which are found, and what is said if there is no route at all.
import { expect, test } from "bun:test";
import type { FoundRoutes } from "../../../compiler/routes/find-routes.ts";
import { findRoutes } from "../../../compiler/routes/find-routes.ts";
import { createProject } from "../../support/project.ts";

const HANDLER = "export function onMessage() {}\n";

async function findIn(files: Readonly<Record<string, string>>): Promise<FoundRoutes> {
  await using project = await createProject(
    Object.fromEntries(Object.entries(files).map(([file, text]) => [`app/ws/${file}`, text])),
  );
  const { root } = project;
  return await findRoutes({ root, cache: root, run: "1", runtime: root }, { routes: "app/ws", base: "/ws" });
}

test("scripts are found in folders without a route, and nowhere else", async () => {
  const wrong = ["a/index.ts", "a/b/c.jsx", "(group)/Route.mts", "[id].tsx", "[id]/chat.ws.cjs"];
  const right = [
    "chat/route.ts",
    "chat/helpers.ts",
    "cjs/route.cjs",
    "cjs/helpers.ts",
    "_lib/index.ts",
    "a/_lib/b/index.ts",
    "a/_names.ts",
    "a/.eslintrc.js",
    ".x/index.ts",
    "node_modules/a/index.js",
    "a/a.test.ts",
    "a/a.spec.tsx",
    "a/a.d.ts",
    "a/a.stories.tsx",
    "a/a.bench.ts",
    "a/index.css",
    "a/ts",
  ];
  const { unrouted } = await findIn(Object.fromEntries([...wrong, ...right].map((file) => [file, HANDLER])));
  expect(unrouted).toEqual(wrong.map((file) => `app/ws/${file}`).toSorted());
});

test("without a route, the files that are meant are named", async () => {
  const { diagnostics } = await findIn({ "a/index.ts": HANDLER, "b/rout.ts": "", "c/helpers.ts": "" });
  expect(diagnostics).toMatchObject([
    {
      code: "BBX1001",
      place: { file: "app/ws/a/index.ts", line: 1, column: 17 },
      message:
        "app/ws has no route file: app/ws/a/index.ts exports `onMessage`, but it is not a route, because it is not named `route.ts`",
      hint: "Rename it to app/ws/a/route.ts.",
      related: [
        {
          place: { file: "app/ws/b/rout.ts", line: 1 },
          message: "not a route either. Rename it to app/ws/b/route.ts.",
        },
      ],
    },
  ]);
});

test("with other files alone, the hint says what to create", async () => {
  expect((await findIn({ "c/helpers.ts": "" })).diagnostics).toMatchObject([
    { code: "BBX1001", place: null, hint: "Create app/ws/route.ts and export `onMessage` from it." },
  ]);
});
