// Checks that README.md and the generated pages are up to date, short and true.
import { describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import path from "node:path";
import { generate } from "../../scripts/docs.ts";
import { paintMistake } from "../../scripts/pictures.ts";
import { codeBlocks } from "../support/markdown.ts";
import { createProject, REPOSITORY } from "../support/project.ts";

const README = await Bun.file(path.join(REPOSITORY, "README.md")).text();
const CHAT = "export function onMessage() {}\n";

/** A report without how long it took. */
function timeless(text: string): string {
  return text.replace(/ in \d+ ms/, "");
}

/** A line without its numbers, which differ from run to run. */
function withoutNumbers(line = ""): string {
  return line.replaceAll(/[\d.]+/g, "N");
}

/** The text of the first block of a language below a heading. */
function blockBelow(heading: string, language: string): string {
  const section = README.split(`## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  return codeBlocks(section).find((block) => block.language === language)?.text ?? "";
}

describe("the documentation", () => {
  test("that is generated is fresh: `bun scripts/docs.ts`", async () => {
    for (const [file, text] of generate()) {
      expect([file, await Bun.file(path.join(REPOSITORY, file)).text()]).toEqual([file, text]);
    }
  });

  test("shows a mistake as it is painted: `npm run pictures`", async () => {
    const file = path.join(REPOSITORY, "docs/pictures/mistake.svg");
    expect(await Bun.file(file).text()).toBe(await paintMistake());
  });

  test("shows a configuration that is right: docs/configuration.md", async () => {
    const page = await Bun.file(path.join(REPOSITORY, "docs/configuration.md")).text();
    const [block, ...others] = codeBlocks(page);
    expect(others).toEqual([]);
    await using project = await createProject({
      "app/ws/chat/route.ts": CHAT,
      "bunbox.config.ts": block?.text ?? "",
    });
    await project.build();
    const output = await Bun.file(path.join(project.root, "dist/server.js")).text();
    expect(output).toContain("port: 8080,");
  });
});

test.each([...new Bun.Glob("{*,docs/*,fixtures/apps/{minimal,react,starter}/*}.md").scanSync(REPOSITORY)])(
  "%s opens by saying whom it is for",
  async (page) => {
    const lines = (await Bun.file(path.join(REPOSITORY, page)).text()).split("\n");
    expect(lines.slice(0, 8).join("\n")).toContain("This page is for ");
  },
);

describe("SECURITY.md", () => {
  test("names tests that exist", async () => {
    const text = await Bun.file(path.join(REPOSITORY, "SECURITY.md")).text();
    const named = [...text.matchAll(/`(test\/[\w./-]+)`/g)].map(([, file = ""]) => file);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((file) => !existsSync(path.join(REPOSITORY, file)))).toEqual([]);
  });
});

describe("README.md", () => {
  test("has at most 150 lines, and the two commands of the repository in its first shell block", () => {
    expect(README.split("\n").length - 1).toBeLessThanOrEqual(150);
    const shell = codeBlocks(README).find(({ language }) => language === "sh");
    expect(shell?.text).toBe("npm ci && npm start\nnpm ci && npm test\n");
    expect(README.indexOf("## Working on bunbox")).toBeLessThan(README.indexOf("```sh"));
  });

  test("shows what a build and a start print", async () => {
    await using project = await createProject({
      "app/ws/rooms/[room]/route.ts": blockBelow("A route", "ts"),
    });
    const { stdout } = await project.bunbox(["build"]);
    await using server = await project.serve({ HOST: "0.0.0.0" });
    const shown = blockBelow("A route", "console").split("\n");
    expect(withoutNumbers(shown[2])).toBe(withoutNumbers(stdout.trimEnd()));
    expect(withoutNumbers(shown[4])).toBe(withoutNumbers(server.stdout().trimEnd()));
  });

  test("shows options that exist", async () => {
    const config = blockBelow("Options", "ts");
    await using project = await createProject({
      "app/ws/chat/route.ts": CHAT,
      "app/pages.ts": "export default () => new Response();\n",
      "bunbox.config.ts": config,
    });
    expect((await project.json(["check"])).diagnostics).toEqual([]);
  });

  test("shows a route that works, and the switch that is written from it", async () => {
    const route = blockBelow("A route", "ts");
    await using project = await createProject({
      "app/ws/rooms/[room]/route.ts": route,
      "app/ws/chat/route.ts": CHAT,
    });
    await project.build();
    const output = await Bun.file(path.join(project.root, "dist/server.js")).text();
    expect(output).toContain(`\n${blockBelow("The switch", "js")}`);
    await using server = await project.serve();
    await expect(server.connect("/ws/rooms/kitchen")).rejects.toThrow("403");
    using client = await server.connect("/ws/rooms/kitchen?name=ada");
    client.send("hi");
    expect(await client.json()).toEqual({ room: "kitchen", from: "ada", text: "hi" });
  });

  test("shows the error that a mistake gets", async () => {
    const route = blockBelow("A route", "ts").replace("message: string | Buffer", "message: string");
    await using project = await createProject({ "app/ws/rooms/[room]/route.ts": route });
    const { stdout } = await project.bunbox(["build"]);
    expect(timeless(stdout)).toBe(timeless(blockBelow("A mistake", "text")));
  });
});
