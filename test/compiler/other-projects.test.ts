// Where the project is, if the command runs above or below it.
import { describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Diagnostic } from "../../compiler/model.ts";
import { withOtherProjects } from "../../compiler/other-projects.ts";
import { createProject } from "../support/project.ts";

const LOST: Diagnostic = {
  code: "BBX1001",
  severity: "error",
  message: "There is no folder app/ws in /here",
  hint: "its own",
  place: null,
  related: [],
};

/** The hint for a command in `folder`, with the folder's place in the test's project. */
async function hintIn(
  folder: string,
  files: readonly string[],
  change: Partial<Diagnostic> = {},
): Promise<string | undefined> {
  await using project = await createProject(Object.fromEntries(files.map((file) => [file, ""])));
  const root = path.join(project.root, folder);
  await mkdir(root, { recursive: true });
  const at = { root, cache: root, run: "1", runtime: root };
  const hint = withOtherProjects(at, "app/ws", [{ ...LOST, ...change }])[0]?.hint;
  const here = path.relative(process.cwd(), project.root);
  return hint?.replaceAll(`${here}/`, "").replaceAll(here, "TOP");
}

const inFolder = (folder: string): string =>
  `The project is in the folder ${folder}. Run \`bunbox build --cwd ${folder}\`.`;

const up = (levels: string): string => `The project is ${levels} up. Run \`bunbox build --cwd TOP\`.`;

const ROUTE = "app/ws/route.ts";

describe("a project above", () => {
  test.each([
    ["app", "one folder"],
    ["app/ws", "two folders"],
    ["src/a/b", "three folders"],
  ])("is found from %s", async (folder, levels) => {
    expect(await hintIn(folder, [ROUTE, "package.json"])).toBe(up(levels));
  });

  test("is found by its configuration, and the nearest one counts", async () => {
    const files = ["bunbox.config.mts", "a/bunbox.config.js", "a/b/c/x.ts"];
    expect(await hintIn("a/b/c", files)).toBe(up("two folders").replace("TOP", "a"));
    expect(await hintIn("b", files)).toBe(up("one folder"));
  });

  test("is not looked for outside the repository, nor far above without one", async () => {
    expect(await hintIn("a/b/c", ["a/.git/HEAD", ROUTE])).toBe("its own");
    expect(await hintIn("a/b", [".git/HEAD", ROUTE])).toBe(up("two folders"));
    expect(await hintIn("a", ["a/.git/HEAD", ROUTE])).toBe("its own");
    expect(await hintIn("1/2/3", [ROUTE])).toBe(up("three folders"));
    expect(await hintIn("1/2/3/4", [ROUTE])).toBe("its own");
    expect(await hintIn("1/2/3/4", [".git/HEAD", ROUTE])).toBe(up("4 folders"));
  });
});

describe("a project below", () => {
  test("is found in a folder, and in one of its folders", async () => {
    expect(await hintIn(".", [`api/${ROUTE}`, "api/package.json"])).toBe(inFolder("api"));
    expect(await hintIn(".", [`packages/api/${ROUTE}`, "packages/api/package.json"])).toBe(
      inFolder("packages/api"),
    );
    expect(await hintIn(".", ["packages/api/bunbox.config.ts"])).toBe(inFolder("packages/api"));
    expect(await hintIn(".", [`a/b/c/${ROUTE}`])).toBe("its own");
  });

  test("may be one of several", async () => {
    expect(await hintIn(".", [`packages/b/${ROUTE}`, `packages/a/${ROUTE}`, "packages/c/package.json"])).toBe(
      "There are projects in packages/a, packages/b. Run `bunbox build --cwd packages/a`, for example.",
    );
  });

  test("without a package.json is a folder of sources of this project", async () => {
    expect(await hintIn(".", [`src/${ROUTE}`, "package.json"])).toBe(
      'The routes are in src/app/ws: set `routes: "src/app/ws"` in bunbox.config.ts.',
    );
  });

  test("is not looked for where packages and outputs are", async () => {
    const files = ["node_modules/a", "dist", "build", ".cache", "a/node_modules"].map(
      (at) => `${at}/${ROUTE}`,
    );
    expect(await hintIn(".", files)).toBe("its own");
  });
});

test("other diagnostics keep their hints", async () => {
  const place = { file: "a.ts", line: 1, column: 1, endLine: 1, endColumn: 1 };
  expect(await hintIn("app", [ROUTE], { place })).toBe("its own");
  expect(await hintIn("app", [ROUTE], { code: "BBX1008" })).toBe("its own");
});

test("the command says where it is, unless it has a configuration", async () => {
  await using project = await createProject({ [ROUTE]: "export function onOpen() {}", "app/x.ts": "" });
  // The command's own folder counts, so it runs in a process of its own.
  const inside = async (): Promise<string | undefined> => {
    const { stdout } = await project.bunbox(["check", "--no-typecheck", "--cwd", "app", "--format", "json"]);
    return JSON.parse(stdout).diagnostics[0]?.hint;
  };
  expect(await inside()).toBe("The project is one folder up. Run `bunbox build`.");
  // The folder is not a project, so it has no cache folder afterwards. One that was there stays.
  const cache = path.join(project.root, "app/.bunbox");
  expect(existsSync(cache)).toBe(false);
  await mkdir(cache);
  await inside();
  expect(existsSync(cache)).toBe(true);
  await project.write({ "app/bunbox.config.ts": "export default {};" });
  expect(await inside()).toStartWith("Create app/ws/route.ts, or set `routes`");
});
