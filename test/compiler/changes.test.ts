// Tests that a build after a change has the same diagnostics and output as a build of a fresh copy.
//
// The command makes the build after the change, in a process of its own. The other two are made here by the same built
// package, which saves their processes, and shows that Bun and Node write the same bytes.
import { describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { cp, readFile } from "node:fs/promises";
import path from "node:path";
import { apply } from "./changes/apply.ts";
import { PROJECT } from "./changes/project.ts";
import { CHANGES } from "./changes/table.ts";
import { createProject, openProject, REPOSITORY, runBunbox } from "../support/project.ts";
import { some } from "../support/sample.ts";

const { compile, formatReport }: typeof import("../../compiler/index.ts") = await import(
  path.join(REPOSITORY, "dist/compiler/index.js")
);

/** What a build says and writes, without the time that it takes. */
interface Built {
  readonly said: string;
  readonly server: string | null;
  readonly client: string | null;
}

// All of them take a minute; in CI none is left out.
describe("a second build sees", () => {
  for (const { what, edits, before = {}, types, sameTimes, noOther } of some(CHANGES, 12)) {
    const flags = types === true ? [] : ["--no-typecheck"];
    test.concurrent(`${what}${types === true ? " (types)" : ""}`, async () => {
      await using place = await createProject({});
      const root = path.join(place.root, "project");
      await apply(root, { ...PROJECT, ...before });
      const first = await buildHere(root, types);
      expect(first.said).toStartWith("0\nBuilt");
      await apply(root, edits, sameTimes);
      const second = await build(root, flags);

      await using other = openProject(`${place.root}-copy`);
      const copy = path.join(other.root, "project");
      const written = new Set([".bunbox", "dist", "web"].map((name) => path.join(root, name)));
      const filter = (file: string): boolean => !written.has(file);
      await cp(place.root, other.root, { recursive: true, verbatimSymlinks: true, filter });
      expect(second).toEqual(await buildHere(copy, types));
      // A change that nothing shows would prove nothing.
      if (noOther === true) expect(second).toEqual(first);
      else expect(second).not.toEqual(first);
    });
  }
});

/** Builds as the command does, in a process of its own. */
async function build(root: string, flags: readonly string[]): Promise<Built> {
  const { exitCode, stdout, stderr } = await runBunbox(root, ["build", ...flags]);
  return built(root, exitCode, stdout + stderr);
}

/** Builds in this process. */
async function buildHere(cwd: string, typecheck = false): Promise<Built> {
  const result = await compile({ cwd, typecheck });
  const failed = result.diagnostics.some(({ severity }) => severity === "error");
  return built(cwd, failed ? 1 : 0, formatReport(result, "pretty", { cwd }));
}

async function built(root: string, exitCode: number, report: string): Promise<Built> {
  // A failed build leaves what an earlier one has written.
  const read = async (name: string): Promise<string | null> =>
    exitCode === 0 && existsSync(path.join(root, name)) ? readFile(path.join(root, name), "utf8") : null;
  return {
    said: `${exitCode}\n${report.replaceAll(/ in \d+ ms/g, "")}`,
    server: await read("dist/server.js"),
    client: await read("web/ws.gen.ts"),
  };
}
