// How TypeScript finds the files below folders with a backslash in their names, and what bunbox calls these files.
import { describe, expect, test } from "bun:test";
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { findable, isOdd, linkOdd, meantFile, overlaidFolders } from "../../../compiler/types/odd-names.ts";
import { COMPILER_OPTIONS, createProject } from "../../support/project.ts";
import { checkTypes, shownErrors, shownMisfit } from "./check-types.ts";

const FOLDER = "/p/.bunbox/check";

// On Windows a backslash is a separator, and never part of a name.
describe.skipIf(path.sep !== "/")("a folder with a backslash in its name", () => {
  test("only a path with a backslash is replaced, and back again", () => {
    expect(isOdd("/p/app/ws/a/route.ts")).toBe(false);
    expect(findable(FOLDER, "/p/app/ws/a/route.ts")).toBe("/p/app/ws/a/route.ts");
    expect(meantFile("/p", FOLDER, "app/ws/a/route.ts")).toBe("app/ws/a/route.ts");
    const odd = String.raw`/p/app/ws/a\b/route.ts`;
    expect(isOdd(odd)).toBe(true);
    const found = findable(FOLDER, odd);
    expect(found).toStartWith(`${FOLDER}/links/p/app/ws/a`);
    expect(found).not.toContain("\\");
    expect(meantFile("/p", FOLDER, found)).toBe(String.raw`app/ws/a\b/route.ts`);
    expect(meantFile("/p", FOLDER, path.relative("/p", found))).toBe(String.raw`app/ws/a\b/route.ts`);
  });

  test("links lead to the files of each such folder, on every level", async () => {
    await using project = await createProject({
      "app/plain.ts": "plain",
      "app/a\\b/name.ts": "name",
      "app/a\\b/lib/deep.ts": "deep",
      "app/a\\b/c/d\\e/route.ts": "route",
    });
    const folder = path.join(project.root, ".bunbox/check");
    await mkdir(folder, { recursive: true });
    const named = (file: string): string => path.join(project.root, file);
    linkOdd(folder, [named("app/plain.ts"), named("app/a\\b/c/d\\e/route.ts")]);
    const texts = ["name.ts", "lib/deep.ts", "c/d\\e/route.ts"].map((file) =>
      readFile(findable(folder, named(`app/a\\b/${file}`)), "utf8"),
    );
    expect(await Promise.all(texts)).toEqual(["name", "deep", "route"]);
    expect(overlaidFolders(folder)).toEqual(["/", path.join(folder, "links")]);
  });

  test("a file whose own name has one is left out, whether or not a route is odd", async () => {
    const files = {
      "tsconfig.json": JSON.stringify({ compilerOptions: COMPILER_OPTIONS, include: ["app"] }),
      "app/a\\b.ts": "export const name = 1;\n",
      "app/ws/chat/route.ts": "export function onMessage(ws: string) {}\n",
    };
    const odd = { "app/ws/a\\b/route.ts": "export function onOpen() {}\n" };
    for (const more of [{}, odd]) {
      await using project = await createProject({ ...files, ...more });
      const checked = await checkTypes(project);
      expect(shownErrors(checked)).toEqual([]);
      expect(checked.value.misfits.map(shownMisfit)).toEqual(["chat onMessage parameter 0"]);
    }
  });

  test("a route in such a folder is checked like any other", async () => {
    await using project = await createProject({
      "tsconfig.json": JSON.stringify({ compilerOptions: COMPILER_OPTIONS, include: ["app"] }),
      "app/globals.d.ts": "declare const LIMIT: number;\n",
      "app/size.ts": "export const size = 1;\n",
      "app/ws/a\\b/name.ts": 'export const name = "ada";\n',
      "app/ws/a\\b/route.ts": `
        import { size } from "../../size.ts";
        import { name } from "./name.ts";
        export const text: string = size;
        export function onMessage(ws: unknown, message: string) { return name.trim().slice(LIMIT); }
      `,
    });
    const checked = await checkTypes(project);
    expect(shownErrors(checked)).toEqual([String.raw`TS2322 app/ws/a\b/route.ts:4:22`]);
    expect(checked.value.misfits.map(shownMisfit)).toEqual([String.raw`a\b onMessage parameter 1`]);
  });
});
