// Finds the order in which modules run: each after what it imports, but for a circle (ECMA-262, section 16.2.1.5.3.1).
import type { Metafile } from "esbuild";

type Imports = Metafile["inputs"][string]["imports"];

/** The files of a bundle in the order in which they run. What `import()` or `require` loads is after all that runs at the start. */
export function evaluationOrder({ inputs }: Metafile, entry: string): readonly string[] {
  const targetsOf = (file: string, isWanted: (kind: Imports[number]["kind"]) => boolean): readonly string[] =>
    (inputs[file]?.imports ?? []).flatMap(({ path, kind }) =>
      Object.hasOwn(inputs, path) && isWanted(kind) ? [path] : [],
    );
  const begun = new Set<string>();
  const order: string[] = [];

  function run(root: string): void {
    // A stack instead of recursion: a chain of imports may be long.
    const stack: { readonly file: string; readonly pending: Iterator<string> }[] = [];
    const begin = (file: string): void => {
      if (begun.has(file)) return;
      begun.add(file);
      stack.push({ file, pending: targetsOf(file, (kind) => kind === "import-statement").values() });
    };
    begin(root);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const next = top.pending.next();
      if (next.done !== true) begin(next.value);
      else order.push(stack.pop()?.file ?? root);
    }
  }

  run(entry);
  // The list grows meanwhile.
  for (const file of order) targetsOf(file, (kind) => kind !== "import-statement").forEach(run);
  Object.keys(inputs).toSorted().forEach(run);
  return order;
}
