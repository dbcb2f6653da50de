// The hints of rules about topics.
import { describe, expect, test } from "bun:test";
import { unknownTopic } from "../../../compiler/rules/handlers/unknown-topic.ts";
import { hintsOf, messagesOf } from "./find-in-syntax.ts";

describe("unchecked-topic", () => {
  test.each([
    [
      "ws.subscribe(m)",
      "The client chooses this topic, and each route is a topic too, so it can listen to any of them",
    ],
    [
      "ws.publish(m, '')",
      "The client chooses this topic, and each route is a topic too, so it can send to the clients of any of them",
    ],
  ])("%s", (code, said) => {
    expect(messagesOf(`export function onMessage(ws, m) { ${code}; }`)).toEqual([said]);
  });
});

test.each([
  ["m", "m"],
  ["m.room", "m.room"],
  ["m?.room", "m?.room"],
  ["String(m)", "String(m)"],
  ['m || "lobby"', '(m || "lobby")'],
  ['m ? m : "lobby"', '(m ? m : "lobby")'],
])("the prefix of the topic %s is before all of it", (topic, operand) => {
  const [hint] = hintsOf(`export function onMessage(ws, m) { ws.subscribe(${topic}); }`);
  expect(hint).toStartWith(`Put a prefix of your own before it, \`"room-" + ${operand}\`, or`);
});

describe("unknown-topic", () => {
  test.each([
    ["/ws/a", 'Did you mean `"ws-a"`?'],
    ["ws-admn", 'Did you mean `"ws-admin"`?'],
    ["/ws/rooms/7/x", unknownTopic.remedy],
    ["something else", unknownTopic.remedy],
  ])("%s", (topic, hint) => {
    const text = `import { publish } from "@ademattos/bunbox";\nexport function onMessage() { publish("${topic}", ""); }`;
    expect(hintsOf({ folder: "a", text })).toEqual([hint]);
  });
});
