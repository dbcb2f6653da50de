// Which URL two routes share if one of them has an optional parameter.
import { expect, test } from "bun:test";
import { findConflicts } from "../../../compiler/routes/conflicts.ts";
import { routeOf } from "../../support/naive-matcher.ts";

test.each([
  [["", "[[id]]"], "/ws"],
  [["[[id]]", ""], "/ws"],
  [["rooms", "rooms/[[...rest]]"], "/ws/rooms"],
  [["rooms/[[id]]", "rooms/[[...rest]]"], "/ws/rooms"],
])("%p have the URL %s", (folders, url) => {
  const routes = folders.map((folder) => {
    const route = routeOf(folder);
    return { ...route, path: `/ws${folder === "" ? "" : "/"}${folder}` };
  });
  const [conflict] = findConflicts(routes);
  expect(conflict?.message).toEndWith(` have the same URL ${url}`);
});
