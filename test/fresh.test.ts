// Tests that a `dist/` that is older than a source is noticed before a test drives it.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { onceFresh, staleness } from "./support/fresh.ts";

const FILES = [
  "compiler/cli/main.ts",
  "runtime/index.ts",
  "inspector/page/style.css",
  "scripts/build-page.ts",
  "scripts/bundle-package.ts",
  "compiler/report/report.schema.json",
  "test/house.test.ts",
  "docs/guide.md",
];
const BUILT = "dist/runtime/index.js";

let root: string;

async function touch(file: string, seconds: number): Promise<void> {
  await utimes(path.join(root, file), seconds, seconds);
}

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "bunbox-"));
  for (const file of [...FILES, BUILT]) {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), "");
  }
});

beforeEach(async () => {
  await writeFile(path.join(root, BUILT), "");
  for (const file of FILES) await touch(file, 1000);
  await touch(BUILT, 2000);
});

afterAll(() => rm(root, { recursive: true }));

describe("dist", () => {
  test("is fresh if it is newer than every source", () => expect(staleness(root)).toBeUndefined());

  for (const file of FILES.slice(0, 5)) {
    test(`is stale where ${file} is newer`, async () => {
      await touch(file, 3000);
      expect(staleness(root)).toBe(`dist is older than ${file}: run \`npm run build\``);
    });
  }

  for (const file of FILES.slice(5)) {
    test(`is not made from ${file}`, async () => {
      await touch(file, 3000);
      expect(staleness(root)).toBeUndefined();
    });
  }

  test("is asked for once in a process, and fails every test that drives it", async () => {
    await touch("runtime/index.ts", 3000);
    const assertFresh = onceFresh(root);
    expect(assertFresh).toThrow("dist is older than runtime/index.ts: run `npm run build`");
    await touch("runtime/index.ts", 1000);
    expect(assertFresh).toThrow("dist is older than runtime/index.ts: run `npm run build`");
  });

  test("is missed if it has not been built", async () => {
    await rm(path.join(root, BUILT));
    expect(staleness(root)).toBe("dist is not built: run `npm run build`");
  });
});
