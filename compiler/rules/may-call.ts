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

/** `publish(…)`: a name that is declared elsewhere in the file, and not a property. */
function isPlainCall(code: string, at: number, name: string): boolean {
  return (
    code.charAt(at + name.length) === "(" &&
    /[\s;{(]/.test(code.charAt(at - 1)) &&
    !code.slice(0, at).trimEnd().endsWith(".")
  );
}
