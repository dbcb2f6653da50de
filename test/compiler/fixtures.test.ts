// Tests that projects in fixtures/ok build without a diagnostic, and those in fixtures/errors print their expected.txt.
//
// `UPDATE_FIXTURES=1 bun test test/compiler/fixtures.test.ts` writes what the command prints now into expected.txt.
import { describe, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { cp, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { RULES } from "../../compiler/rules/index.ts";
import { copyFixture, REPOSITORY } from "../support/project.ts";
import { some } from "../support/sample.ts";

const FIXTURES = path.join(REPOSITORY, "fixtures");
const UPDATES = process.env["UPDATE_FIXTURES"] === "1";

/** The command that a fixture runs, and its flags, from a file of its own; `build` if that only has flags. */
function argumentsOf(root: string): readonly string[] {
  const file = path.join(root, "arguments.txt");
  const args = existsSync(file) ? readFileSync(file, "utf8").trim().split(" ") : [];
  return (args[0] ?? "--").startsWith("--") ? ["build", ...args] : args;
}

/** A repository on macOS or Windows cannot hold names that differ only in case, so `copies.txt` lists files to create. */
async function makeCopies(root: string): Promise<void> {
  const list = path.join(root, "copies.txt");
  if (!existsSync(list)) return;
  for (const line of (await readFile(list, "utf8")).trim().split("\n")) {
    const [from = "", to = ""] = line.split(" -> ");
    await cp(path.join(root, from), path.join(root, to), { recursive: true });
  }
}

describe("fixtures/errors", () => {
  test("has one project for each rule, and no other", () => {
    expect(readdirSync(path.join(FIXTURES, "errors")).toSorted()).toEqual(
      RULES.map(({ code, name }) => `${code}-${name}`).toSorted(),
    );
  });

  for (const { code, name, severity } of UPDATES ? RULES : some(RULES, 5)) {
    test.concurrent(`${code}-${name}`, async () => {
      const fixture = `errors/${code}-${name}`;
      await using project = await copyFixture(fixture);
      await makeCopies(project.root);
      const { exitCode, report } = await project.compile(argumentsOf(project.root), "pretty");
      const shown = report.replace(/ in \d+ ms$/m, "").replace(/\(\d+\.\d kB, /, "(");
      const expected = path.join(FIXTURES, fixture, "expected.txt");
      if (UPDATES) await writeFile(expected, shown);
      expect(exitCode).toBe(severity === "error" ? 1 : 0);
      expect(shown).toBe(await readFile(expected, "utf8"));
      // One fixture shows one rule.
      const codes = new Set([...shown.matchAll(/^\w+\[(\w+)\]/gm)].map((match) => match[1]));
      expect([...codes]).toEqual([code]);
      expect(existsSync(path.join(project.root, "dist/server.js"))).toBe(severity === "warning");
    });
  }
});

describe("fixtures/ok", () => {
  for (const name of some(readdirSync(path.join(FIXTURES, "ok")), 4)) {
    test.concurrent(name, async () => {
      await using project = await copyFixture(`ok/${name}`);
      const report = await project.json(["build"]);
      expect({ exitCode: report.exitCode, diagnostics: report.diagnostics }).toEqual({
        exitCode: 0,
        diagnostics: [],
      });
      expect(report.output?.bytes).toBeGreaterThan(0);
    });
  }
});
