// Files of the project in, syntax trees out; each is parsed once a run.
import { readFileSync } from "node:fs";
import path from "node:path";
import { type Node, Project as Sources, type SourceFile } from "ts-morph";
import type { Place, Project } from "../model.ts";

/** Syntax trees by the file's path relative to the project. */
export interface Trees {
  /** `undefined` where the file cannot be read. */
  get(file: string): SourceFile | undefined;
  /** The files that have been read so far. */
  read(): readonly string[];
}

/** Opens the project's files for their syntax; types are tsc's business. */
export function openTrees({ root }: Project): Trees {
  const sources = new Sources({
    compilerOptions: { allowJs: true },
    skipAddingFilesFromTsConfig: true,
    skipFileDependencyResolution: true,
    skipLoadingLibFiles: true,
    useInMemoryFileSystem: true,
  });
  const trees = new Map<string, SourceFile | undefined>();
  return {
    get(file) {
      if (!trees.has(file)) trees.set(file, parse(sources, path.join(root, file), trees.size));
      return trees.get(file);
    },
    read: () => [...trees].flatMap(([file, tree]) => (tree === undefined ? [] : [file])),
  };
}

/** In memory a file goes by a number, whatever characters its name has. */
function parse(sources: Sources, file: string, number: number): SourceFile | undefined {
  if (!/\.[cm]?[jt]sx?$/.test(file)) return undefined;
  try {
    const text = readFileSync(file, "utf8").replace(/^\uFEFF/, "");
    return sources.createSourceFile(`/${number}${path.extname(file)}`, text);
  } catch {
    return undefined; // gone since it was found: tsc and esbuild say so
  }
}

/** The place of a node, without the white space and comments before it. */
export function placeOf(file: string, node: Node): Place {
  return placeOfRange(file, node.getSourceFile(), node.getStart(), node.getEnd());
}

/** The place of a range of text, given as offsets. */
export function placeOfRange(file: string, tree: SourceFile, start: number, end: number): Place {
  const from = tree.getLineAndColumnAtPos(start);
  const to = tree.getLineAndColumnAtPos(end);
  return { file, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}
