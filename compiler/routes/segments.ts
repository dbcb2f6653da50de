// Turns a folder's name into a segment of the URL.
import type { RouteSegment } from "../model.ts";

/** The meaning of a folder's name: a segment, nothing (a group), or the problem with it. */
export type ParsedFolder = { readonly segment: RouteSegment | null } | { readonly problem: string };

// A parameter's name: Unicode letters, digits, `_`, `-`.
const NAME = /^[\p{L}\p{Nd}_-]+$/u;

/** How the name of each kind of parameter begins. */
const OPENINGS = { param: "[", optionalParam: "[[", rest: "[...", optionalRest: "[[..." } as const;
const KINDS = ["param", "optionalParam", "rest", "optionalRest"] as const;

/** Parses one folder name. Names are compared in Unicode's composed form, in which clients send them. */
export function parseFolder(folder: string): ParsedFolder {
  const name = folder.normalize("NFC");
  if (/^\([^()[\]]+\)$/.test(name)) return { segment: null };
  const parameter = /^(\[{1,2}(?:\.\.\.)?)(.*?)(\]\]|\])$/s.exec(name);
  if (parameter !== null) return parseParameter(parameter[1] ?? "", parameter[2] ?? "", parameter[3] ?? "");
  if (name.startsWith("(") || name.endsWith(")")) {
    return { problem: "parentheses make a group only around a whole folder name: `(name)`" };
  }
  if (/[[\]]/.test(name)) {
    return { problem: "brackets make a parameter only around a whole folder name: `[name]`" };
  }
  return { segment: { kind: "static", name } };
}

function parseParameter(open: string, name: string, close: string): ParsedFolder {
  const kind = KINDS.find((each) => OPENINGS[each] === open) ?? "param";
  if (close !== (open.startsWith("[[") ? "]]" : "]")) return { problem: "its brackets do not match" };
  if (name === "") return { problem: "a parameter needs a name: `[name]`" };
  if (NAME.test(name)) return { segment: { kind, name } };
  if (/[[\]]/.test(name)) {
    return { problem: "its brackets are neither `[name]`, `[[name]]`, `[...name]` nor `[[...name]]`" };
  }
  return { problem: "a parameter's name is letters, digits, `_` and `-`" };
}

/** A segment as the route table shows it. */
export function formatSegment({ kind, name }: RouteSegment): string {
  if (kind === "static") return name;
  const open = OPENINGS[kind];
  return `${open}${name}${open.startsWith("[[") ? "]]" : "]"}`;
}
