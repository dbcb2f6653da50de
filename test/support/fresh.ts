// Checks that `dist/` was built from the current sources: a test that drives an older build would prove nothing.
import { readdirSync, statSync } from "node:fs";
import path from "node:path";

/** What `npm run build` makes `dist/` from. */
const SOURCES = ["compiler", "runtime", "inspector", "scripts/build-page.ts", "scripts/bundle-package.ts"];

/** What the build writes first: it has read every source by then. */
const FIRST = "dist/runtime/index.js";

/** Why a repository's `dist/` does not match its sources; `undefined` if it does. */
export function staleness(repository: string): string | undefined {
  const timeOf = (file: string): number | undefined =>
    statSync(path.join(repository, file), { throwIfNoEntry: false })?.mtimeMs;
  const built = timeOf(FIRST);
  if (built === undefined) return "dist is not built: run `npm run build`";
  const newer = SOURCES.flatMap((source) => filesIn(repository, source)).find(
    (file) => (timeOf(file) ?? 0) > built,
  );
  return newer === undefined ? undefined : `dist is older than ${newer}: run \`npm run build\``;
}

function filesIn(repository: string, source: string): readonly string[] {
  if (path.extname(source) !== "") return [source];
  return readdirSync(path.join(repository, source), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|html|css)$/.test(entry.name))
    .map((entry) => path.relative(repository, path.join(entry.parentPath, entry.name)));
}

/** Looks once per process. The function that it returns throws each time if `dist/` is stale. */
export function onceFresh(repository: string): () => void {
  let found: { readonly stale: string | undefined } | undefined;
  return () => {
    found ??= { stale: staleness(repository) };
    if (found.stale !== undefined) throw new Error(found.stale);
  };
}
