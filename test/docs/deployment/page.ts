// Finds the blocks of code of docs/deployment.md, and makes each into something that runs here.
import path from "node:path";
import { type CodeBlock, codeBlocks } from "../../support/markdown.ts";
import { REPOSITORY } from "../../support/project.ts";

export const PAGE = await Bun.file(path.join(REPOSITORY, "docs/deployment.md")).text();

/** Every block of the page. */
export const BLOCKS: readonly CodeBlock[] = codeBlocks(PAGE);

/** The one block of a language that has this text. */
export function blockWith(language: string, text: string): string {
  const found = BLOCKS.filter((block) => block.language === language && block.text.includes(text));
  const [block, another] = found;
  if (block === undefined || another !== undefined)
    throw new Error(`${found.length} ${language} blocks have ${JSON.stringify(text)}`);
  return block.text;
}

/** A text with other values in it; each must be there, or the page and its test have come apart. */
export function withValues(text: string, values: Readonly<Record<string, string>>): string {
  let changed = text;
  for (const [old, value] of Object.entries(values)) {
    if (!changed.includes(old)) throw new Error(`${JSON.stringify(old)} is not in the block:\n${text}`);
    changed = changed.replaceAll(old, value);
  }
  return changed;
}
