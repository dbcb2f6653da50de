// Defines the marks by which a build recognizes files of an earlier build, which it may replace.
import { lstat, open } from "node:fs/promises";
import path from "node:path";
import type { Edit } from "./source-map.ts";

/** The kinds of outputs. Each has its own mark. */
export type OutputKind = "server" | "map" | "client";

export const WRITTEN = "// Written by bunbox from the routes; changes are lost.";

// A bundled CommonJS module may call `require` for a module outside the bundle. In version 0.1 this was the second line.
const REQUIRE = "const require = import.meta.require;";

// Node before 24 has no `import.meta.main`. Of the rest, `filename` would not compile to bytecode (Bun 1.4).
const IS_MAIN =
  'const bunboxIsMain = import.meta.main ?? import.meta.url === "file://" + encodeURI(process.argv[1] ?? "");';

/** For ESLint, oxlint and Biome, which may look at files that git ignores. */
const UNCHECKED = [
  "/* eslint-disable */",
  ...["lint", "format", "assist"].map((check) => `// biome-ignore-all ${check}: generated`),
].join("\n");

/**
 * The beginning of every server. Bun applies a source map only if the first line is `// @bun`. `import.meta.main` is
 * `false` in all bundled code, because only the server itself is the main module.
 */
export const BANNER = `// @bun\n${WRITTEN}\n${UNCHECKED}\n${REQUIRE}\n${IS_MAIN}`;

/**
 * Replaces Bun's `require` if names are computed when the program runs. Bun's would ask the registry for a package that is
 * not installed. It is one line, so that the lines of the source map stay the same.
 */
const FINDING_REQUIRE = [
  "const bunboxFind = (name) => {",
  "const [, wanted] = /^((?:@[^/:]+\\/)?[^./:@][^/:]*)(?:\\/|$)/.exec(name) ?? [];",
  'if (wanted === undefined || import.meta.require("node:module").isBuiltin(name)) return name;',
  'for (let folder = import.meta.dir, below; folder !== below; below = folder, folder = import.meta.require("node:path").dirname(folder))',
  'if (import.meta.require("node:fs").existsSync(`${folder}/node_modules/${wanted}`)) return name;',
  "throw Object.assign(new Error(`Cannot find module '${name}'`), { code: \"MODULE_NOT_FOUND\" }); };",
  "const require = new Proxy(import.meta.require, {",
  "apply: (load, self, [name]) => load(bunboxFind(name)),",
  'get: (load, key) => (key === "resolve" ? (name, options) => load.resolve(options === undefined ? bunboxFind(name) : name, options) : load[key]) });',
].join(" ");

/** The edits of an output that may `require` a computed name. */
export function requireEdits(): readonly Edit[] {
  const start = BANNER.indexOf(REQUIRE);
  return [{ start, end: start + REQUIRE.length, text: FINDING_REQUIRE }];
}

/** A source map with its mark, as an extension field (ECMA-426, section 9). */
export function markMap(map: string): string {
  return map.replace("{", '{"x_written_by":"bunbox",');
}

/** The file that marks a folder of packages as one that a build may replace. */
export const FOLDER_MARK = ".bunbox";

/** Whether an earlier build wrote a folder of packages. */
export async function isMarkedFolder(folder: string): Promise<boolean> {
  const mark = path.join(folder, FOLDER_MARK);
  const found = await lstat(mark).catch(ignoreAbsence);
  return found !== null && found.isFile() && (await headOf(mark)).startsWith(WRITTEN);
}

/** Every mark is within so many bytes of the beginning of a file. */
const HEAD = 512;

/**
 * Returns why a file must not be written: a build replaces only files that an earlier build wrote.
 *
 * @param server the server that a source map belongs to
 * @returns `null` if it may be written
 * @throws Error if the file cannot be read
 */
export async function occupantOf(file: string, kind: OutputKind, server: string): Promise<string | null> {
  return unlessWritten(file, async () => {
    const head = await headOf(file);
    return isMarked(head, kind) || (kind === "map" && (await isOfFirstVersion(head, server)));
  });
}

/**
 * Returns why a path must not be written if anything is there that is not a file of bunbox.
 *
 * @param isOwn whether the file there is one of bunbox
 */
export async function unlessWritten(file: string, isOwn: () => Promise<boolean>): Promise<string | null> {
  const found = await lstat(file).catch(ignoreAbsence);
  if (found === null) return null;
  if (found.isSymbolicLink()) return "it is a link";
  if (found.isDirectory()) return "it is a folder";
  if (!found.isFile()) return "it is not a file";
  return (await isOwn()) ? null : "it exists, and was not written by bunbox";
}

function isMarked(head: string, kind: OutputKind): boolean {
  if (kind === "map") return /^\s*\{\s*"x_written_by"\s*:\s*"bunbox"/.test(head);
  // git may have changed the line ends.
  const [first, second] = head.split(/\r?\n/);
  if (kind === "client") return first === WRITTEN;
  return first === "// @bun" && (second === WRITTEN || second === REQUIRE);
}

/** Whether a map is of version 0.1, which did not mark its maps: the server beside it shows that. */
async function isOfFirstVersion(head: string, server: string): Promise<boolean> {
  const found = await lstat(server).catch(ignoreAbsence);
  if (found === null || !found.isFile()) return false;
  return head.startsWith('{"version":3,"sources":[') && (await headOf(server)).split(/\r?\n/)[1] === REQUIRE;
}

async function headOf(file: string): Promise<string> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(HEAD), position: 0 });
    return buffer.toString("latin1", 0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Handles the error of a file that does not exist. */
export function ignoreAbsence(error: unknown): null {
  // A file has the place of a folder: creating the folder reports it.
  if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR"))
    return null;
  throw error;
}
