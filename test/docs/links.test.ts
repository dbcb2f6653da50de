// Checks every link of the pages: its file and its heading exist, and files of the package link only to such files.
import { describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { REPOSITORY } from "../support/project.ts";

const PAGES = [
  ...(await readdir(REPOSITORY)),
  ...(await readdir(path.join(REPOSITORY, "docs"))).map((name) => `docs/${name}`),
  ...["minimal", "react", "starter"].map((name) => `fixtures/apps/${name}/README.md`),
].filter((name) => name.endsWith(".md"));

const TEXTS = new Map<string, string>();
for (const page of PAGES) TEXTS.set(page, proseOf(await Bun.file(path.join(REPOSITORY, page)).text()));

interface Link {
  /** Relative to the repository. */
  readonly file: string;
  readonly anchor: string;
  readonly written: string;
}

/** A page without its blocks of code, in which a link is not one. */
function proseOf(text: string): string {
  return text.replaceAll(/^ *```[^]*?^ *```$/gm, "");
}

/** The links of a page that stay in the repository: Markdown's own, those by reference, and of pictures. */
function linksOf(page: string): readonly Link[] {
  const text = TEXTS.get(page) ?? "";
  const written = [
    ...text.matchAll(/\]\(([^)\s]+)\)/g),
    ...text.matchAll(/^\[[^\]]+\]: (\S+)/gm),
    ...text.matchAll(/\b(?:src|srcset|href)="([^"]+)"/g),
  ].map(([, target = ""]) => target);
  return written
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [file = "", anchor = ""] = target.split("#");
      const found = file === "" ? page : path.posix.join(path.posix.dirname(page), file);
      return { file: found, anchor, written: target };
    });
}

/** The anchors that GitHub gives to the headings of a page. */
function anchorsOf(page: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ""] of (TEXTS.get(page) ?? "").matchAll(/^#+ (.*)$/gm)) {
    const slug = heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_\- ]/gu, "")
      .replaceAll(" ", "-");
    let anchor = slug;
    for (let count = 1; anchors.has(anchor); count += 1) anchor = `${slug}-${count}`;
    anchors.add(anchor);
  }
  return anchors;
}

describe("a link", () => {
  test("is found, by each way of writing it", () => {
    expect(linksOf("README.md").length).toBeGreaterThan(10);
    expect(linksOf("README.md").some(({ file }) => file.endsWith(".png"))).toBe(true);
  });

  test.each(PAGES)("of %s leads to a file, and to a heading of it", (page) => {
    const broken = linksOf(page).filter(
      ({ file, anchor }) =>
        !existsSync(path.join(REPOSITORY, file)) || (anchor !== "" && !anchorsOf(file).has(anchor)),
    );
    expect(broken.map(({ written }) => written)).toEqual([]);
  });

  test("of a page in the package leads to a file in the package", async () => {
    const command = ["npm", "pack", "--dry-run", "--json", "--ignore-scripts"];
    const child = Bun.spawn(command, { cwd: REPOSITORY, stdout: "pipe", stderr: "ignore" });
    const [packed]: { files: { path: string }[] }[] = JSON.parse(await new Response(child.stdout).text());
    const files = new Set(packed?.files.map((file) => file.path));
    const pages = PAGES.filter((page) => files.has(page));
    expect(pages).toEqual(expect.arrayContaining(["README.md", "docs/guide.md", "docs/errors.md"]));
    const missing = pages.flatMap((page) =>
      linksOf(page).flatMap(({ file, written }) => (files.has(file) ? [] : [`${page}: ${written}`])),
    );
    expect(missing).toEqual([]);
  });
});
