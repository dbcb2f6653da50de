// A route's text and its run-time names in, whether its syntax needs a closer look out.
//
// Loading ts-morph takes 0.3 s. A route whose exports are the handlers alone, none of them a generator, has nothing
// that syntax could add to what esbuild and tsc know.
import { HANDLERS } from "../model.ts";

/** Whether the exports of a route are handlers and nothing else, in a form that raises no question. */
export function isOrdinary(text: string, names: readonly string[]): boolean {
  if (names.length === 0 || names.some((name) => !HANDLERS.some((handler) => handler === name))) return false;
  if (/\*/.test(text) && /function\s*\*|\*\s*(?:upgrade|on[A-Z])/.test(text)) return false;
  // A handler's word without its export: a type, a declaration, a forgotten `export`, or no more than a mention.
  return HANDLERS.every((name) => names.includes(name) || !new RegExp(String.raw`\b${name}\b`).test(text));
}
