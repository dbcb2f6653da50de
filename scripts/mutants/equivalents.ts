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
    file: "compiler/routes/files.ts",
    change: "`a.file < b.file` becomes `a.file <= b.file`",
    reason: "Each file is in the list once.",
  },
  {
    file: "compiler/rules/uncaught.ts",
    change:
      "`at.parent !== undefined && at.parent !== null` becomes `at.parent !== undefined || at.parent !== null`",
    reason: "A `throw` and a call are within a function, and the loop ends there.",
  },
  {
    file: "compiler/rules/handlers/unawaited-guard.ts",
    change: "`only.end > at.start` becomes `only.end >= at.start`",
    reason:
      "A test does not begin where a statement before it ends: there is a semicolon or a line between them.",
  },
  {
    file: "compiler/rules/handlers/unawaited-guard.ts",
    change: "`block.end >= at.end` becomes `block.end > at.end`",
    reason: "A block ends with its brace, so nothing in it ends where the block does.",
  },
  {
    file: "compiler/rules/surroundings.ts",
    change: "`node.start < growth.end` becomes `node.start <= growth.end`",
    reason: "Something is between two expressions, if only a semicolon.",
  },
  {
    file: "runtime/origin.ts",
    change:
      "`origin === `https://${host}` || origin === `http://${host}`` becomes `origin === `https://${host}` && origin === `http://${host}``",
    reason:
      "It is a shortcut for the page of most handshakes. The comparison of the parsed URLs below it agrees.",
  },
];
