// Tests that a build after a change has the same diagnostics and output as a build of a fresh copy.
//
// A process of Node makes all builds after a change, so it would show what either the disk or its memory keeps. The others
// are made here by the same built package, which also shows that Bun and Node write the same bytes.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { cp, readFile } from "node:fs/promises";
import path from "node:path";
import { apply, keep } from "./changes/apply.ts";
import { CHANGES, groupsOf } from "./changes/table.ts";
import { bunboxAgain, createProject, openProject, REPOSITORY, type TestProject } from "../support/project.ts";
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

// All of them take half a minute; in CI none is left out.
for (const { name, files, types, changes } of groupsOf(some(CHANGES, 12)))
  describe(name, () => {
    let place: TestProject;
    let root: string;
    let first: Built;

    beforeAll(async () => {
      place = await createProject({});
      root = path.join(place.root, "project");
      await apply(root, files);
      first = await buildHere(root, types);
      expect(first.said).toStartWith("0\nBuilt");
    });

    afterAll(() => place[Symbol.asyncDispose]());

    for (const { what, edits, sameTimes, noOther } of changes)
      test(`a build sees ${what}${types ? " (types)" : ""}`, async () => {
        const takeBack = await keep(root, edits);
        try {
          await apply(root, edits, sameTimes);
          const second = await build(root, types);
          expect(second).toEqual(await buildCopy(place.root, types));
          // A change that nothing shows would prove nothing.
          if (noOther === true) expect(second).toEqual(first);
          else expect(second).not.toEqual(first);
        } finally {
          await takeBack();
        }
      });
  });

/** Builds a copy of the project in a folder, without what its builds have written. */
async function buildCopy(folder: string, types: boolean): Promise<Built> {
  await using other = openProject(`${folder}-copy`);
  const written = new Set([".bunbox", "dist", "web"].map((name) => path.join(folder, "project", name)));
  const filter = (file: string): boolean => !written.has(file);
  await cp(folder, other.root, { recursive: true, verbatimSymlinks: true, filter });
  return await buildHere(path.join(other.root, "project"), types);
}

/** Builds as the command does, in one process for all builds. */
async function build(root: string, types: boolean): Promise<Built> {
  const flags = types ? [] : ["--no-typecheck"];
  const { exitCode, stdout, stderr } = await bunboxAgain(root, ["build", ...flags]);
  return built(root, exitCode, stdout + stderr);
}

/** Builds in this process. */
async function buildHere(cwd: string, typecheck: boolean): Promise<Built> {
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
