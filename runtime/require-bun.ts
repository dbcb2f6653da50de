// Imported first by the generated server, so that an old Bun is one clear line before any user code runs.

/** Declared by the output's first lines: `import.meta.main` is `false` in everything that is bundled. */
declare const bunboxIsMain: boolean;

const OLDEST = "1.4.0";

const found = typeof Bun === "undefined" ? "another runtime" : `Bun ${Bun.version}`;

if (typeof Bun === "undefined" || Bun.semver.order(Bun.version, OLDEST) < 0) {
  const message = `bunbox error: this server needs Bun ${OLDEST} or newer, and this is ${found}`;
  // Imported into another program, it is that program's business whether to go on.
  if (!bunboxIsMain) throw new Error(message);
  console.error(message);
  process.exit(1);
}
