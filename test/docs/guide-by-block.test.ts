// Builds every route of the guide that BUNBOX_GUIDE names as a project of its own, unchanged, and tests what it does.
// Without the variable the guide is docs/guide.md, whose routes must build one by one as well.
import { afterAll, describe, expect, test } from "bun:test";
import path from "node:path";
import { type Scenario, SCENARIOS } from "../support/guide-scenarios.ts";
import { type CodeBlock, codeBlocks } from "../support/markdown.ts";
import { createProject, REPOSITORY } from "../support/project.ts";
import { withoutInfo } from "../support/log.ts";

const OUTSIDE = process.env["BUNBOX_GUIDE"] ?? "";
const GUIDE = OUTSIDE === "" ? path.join(REPOSITORY, "docs/guide.md") : OUTSIDE;
const IMPORT = 'import type { ServerWebSocket, WebSocketContext } from "@ademattos/bunbox";\n';

// What the blocks call and do not declare.
const DECLARATIONS = `
function isValidToken(token: string): boolean { return token === "valid"; }
function getUserFromToken(token: string): string { return "user of " + token; }
`;

const seen = new Set<Scenario>();
const blocks = codeBlocks(await Bun.file(GUIDE).text()).filter(({ text }) =>
  /^export (?:async )?function (?:upgrade|on[A-Z])/m.test(text),
);

describe(`the guide ${path.basename(GUIDE)}`, () => {
  for (const block of blocks) {
    const scenarios = OUTSIDE === "" ? [] : SCENARIOS.filter(({ when }) => when.test(block.text));
    test(`line ${block.line} builds ${scenarios.map(({ what }) => what).join(", ")}`, async () => {
      const file = block.file ?? "app/ws/custom/route.ts";
      await using project = await createProject({ [file]: sourceOf(block) });
      const report = await project.json(["build"]);
      expect({ exitCode: report.exitCode, diagnostics: report.diagnostics }).toEqual({
        exitCode: 0,
        diagnostics: [],
      });
      await using server = await project.serve();
      const url = report.routes[0]?.path ?? "";
      for (const scenario of scenarios) {
        seen.add(scenario);
        await scenario.drive(server, url);
      }
      if (OUTSIDE !== "") expect(scenarios.length).toBeGreaterThan(0);
      expect(withoutInfo(server.stderr())).not.toContain("bunbox ");
    });
  }

  afterAll(() => {
    const missed = SCENARIOS.filter((scenario) => !seen.has(scenario)).map(({ what }) => what);
    if (OUTSIDE !== "") expect(missed).toEqual([]);
  });
});

/** The block unchanged, with the import that the guide shows once, and what it calls. */
function sourceOf({ text }: CodeBlock): string {
  const imported = /^import /m.test(text) ? text : IMPORT + text;
  return /isValidToken/.test(text) ? imported + DECLARATIONS : imported;
}
