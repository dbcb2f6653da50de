// Finds the blocks of code in a Markdown page.

/** A fenced block. */
export interface CodeBlock {
  readonly language: string;
  /** The line of its fence, from 1. */
  readonly line: number;
  readonly text: string;
  /** The file that its first line names: `// app/ws/chat/route.ts`. */
  readonly file: string | undefined;
}

/** Every fenced block, in order. */
export function codeBlocks(markdown: string): readonly CodeBlock[] {
  return [...markdown.matchAll(/^```(\w*)\n([^]*?)^```$/gm)].map((match) => {
    const text = match[2] ?? "";
    return {
      language: match[1] ?? "",
      line: markdown.slice(0, match.index).split("\n").length,
      text,
      file: /^\/\/ (\S+\.\w+)\n/.exec(text)?.[1],
    };
  });
}
