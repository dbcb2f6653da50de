// The topics of the routes, by their paths.
import { expect, test } from "bun:test";
import { topicsByPath } from "../../../compiler/emit/topics-text.ts";

const INFO = { file: "", params: [], handlers: [] } as const;

test.each([
  ["/ws", "/ws/a b/[id]", "/ws/a%20b/[id]"],
  ["/api", "/api/rooms/[id]", "/ws/rooms/[id]"],
  ["/", "/rooms/[...rest]", "/ws/rooms/[...rest]"],
])("below %s, a dynamic route has the topics of its path below /ws", (base, path, topic) => {
  const chat = base === "/" ? "/chat" : `${base}/chat`;
  expect(
    topicsByPath(
      [
        { ...INFO, path: chat, topic: "/ws/own" },
        { ...INFO, path, topic: null },
      ],
      base,
    ),
  ).toEqual({ [chat]: "/ws/own", [path]: topic });
});
