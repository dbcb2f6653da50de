// Names files, whole files as places, and URLs.
import path from "node:path";
import type { Place, Project, Related } from "./model.ts";

/** A file's path relative to the project, with forward slashes. On Windows, it is absolute for a file on another drive. */
export function relativeTo({ root }: Pick<Project, "root">, file: string): string {
  if (isPlainlyBelow(root, file)) return file.slice(root.length + 1);
  if (isPlain(root) && isPlain(file)) return between(root, file);
  return path.relative(root, file).split(path.sep).join("/");
}

/** Whether a path is another and more names after it, so that nothing need be resolved. */
function isPlainlyBelow(root: string, file: string): boolean {
  return file.startsWith(`${root}/`) && root.startsWith("/") && isPlain(file);
}

/** Whether a path is absolute and has neither an empty name nor `.` or `..`. Node resolves each path by character. */
function isPlain(file: string): boolean {
  return path.sep === "/" && file.startsWith("/") && !/\/\.{0,2}(?:\/|$)/.test(file);
}

/** The absolute path of a file, by its path relative to a folder. Node's own functions look at each character. */
export function absoluteIn(folder: string, file: string): string {
  return isPlain(folder) && isPlain(`/${file}`) ? `${folder}/${file}` : path.join(folder, file);
}

/** The way from one plain path to another. */
function between(from: string, to: string): string {
  const names = from.split("/");
  const others = to.split("/");
  let common = 0;
  while (common < names.length && names[common] === others[common]) common += 1;
  return [...names.slice(common).map(() => ".."), ...others.slice(common)].join("/");
}

/** A file's path as a module in a folder imports it: `./a.ts`, `../a.ts`, or absolute on another drive of Windows. */
export function specifierFrom(folder: string, file: string): string {
  const relative = relativeTo({ root: folder }, file);
  return /^\.\.?\//.test(relative) || path.isAbsolute(relative) ? relative : `./${relative}`;
}

/** The URL of segments below the routes folder, whose own URL is `base`. */
export function belowBase(base: string, segments: readonly string[]): string {
  return `${base === "/" && segments.length > 0 ? "" : base}${segments.map((each) => `/${each}`).join("")}`;
}

/** The place of a whole file: its beginning. */
export function fileStart(file: string): Place {
  return { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
}

/** The same file, named as a related place. */
export function relatedFile(file: string, message: string): Related {
  return { message, place: fileStart(file) };
}

/** Whether two places begin at the same character. */
export function isSamePlace(a: Place | null, b: Place | null): boolean {
  return a !== null && b !== null && a.file === b.file && a.line === b.line && a.column === b.column;
}
