// Which paths of routes a pattern of the option `guarded` matches.
import { expect, test } from "bun:test";
import { matchesPattern } from "../../../compiler/rules/route-pattern.ts";

test.each([
  ["/ws/chat", "/ws/chat"],
  ["/ws/*", "/ws/chat"],
  ["/*/chat", "/ws/chat"],
  ["/ws/rooms/[id]", "/ws/rooms/[id]"],
  ["/ws/*/users", "/ws/[room]/users"],
  ["/**", "/ws/rooms/[id]"],
  ["/ws/**", "/ws"],
  ["/ws/**", "/ws/a/b/c"],
  ["/ws/**/users", "/ws/users"],
  ["/ws/**/users", "/ws/a/b/users"],
  ["/**/a/**/b", "/ws/a/x/a/y/b"],
  ["/ws/**/*", "/ws/a"],
  ["/ws/caf\u00E9", "/ws/cafe\u0301"],
])("%s matches %s", (pattern, path) => {
  expect(matchesPattern(pattern, path)).toBe(true);
});

test.each([
  ["/ws/chat", "/ws/chats"],
  ["/ws/chat", "/ws"],
  ["/ws", "/ws/chat"],
  ["/ws/*", "/ws"],
  ["/ws/*", "/ws/a/b"],
  ["/*/chat", "/ws/rooms"],
  ["/ws/**/users", "/ws/a/b"],
  ["/ws/**/users", "/ws/users/a"],
  ["/ws/**/*", "/ws"],
  ["/app/**", "/ws/a"],
])("%s does not match %s", (pattern, path) => {
  expect(matchesPattern(pattern, path)).toBe(false);
});
