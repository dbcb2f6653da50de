// Takes the marks « and » out of a sample.
import path from "node:path";
import type { Sample } from "../../../compiler/rules/samples.ts";
import type { Range } from "../../../compiler/syntax/source.ts";

/** A sample without its marks. */
export interface Unmarked {
  readonly folder: string;
  /** The route, or the guard, relative to the project. */
  readonly file: string;
  /** Texts by their path relative to the project. */
  readonly files: ReadonlyMap<string, string>;
  /** What was between marks, at most one range per file. */
  readonly marked: readonly { readonly file: string; readonly range: Range }[];
}

/** @param at the folder of the route, if it is not the sample's own */
export function unmark(sample: Sample, at?: string): Unmarked {
  const {
    folder: own = "chat",
    text,
    isGuard = false,
    files = {},
  } = typeof sample === "string" ? { text: sample } : sample;
  const folder = at ?? own;
  const route = `app/ws/${folder}/${isGuard ? "_guard.ts" : "route.ts"}`;
  const all = [
    [route, text],
    ...(isGuard ? [[`app/ws/${folder}/route.ts`, "export function onOpen() {}"]] : []),
    ...Object.entries(files).map(([name, each]) => [path.posix.join(path.posix.dirname(route), name), each]),
  ];
  const read = all.map(([file = "", each = ""]) => ({
    file,
    text: each.replace("«", "").replace("»", ""),
    range: { start: each.indexOf("«"), end: each.indexOf("»") - 1 },
  }));
  return {
    folder,
    file: route,
    files: new Map(read.map((each) => [each.file, each.text])),
    marked: read.filter(({ range }) => range.start >= 0),
  };
}
