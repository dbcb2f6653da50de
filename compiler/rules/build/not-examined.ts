// BBX4010: the parser cannot read a file that esbuild can.
import type { Diagnostic } from "../../model.ts";
import type { Source } from "../../syntax/source.ts";
import { report, type Rule } from "../rule.ts";

export const notExamined = {
  code: "BBX4010",
  severity: "warning",
  name: "not-examined",
  meaning:
    "The parser cannot read a file that the bundler can, because it nests thousands of levels deep. Its handlers are called and their types are checked, but other mistakes in it are not found.",
  remedy: "Split the file, or move generated data into a file of its own.",
} as const satisfies Rule;

/** Reports a file that the parser cannot read, unless esbuild has found an error in it. */
export function checkReadable(source: Source, faults: readonly Diagnostic[]): readonly Diagnostic[] {
  const { file, failure } = source;
  if (failure === null || faults.some(({ place }) => place?.file === file)) return [];
  return [
    report(notExamined, source.placeOf(failure.range), `${file} cannot be examined: ${failure.message}`),
  ];
}
