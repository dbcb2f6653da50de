// What the catalogue says of a code.
import type { Severity } from "../model.ts";

/** An entry of the catalogue. */
export interface Entry {
  readonly severity: Severity;
  /** The fixture is `fixtures/errors/CODE-NAME`. */
  readonly name: string;
  /** What stands beside the mark under the place; an entry that is about whole files has none. */
  readonly label?: string;
  /** What is wrong, in a sentence or two. */
  readonly meaning: string;
  /** How to mend it. */
  readonly remedy: string;
}
