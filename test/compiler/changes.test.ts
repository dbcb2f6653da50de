// Tests that a build after a change has the same diagnostics and output as a build of a fresh copy.
import { describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { cp, readFile } from "node:fs/promises";
import path from "node:path";
import { apply } from "./changes/apply.ts";
import { PROJECT } from "./changes/project.ts";
import { CHANGES } from "./changes/table.ts";
import { createProject, openProject, runBunbox } from "../support/project.ts";
import { some } from "../support/sample.ts";

/** What a build says and writes, without the time that it takes. */
interface Built {
  readonly said: string;
  readonly server: string | null;
  readonly client: string | null;
}

// All of them take two minutes; in CI none is left out.
describe("a second build sees", () => {
  for (const { what, edits, before = {}, types, sameTimes, noOther } of some(CHANGES, 12)) {
    const flags = types === true ? [] : ["--no-typecheck"];
    test.concurrent(`${what}${types === true ? " (types)" : ""}`, async () => {
      await using place = await createProject({});
      const root = path.join(place.root, "project");
      await apply(root, { ...PROJECT, ...before });
      const first = await build(root, flags);
      expect(first.said).toStartWith("0\nBuilt");
      await apply(root, edits, sameTimes);
      const second = await build(root, flags);

      await using other = openProject(`${place.root}-copy`);
      const copy = path.join(other.root, "project");
      const written = new Set([".bunbox", "dist", "web"].map((name) => path.join(root, name)));
      const filter = (file: string): boolean => !written.has(file);
      await cp(place.root, other.root, { recursive: true, verbatimSymlinks: true, filter });
      expect(second).toEqual(await build(copy, flags));
      // A change that nothing shows would prove nothing.
      if (noOther === true) expect(second).toEqual(first);
      else expect(second).not.toEqual(first);
    });
  }
});

async function build(root: string, flags: readonly string[]): Promise<Built> {
  const { exitCode, stdout, stderr } = await runBunbox(root, ["build", ...flags]);
  // A failed build leaves what an earlier one has written.
  const read = async (name: string): Promise<string | null> =>
    exitCode === 0 && existsSync(path.join(root, name)) ? readFile(path.join(root, name), "utf8") : null;
  return {
    said: `${exitCode}\n${stdout.replaceAll(/ in \d+ ms/g, "")}${stderr}`,
    server: await read("dist/server.js"),
    client: await read("web/ws.gen.ts"),
  };
}
