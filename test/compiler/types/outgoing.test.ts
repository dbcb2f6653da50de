// Tests that every supported TypeScript compares what handlers send with the route's own `Outgoing`, and marks mistakes at their token.
import { expect, test } from "bun:test";
import { createProject, installTypeScript, type JsonDiagnostic } from "../../support/project.ts";
import { IN_FULL } from "../../support/sample.ts";
import {
  IMPORTED_BY_SENDERS,
  PLAIN_MODULE,
  RIGHT_OUTGOING,
  TYPES_MODULE,
  WRONG_OUTGOING,
} from "./verdicts/outgoing.ts";

/** 7.0 is bunbox's own. */
const VERSIONS: Readonly<Record<string, string | null>> = {
  ...(IN_FULL ? { "5.4": "typescript-5.4", "5.9": "typescript-5.9", "6.0": "typescript-6.0" } : {}),
  "7.0": null,
};

const ROUTES: Readonly<Record<string, string>> = {
  ...RIGHT_OUTGOING,
  ...Object.fromEntries(Object.entries(WRONG_OUTGOING).map(([folder, [, text]]) => [folder, text])),
};

const FILES: Readonly<Record<string, string>> = {
  "app/lib/types.ts": TYPES_MODULE,
  "app/lib/plain.ts": PLAIN_MODULE,
  ...Object.fromEntries(
    Object.entries(ROUTES).map(([folder, text]) => [`app/ws/${folder}/route.ts`, routeText(text)]),
  ),
};

test("at least thirty routes are judged, half of them right", () => {
  expect(Object.keys(RIGHT_OUTGOING).length).toBeGreaterThanOrEqual(15);
  expect(Object.keys(WRONG_OUTGOING).length).toBeGreaterThanOrEqual(15);
});

for (const [version, installed] of Object.entries(VERSIONS)) {
  test(`routes that send, by TypeScript ${version}`, async () => {
    await using project = await createProject(FILES);
    if (installed !== null) await installTypeScript(project, installed);
    const { diagnostics } = await project.json(["check"]);
    expect(diagnostics.map(shown).toSorted()).toEqual(expected());
  });
}

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

/** Every wrong route once, at its marked token. */
function expected(): string[] {
  return Object.entries(WRONG_OUTGOING)
    .map(([folder, [code, text]]) => {
      const before = `${IMPORTED_BY_SENDERS}${text}`.split("«")[0]?.split("\n") ?? [];
      return `app/ws/${folder}/route.ts:${before.length}:${(before.at(-1)?.length ?? 0) + 1} ${code}`;
    })
    .toSorted();
}

function shown({ file, line, column, code }: JsonDiagnostic): string {
  return `${file}:${line}:${column} ${code}`;
}
