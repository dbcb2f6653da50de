// Finds where the types of a route's messages are declared, as far as the project's own files show.
//
// It loads ts-morph, so it is only loaded if a route exports such a type: loading it takes 0.3 s.
import { readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import { Project as Sources, type SourceFile } from "ts-morph";
import { MESSAGE_TYPES, type MessageSource, type Project } from "../model.ts";
import { relativeTo } from "../place.ts";
import { findExport, type Trees } from "./find-export.ts";

/** The constant whose type takes the place of `Incoming`. */
const SCHEMA = "incoming";

/** The types of a project's messages. */
export interface MessageTypes {
  /** The types that a file exports under the names of messages, each with the file that a client imports it from. */
  of(file: string): readonly MessageSource[];
  /** The files that have been read so far. */
  read(): readonly string[];
}

/** Opens the project's files for the types of its messages. */
export function openMessageTypes(project: Project): MessageTypes {
  const trees = openTrees(project);
  return {
    of: (file) => {
      const schema = findExport(trees, file, SCHEMA, "value");
      return MESSAGE_TYPES.flatMap((type) => {
        const isSchema = type === "Incoming" && schema !== undefined;
        const found = isSchema ? schema : findExport(trees, file, type, "type");
        return found === undefined ? [] : [{ type, isSchema, ...found }];
      });
    },
    read: () => trees.read(),
  };
}

/** Opens the project's files for their syntax only; tsc checks the types. */
function openTrees({ root }: Project): Trees & Pick<MessageTypes, "read"> {
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
    real(file) {
      try {
        return relativeTo({ root }, realpathSync(path.join(root, file)));
      } catch {
        return file; // The file does not exist; `get` reports that.
      }
    },
    read: () => [...trees].flatMap(([file, tree]) => (tree === undefined ? [] : [file])),
  };
}

/** Parses a file under a number as its name, because its own name may have any characters. */
function parse(sources: Sources, file: string, number: number): SourceFile | undefined {
  if (!/\.[cm]?[jt]sx?$/.test(file)) return undefined;
  try {
    const text = readFileSync(file, "utf8").replace(/^\uFEFF/, "");
    return sources.createSourceFile(`/${number}${path.extname(file)}`, text);
  } catch {
    return undefined; // It is gone since it was found; tsc and esbuild report it.
  }
}
