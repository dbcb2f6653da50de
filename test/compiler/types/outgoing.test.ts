// Tests that TypeScript compares what handlers send with the route's own `Outgoing`, and marks mistakes at their token.
import { expect, test } from "bun:test";
import { createProject } from "../../support/project.ts";
import { shown } from "./verdicts/judged.ts";
import { IMPORTED_BY_SENDERS, PLAIN_MODULE, RIGHT_OUTGOING, WRONG_OUTGOING } from "./verdicts/outgoing.ts";
import { outgoingTable } from "./verdicts/tables.ts";

test("at least thirty routes are judged, half of them right", () => {
  expect(Object.keys(RIGHT_OUTGOING).length).toBeGreaterThanOrEqual(15);
  expect(Object.keys(WRONG_OUTGOING).length).toBeGreaterThanOrEqual(15);
});

test("routes that send have the verdicts of their table", async () => {
  const { files, mistakes } = outgoingTable();
  await using project = await createProject(files);
  const { diagnostics } = await project.json(["check"]);
  expect(diagnostics.map(shown).toSorted()).toEqual(mistakes.toSorted());
});

test("the message and the hint name the type", async () => {
  await using project = await createProject({
    "app/lib/plain.ts": PLAIN_MODULE,
    "app/ws/star/route.ts": routeText(WRONG_OUTGOING["w-star-parameter"]?.[1] ?? ""),
    "app/ws/static/route.ts": routeText(WRONG_OUTGOING["w-wider"]?.[1] ?? ""),
    "app/ws/in/[room]/route.ts": routeText(WRONG_OUTGOING["w-room/[room]"]?.[1] ?? ""),
  });
  const { diagnostics } = await project.json(["check"]);
  expect(diagnostics.map(({ message, hint }) => [message.split("\n")[0], hint])).toEqual([
    [
      "The second parameter of `onClose` must accept `WebSocketContext<{ room: string }, Outgoing>`",
      "export function onClose(ws: ServerWebSocket, ctx: WebSocketContext<{ room: string }, Outgoing>, code: number, reason: string)",
    ],
    // A star that does not bring the type.
    [
      "The second parameter of `onOpen` must accept `WebSocketContext`",
      "export function onOpen(ws: ServerWebSocket, ctx: WebSocketContext)",
    ],
    [
      "The second parameter of `onOpen` must accept `WebSocketContext<{}, Outgoing>`",
      "export function onOpen(ws: ServerWebSocket, ctx: WebSocketContext<{}, Outgoing>)",
    ],
  ]);
});

function routeText(text: string): string {
  return `${IMPORTED_BY_SENDERS}${text.replaceAll(/[«»]/g, "")}\n`;
}
