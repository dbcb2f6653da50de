// Tests that `bunbox dev` notices a package that the program can do without: installed, removed, installed again.
import { expect, test } from "bun:test";
import { mkdir, rename } from "node:fs/promises";
import path from "node:path";
import { answerOf, ECHO, echo, startDev } from "../../support/dev.ts";
import { createProject } from "../../support/project.ts";

/** The word of a package, or `none` if it is not installed. */
const asking = (name: string): string =>
  `(() => { try { return require("${name}").word } catch { return "none" } })()`;

/** A route that answers with the words of two packages, and one of its own. */
const optional = (word: string): string =>
  echo(word).replace(`"${word}"`, `${asking("opt")} + " " + ${asking("@scope/opt")} + " ${word}"`);

test("an optional package that is copied slowly, goes, and comes back", async () => {
  await using project = await createProject({ [ECHO]: optional("one") });
  await using dev = startDev(project, {}, ["--no-typecheck"]);
  await dev.said(/inspector/);
  const modules = path.join(project.root, "node_modules");
  const changed = async (what: () => Promise<unknown>): Promise<string> => {
    dev.mark();
    await what();
    await dev.said(/reloaded/);
    return answerOf(dev);
  };
  // What is built with an empty folder does not differ; the saved route shows that it was built.
  const emptied = async (folder: string, word: string): Promise<string> => {
    await mkdir(path.join(modules, folder));
    return changed(() => project.write({ [ECHO]: optional(word) }));
  };
  const written = (name: string): Promise<string> =>
    changed(() => project.write({ [`node_modules/${name}/index.js`]: `exports.word = "${name}";` }));
  expect(await answerOf(dev)).toBe("none none one: hi");
  expect(await emptied("opt", "two")).toBe("none none two: hi");
  expect(await written("opt")).toBe("opt none two: hi");
  const aside = path.join(modules, ".opt");
  expect(await changed(() => rename(path.join(modules, "opt"), aside))).toBe("none none two: hi");
  expect(await changed(() => rename(aside, path.join(modules, "opt")))).toBe("opt none two: hi");
  expect(await emptied("@scope", "three")).toBe("opt none three: hi");
  expect(await written("@scope/opt")).toBe("opt @scope/opt three: hi");
});
