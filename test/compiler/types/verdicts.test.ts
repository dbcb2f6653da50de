// Tests that TypeScript 5.4, 5.9, 6.0 and 7.0 find every mistake in wrong routes, at its token, and none in right ones.
import { describe, expect, test } from "bun:test";
import { createProject, installTypeScript, type JsonDiagnostic } from "../../support/project.ts";
import { RIGHT } from "./verdicts/right.ts";
import { WRONG } from "./verdicts/wrong.ts";
import { IN_FULL } from "../../support/sample.ts";

const IMPORT =
  'import type { OnMessage, OnOpen, ServerWebSocket, Upgrade, UpgradeContext, UpgradeData, UpgradeResult, WebSocketContext } from "@ademattos/bunbox";\n';

/** Names of exports in quotes are of TypeScript 5.6; parameters of `Buffer` and `Uint8Array` are of 5.7. */
const LATER = new Set(["quoted", "message-of-bun", "message-as-bytes"]);

const HANDLERS = `${IMPORT}
export function onOpen(ws: ServerWebSocket) {}
export function onMessage(ws: ServerWebSocket, message: string | Buffer, ctx: WebSocketContext) {}
export const handle = (ws: ServerWebSocket) => {};
`;

/** 7.0 is bunbox's own, which a project without one is checked with. */
const VERSIONS: Readonly<Record<string, string | null>> = {
  // The older ones take much longer; in CI none is left out.
  ...(IN_FULL ? { "5.4": "typescript-5.4", "5.9": "typescript-5.9", "6.0": "typescript-6.0" } : {}),
  "7.0": null,
};

describe("verdicts", () => {
  test("are asked of at least 120 routes, half of them right", () => {
    expect(Object.keys(RIGHT).length).toBeGreaterThanOrEqual(60);
    expect(Object.keys(WRONG).length).toBeGreaterThanOrEqual(60);
  });

  for (const [version, installed] of Object.entries(VERSIONS)) {
    test(`of TypeScript ${version}`, async () => {
      await using project = await createProject(filesOf(version));
      if (installed !== null) await installTypeScript(project, installed);
      const { diagnostics } = await project.json(["check"]);
      expect(diagnostics.map(shown)).toEqual(expected());
    });
  }
});

function filesOf(version: string): Readonly<Record<string, string>> {
  const routes = [
    ...Object.entries(RIGHT).filter(([folder]) => version !== "5.4" || !LATER.has(folder)),
    ...Object.entries(WRONG).map(([folder, [, text]]) => [folder, text.replaceAll(/[«»]/g, "")] as const),
  ];
  return {
    "app/lib/handlers.ts": HANDLERS,
    ...Object.fromEntries(
      routes.map(([folder, text]) => [`app/ws/${folder}/route.ts`, `${IMPORT}${text}\n`]),
    ),
  };
}

/** Every wrong route once, at its marked token. */
function expected(): string[] {
  return Object.entries(WRONG)
    .map(([folder, [code, text]]) => {
      const file = `app/ws/${folder}/route.ts`;
      if (text.startsWith("«»")) return `${file}:1:1-1:1 ${code}`;
      const start = place(text.slice(0, text.indexOf("«")));
      const end = place(text.slice(0, text.indexOf("»")).replace("«", ""));
      return `${file}:${start}-${end} ${code}`;
    })
    .toSorted(byCodeUnit);
}

/** The line and column after a text that the import comes before. */
function place(before: string): string {
  const lines = (IMPORT + before).split("\n");
  return `${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`;
}

function shown({ file, line, column, endLine, endColumn, code }: JsonDiagnostic): string {
  return `${file}:${line}:${column}-${endLine}:${endColumn} ${code}`;
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : 1;
}
