// Finds out from a text whether its tree may have a call of a method, for the `mayApply` of rules.
import type { Source } from "../syntax/source.ts";
import { isImported, occurrences } from "./questions.ts";

/** Whether a text may call one of these methods of an object. */
export function mayCallMethod(source: Source, code: string, methods: readonly string[]): boolean {
  return methods.some((name) =>
    // An import of this name is not a socket's method.
    occurrences(code, name).some((at) => !isImported(source, at) && !isPlainCall(code, at, name)),
  );
}

/** `publish(…)`: a name of the file, which stands elsewhere too if it is a method of an object. */
function isPlainCall(code: string, at: number, name: string): boolean {
  return code.startsWith("(", at + name.length) && !code.slice(0, at).trimEnd().endsWith(".");
}
