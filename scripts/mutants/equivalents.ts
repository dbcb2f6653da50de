// Lists the mutants that no test can see, each with the reason.

/** A mutant that behaves like the code. */
export interface Equivalent {
  readonly file: string;
  /** As `npm run mutants` prints it. */
  readonly change: string;
  readonly reason: string;
}

/** An entry that matches no mutant is an error. */
export const EQUIVALENTS: readonly Equivalent[] = [
  {
    file: "runtime/origin.ts",
    change:
      "`origin === `https://${host}` || origin === `http://${host}`` becomes `origin === `https://${host}` && origin === `http://${host}``",
    reason:
      "It is a shortcut for the page of most handshakes. The comparison of the parsed URLs below it agrees.",
  },
];
