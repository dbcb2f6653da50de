// BBX4005: an `import()` whose target is computed when the program runs.
import type { Node } from "oxc-parser";
import { placeOf, type Source } from "../../syntax/source.ts";
import { indexOf } from "../../syntax/indexed.ts";
import type { Rule } from "../rule.ts";
import { isFollowed } from "./not-bundled.ts";

export const computedImport = {
  code: "BBX4005",
  severity: "warning",
  name: "computed-import",
  label: "known only at run time",
  meaning:
    "The path of an `import()` is computed, so the file that it names is not in the output. The server looks for it when it runs.",
  remedy: "Write the path as a literal, or start it with `./` or `../`: `import(`./locales/${name}.ts`)`.",
  mayApply: ({ source }) => source.isDynamic,
  inFile: ({ source }) =>
    computedImportsIn(source).map((each) => ({
      place: placeOf(each),
      message: "A computed `import()` cannot be bundled",
      hint: "Write the path as a literal, or start it with `./` or `../`.",
    })),
} as const satisfies Rule;

/** The targets of the imports in a file that cannot be bundled. */
export function computedImportsIn({ program }: Source): readonly Node[] {
  return indexOf(program)
    .of("ImportExpression")
    .filter((each) => !isFollowed(each.source))
    .map((each) => each.source);
}
