// Checks the version of Bun. The generated server imports this first, so an old Bun prints one line before user code runs.

/** The first lines of the output declare it, because `import.meta.main` is `false` in bundled modules. */
declare const bunboxIsMain: boolean;

const OLDEST = "1.4.0";

const found = typeof Bun === "undefined" ? "another runtime" : `Bun ${Bun.version}`;

if (typeof Bun === "undefined" || Bun.semver.order(Bun.version, OLDEST) < 0) {
  const message = `bunbox error: this server needs Bun ${OLDEST} or newer, and this is ${found}`;
  // A program that imports the server decides by itself whether to go on. Node before 24 has no `import.meta.main`.
  // Of `import.meta`, `filename` would not compile to bytecode (Bun 1.4).
  const isMain = bunboxIsMain || import.meta.url === `file://${encodeURI(process.argv[1] ?? "")}`;
  if (!isMain) throw new Error(message);
  console.error(message);
  process.exit(1);
}
