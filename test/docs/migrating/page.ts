// Finds the blocks of code of docs/migrating.md by section, and the cells of its comparison.
import path from "node:path";
import { type CodeBlock, codeBlocks } from "../../support/markdown.ts";
import { REPOSITORY } from "../../support/project.ts";

/** The text of the page. */
export const PAGE = await Bun.file(path.join(REPOSITORY, "docs/migrating.md")).text();

const taken = new Set<string>();

/** The file that a section shows, as it is written in a project; it counts as run from then on. */
export function fileOf(heading: string, name: string): Readonly<Record<string, string>> {
  const block = codeBlocks(section(heading)).find(({ file }) => file === name);
  if (block === undefined) throw new Error(`docs/migrating.md shows no ${name} below ${heading}`);
  taken.add(nameOf(heading, block));
  return { [name]: block.text };
}

/** The blocks of the page that no test has used. */
export function blocksLeft(): readonly string[] {
  return headings()
    .flatMap((heading) => codeBlocks(section(heading)).map((block) => nameOf(heading, block)))
    .filter((name) => !taken.has(name));
}

/** How many blocks the page has, and how many of them say which file they are. */
export function countBlocks(): { readonly all: number; readonly named: number } {
  const blocks = codeBlocks(PAGE);
  return { all: blocks.length, named: blocks.filter(({ file }) => file !== undefined).length };
}

/** The rows of a section's last table, without its head: the first cell, and the others. */
export function rowsOf(heading: string): ReadonlyMap<string, readonly string[]> {
  const rows = section(heading)
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .map((cells) => cells.slice(1, -1));
  return new Map(rows.slice(2).map(([first = "", ...others]) => [first, others]));
}

function headings(): readonly string[] {
  return [...PAGE.matchAll(/^## (.*)$/gm)].map(([, heading = ""]) => heading);
}

function section(heading: string): string {
  const text = PAGE.split(`\n## ${heading}\n`)[1];
  if (text === undefined) throw new Error(`docs/migrating.md has no section ${heading}`);
  return text.split("\n## ")[0] ?? "";
}

function nameOf(heading: string, { file, line }: CodeBlock): string {
  return `${heading}: ${file ?? `the block at its line ${line}`}`;
}
