// BBX2016: files named `_guard.ts` that export no `guard`.
import type { Sample, Samples } from "../samples.ts";

function guard(text: string, files: Readonly<Record<string, string>> = {}): Sample {
  return { text, files, isGuard: true };
}

export const SAMPLES: Samples = {
  wrong: {
    "an empty file": guard("«»"),
    "a comment with an export": guard("«»// export function guard() { return false; }\n"),
    "a helper alone": guard("«»export const ROLES = ['root'];"),
    "types alone": guard("«»export type Staff = { user: string };"),
    "a star of a file without it": guard('«»export * from "./lib.ts";', { "lib.ts": "export const a = 1;" }),
    "a namespace": guard('«»export * as guards from "./lib.ts";', {
      "lib.ts": "export const guard = () => false;",
    }),
    CommonJS: guard("«»module.exports.guard = () => false;"),
  },
  right: {
    "a function": guard("export function guard() { return false; }"),
    "an asynchronous constant": guard("export const guard = async () => false;"),
    "another name": guard("function admit() { return true; }\nexport { admit as guard };"),
    "a string name": guard('const admit = () => true;\nexport { admit as "guard" };'),
    destructured: guard("export const { guard } = { guard: () => false };"),
    "another file's": guard('export { guard } from "./lib.ts";', {
      "lib.ts": "export const guard = () => false;",
    }),
    "a star's": guard('export * from "./lib.ts";', { "lib.ts": "export function guard() { return false; }" }),
    "helpers beside it": guard("export const limit = 3;\nexport const guard = () => limit > 3;"),
  },
};
