// Finds names that a file's text cannot mention, so that its tree need not be read: reading a tree takes longer than parsing.
//
// A name is in the tree only if it is in the text, or spelled with an escape. This file decides nothing else.
import type { Source } from "./source.ts";

/** Whether a file may mention one of some names as an identifier. */
export function mayMention(text: string, names: readonly string[]): boolean {
  return text.includes("\\u") || names.some((name) => text.includes(name));
}

/** Whether a declared function may be assigned another value: any mention except `typeof name` may do so. */
export function mayAssign(text: string, name: string): boolean {
  if (text.includes("\\u")) return true;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const before = text.slice(Math.max(0, at - "function ".length), at);
    if (!before.endsWith("function ") && !before.endsWith("typeof ")) return true;
  }
  return false;
}

/** The text of a file with a space for each character of a comment, so that only code is left, at its place. */
export function codeOf({ text, comments }: Source): string {
  let code = "";
  let at = 0;
  for (const { start, end } of comments) {
    code += text.slice(at, start) + " ".repeat(end - start);
    at = end;
  }
  return at === 0 ? text : code + text.slice(at);
}
