// BBX4…: checking, bundling and writing.
import type { Entry } from "../entry.ts";

export const BUILD = {
  BBX4001: {
    severity: "error",
    name: "cannot-bundle",
    label: "cannot be bundled",
    meaning:
      "The code cannot be bundled: a module is not found, a file does not parse, or an export is missing.",
    remedy: "Mend the import or the syntax that the message names.",
  },
  BBX4002: {
    severity: "error",
    name: "cannot-write",
    meaning: "The output or the cache folder cannot be written.",
    remedy: "Check the path, the permissions and the free space, or choose another file with `--outfile`.",
  },
  BBX4003: {
    severity: "error",
    name: "typescript-failed",
    meaning: "The project's TypeScript could not be run, or ended without a verdict.",
    remedy: "Reinstall the project's dependencies. `--no-typecheck` builds without type checking.",
  },
  BBX4004: {
    severity: "warning",
    name: "not-strict",
    meaning:
      "`strictNullChecks` is off, so TypeScript takes an `upgrade` that forgets to answer for one that answers.",
    remedy: 'Set `"strict": true` in tsconfig.json.',
  },
  BBX4005: {
    severity: "warning",
    name: "computed-import",
    label: "only known when it runs",
    meaning:
      "The path of an `import()` is computed, so what it names is not in the output, and is looked for when the server runs.",
    remedy: "Write the path as a literal, or let it begin with one: `import(`./locales/${name}.ts`)`.",
  },
  BBX4006: {
    severity: "warning",
    name: "relocated",
    label: "the server's, not the source's",
    meaning:
      "`__dirname`, `import.meta.url` and the like name the place of `dist/server.js` once the code is bundled, not that of the source.",
    remedy: "Take paths from the configuration or the environment, or import the file as text.",
  },
  BBX4007: {
    severity: "warning",
    name: "native-addon",
    meaning:
      "A native add-on cannot be bundled: it stays where it is, and the server looks for it from its own place.",
    remedy: "Deploy the add-on with the server, at the same place relative to it.",
  },
  BBX4008: {
    severity: "error",
    name: "client-in-server",
    label: "imports the client",
    meaning:
      "The module that the option `client` names is written from the routes once they are right, so what a route imports would be that of the build before.",
    remedy: "Connect by `new WebSocket`, or take the client from another project.",
  },
  BBX4009: {
    severity: "error",
    name: "case-alone",
    label: "differs in case alone",
    meaning:
      "Two paths differ in case alone. The bundler takes them for one file, as macOS and Windows do, so both importers would run the same one.",
    remedy: "Rename one of the two.",
  },
  BBX4010: {
    severity: "warning",
    name: "not-examined",
    meaning:
      "The parser cannot read a file that the bundler can, because it nests thousands of levels deep. Its handlers are called and their types are checked, but nothing looks for other mistakes in it.",
    remedy: "Split the file, or move generated data into a file of its own.",
  },
  BBX4011: {
    severity: "error",
    name: "two-files",
    label: "means two files",
    meaning:
      "An import without an extension means one file to the bundler, and another one to `bun run` or to TypeScript, which look for extensions in another order. What is checked, tested or tried out is not what the server would run.",
    remedy: "Write the extension, or rename one of the two files.",
  },
  BBX4020: {
    severity: "warning",
    name: "bundler-warning",
    label: "is suspicious",
    meaning:
      "The bundler has seen code that does not do what it says, or that may run differently once it is bundled.",
    remedy: "Change the code as the message says.",
  },
  BBX4021: {
    severity: "warning",
    name: "not-bundled",
    label: "is not in the output",
    meaning:
      "A module or a file is looked for by its name when the server runs, beside `dist/server.js`: by `createRequire`, a `require` of a variable, `require.resolve`, `import.meta.resolve` or `new Worker`. It is not in the output.",
    remedy:
      "Import the module, or write `require` with a literal. Build a worker as a file of its own, and take its path from the environment.",
  },
  BBX4022: {
    severity: "warning",
    name: "absent-package",
    label: "can load what is not installed",
    meaning:
      "A package can load other packages that are not installed: optional peers, or drivers that it loads when you choose them. They are not in the output, and loading them throws `Cannot find module`, also where they are installed later.",
    remedy: "Install the packages that you use, and build again.",
  },
  BBX4023: {
    severity: "warning",
    name: "reads-files",
    label: "looks for files beside its own",
    meaning:
      "A package looks for files or modules beside its own, by `__dirname`, `import.meta.url`, `require.resolve`, `createRequire`, a computed `require` or `import()`, or `new Worker`. Once it is bundled, it looks beside `dist/server.js`, where they are not.",
    remedy:
      "Add the package to the option `external`: the build copies it to `dist/node_modules`, with every file that it reads. Deploy the folder as a whole.",
  },
  BBX4024: {
    severity: "error",
    name: "unsupported-import",
    label: "cannot be in the output",
    meaning:
      "Bun can import this, and one file of JavaScript cannot hold it: WebAssembly, files that are imported for their path, pages, databases, macros.",
    remedy:
      'Import text by `with { type: "text" }`. Read what must stay a file when the server runs. A package that imports such files goes into the option `external`.',
  },
  BBX4025: {
    severity: "warning",
    name: "bunfig-ignored",
    label: "is for `bun run` alone",
    meaning:
      "`bunfig.toml` gives loaders or constants to `bun run`. The build does not read them, so the server would run differently from the source.",
    remedy: "Write constants into a module, and name the type at each import.",
  },
  BBX4026: {
    severity: "warning",
    name: "decorator-metadata",
    label: "its types are not in the output",
    meaning:
      "`emitDecoratorMetadata` is on, and a decorated class is reached. The bundler does not emit the types of its constructor and properties, so a container that asks for them fails when the server runs.",
    remedy:
      "Name what is to be injected, by a token or a function; or turn `emitDecoratorMetadata` off if nothing asks for it.",
  },
  BBX4027: {
    severity: "error",
    name: "declared-enum",
    label: "does not exist when the server runs",
    meaning:
      "A `const enum` is only declared. TypeScript's own emit would write its values in the place of its members; a bundler, and Bun, do not, and using it is a ReferenceError.",
    remedy: "Declare the enum in a module, without `declare`, and import it.",
  },
  BBX4028: {
    severity: "error",
    name: "required-await",
    label: "cannot be required",
    meaning:
      "CommonJS loads a module that waits with a top-level `await`, itself or through its imports. `require` returns at once, so Bun refuses it, and a bundle would go on with a module that has not run.",
    remedy: "Load the module by `await import()`, or let the file that loads it be an ES module.",
  },
} as const satisfies Record<string, Entry>;
