// Makes packages that look for files beside their own, and projects that use them.
import { answering } from "../../support/as-from-source.ts";
import { createProject, type TestProject } from "../../support/project.ts";

/** A package.json. */
export const manifest = (name: string, more = {}): string =>
  JSON.stringify({ name, version: "1.0.0", main: "index.js", types: "index.d.ts", ...more });
/** The declarations of each package. */
export const TYPES = "export function words(): string | Promise<string>;\n";

/** Packages that look for something in each of the usual ways, by their name. */
export const READERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "by-dirname": {
    "package.json": manifest("by-dirname"),
    "index.js": `
      const fs = require("node:fs"), path = require("node:path");
      exports.words = () => fs.readFileSync(path.join(__dirname, "words.txt"), "utf8").trim();
    `,
    "words.txt": "by dirname\n",
  },
  "by-url": {
    "package.json": manifest("by-url", { type: "module" }),
    "index.js": `
      import { readFileSync } from "node:fs";
      export const words = () => readFileSync(new URL("./data/words.txt", import.meta.url), "utf8").trim();
    `,
    "data/words.txt": "by url\n",
  },
  "by-resolve": {
    "package.json": manifest("by-resolve"),
    "index.js": `
      const fs = require("node:fs");
      exports.words = () => fs.readFileSync(require.resolve("./words.txt"), "utf8").trim();
    `,
    "words.txt": "by resolve\n",
  },
  "by-require": {
    "package.json": manifest("by-require", { type: "module", dependencies: { "by-dirname": "1" } }),
    "index.js": `
      import { createRequire } from "node:module";
      const require = createRequire(import.meta.url);
      export const words = () => require("by-dirname").words() + require("./more.json").text;
    `,
    "more.json": '{ "text": " by require" }',
  },
  "by-import": {
    "package.json": manifest("by-import", { type: "module" }),
    "index.js": `
      const parts = ["./parts/", "one.js"];
      export const words = async () => (await import(parts.join("")).catch((error) => ({ one: error.code }))).one;
    `,
    "parts/one.js": 'export const one = "by import";\n',
  },
  // The tracer does not follow it, and Bun's conditions lead to it.
  "by-condition": {
    "package.json": manifest("by-condition", {
      exports: {
        ".": { types: "./index.d.ts", bun: "./bun.js", node: "./node.js", default: "./default.js" },
      },
    }),
    "bun.js": "exports.words = () => require(String.raw`./inline.js`).words + __dirname.slice(-12);\n",
    "inline.js": 'exports.words = "by condition ";\n',
    "node.js": 'exports.words = () => "node";\n',
    "default.js": 'exports.words = () => "default";\n',
  },
  "by-worker": {
    "package.json": manifest("by-worker", { type: "module" }),
    "index.js": `
      import { Worker } from "node:worker_threads";
      export const words = () => new Promise((resolve, reject) => {
        const worker = new Worker(new URL("./worker.js", import.meta.url));
        worker.once("message", (text) => { resolve(text); void worker.terminate(); });
        worker.once("error", (error) => resolve(error.constructor.name));
      });
    `,
    "worker.js": 'import { parentPort } from "node:worker_threads";\nparentPort.postMessage("by worker");\n',
  },
};

/** A project with a route per package. */
export async function createReaders(names: readonly string[]): Promise<TestProject> {
  const files = Object.entries(READERS).flatMap(([name, each]) =>
    Object.entries({ ...each, "index.d.ts": TYPES }).map(([file, text]) => [
      `node_modules/${name}/${file}`,
      text,
    ]),
  );
  return createProject({
    "package.json": '{ "type": "module" }',
    ...Object.fromEntries(files),
    ...Object.fromEntries(
      names.map((name) => [
        `app/ws/${name}/route.ts`,
        answering("await words()", `import { words } from "${name}";`),
      ]),
    ),
  });
}

/** A configuration with the option `external`. */
export const config = (names: readonly string[]): string =>
  `export default { external: ${JSON.stringify(names)} };\n`;
