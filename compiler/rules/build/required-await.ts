// BBX4028: CommonJS requires a module that waits with a top-level `await`.
import type { Place } from "../../model.ts";
import { placeOf, type Sources } from "../../syntax/source.ts";
import { indexOf } from "../../syntax/indexed.ts";
import { functionAround } from "../../syntax/tree.ts";
import type { Rule } from "../rule.ts";

export const requiredAwait = {
  code: "BBX4028",
  severity: "error",
  name: "required-await",
  label: "cannot be required",
  meaning:
    "CommonJS code loads a module that waits with a top-level `await`, itself or through its imports. `require` returns at once, so Bun refuses it, and a bundle would go on with a module that has not run.",
  remedy: "Load the module with `await import()`, or make the file that loads it an ES module.",
  inProject: ({ graph: { required }, sources, placeOfImport }) =>
    required.flatMap(({ importer, specifier, files }) => {
      const wait = files.map((file) => waitIn(sources, file)).find((place) => place !== undefined);
      if (wait === undefined) return [];
      return {
        place: placeOfImport(importer, specifier),
        message: `\`${specifier}\` waits with a top-level \`await\`, so it cannot be required`,
        hint: 'Load it with `await import("…")`. With `"type": "module"` in package.json, `import` stays an import.',
        related: [{ message: "waits here", place: wait }],
      };
    }),
} as const satisfies Rule;

/** Where a file waits at its top level. */
function waitIn(sources: Sources, file: string): Place | undefined {
  const source = sources.get(file);
  if (source === undefined || !source.text.includes("await") || source.failure !== null) return undefined;
  const index = indexOf(source.program);
  const waits = [...index.of("AwaitExpression"), ...index.of("ForOfStatement").filter((each) => each.await)];
  const first = waits.find((each) => functionAround(each) === undefined);
  return first === undefined ? undefined : placeOf(first);
}
