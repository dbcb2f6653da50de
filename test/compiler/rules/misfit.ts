// Applies the rules to one handler that TypeScript does not accept.
import type { Blame, Diagnostic, Misfit } from "../../../compiler/model.ts";
import { findInExports, type GivenRoute, saidOf } from "./project.ts";

/** What is reported about one handler that does not fit. */
export function found(
  handler: Misfit["handler"],
  blame: Blame,
  given: Partial<GivenRoute> & { readonly reason?: string } = {},
): readonly Diagnostic[] {
  const { reason = "Type 'A' is not assignable to type 'B'." } = given;
  const text = given.text ?? `export function ${handler}(ws: A, ctx: B): C { return 1; }`;
  return findInExports({ ...given, text, misfits: [{ handler, blame, reason }] });
}

/** The same, as `saidOf` writes it. */
export function said(...args: Parameters<typeof found>): readonly string[] {
  return saidOf(found(...args));
}
