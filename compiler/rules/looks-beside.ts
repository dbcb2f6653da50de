// Finds files that look for others beside themselves, or for modules that a bundle does not have.
import type { Source } from "../syntax/source.ts";
import { computedImportsIn } from "./build/computed-import.ts";
import { misses } from "./build/not-bundled.ts";
import { locationsIn } from "./build/relocated.ts";

/** Whether a file asks for its own location, or looks up something that is not in the output when it runs. */
export function looksBeside(source: Source): boolean {
  return misses(source) || locationsIn(source).length > 0 || computedImportsIn(source).length > 0;
}
