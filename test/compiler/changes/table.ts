// Lists the kinds of change between two builds of a project.
import { BEYOND, CLIENT, CONFIGURED, type Edits, PROJECT, REFERRING, TSCONFIG } from "./project.ts";

/** A change, and what its builds are like. */
export interface Change {
  readonly what: string;
  readonly edits: Edits;
  /** What the project is like before. */
  readonly before?: Edits;
  /** TypeScript checks the project too. */
  readonly types?: true;
  /** Changed files keep their times. */
  readonly sameTimes?: true;
  /** The next build has the same answer as the one before. */
  readonly noOther?: true;
}

const STRICTER = '"noUncheckedIndexedAccess": true';
const OLD_FIELDS = '"useDefineForClassFields": false';

/** A file in which one text takes another's place. */
function swap(what: string, file: string, from: string, to: string): Change {
  return { what, edits: swapped(file, from, to) };
}

function swapped(file: string, from: string, to: string): Edits {
  const text = { ...PROJECT, ...BEYOND, ...CONFIGURED }[file];
  if (typeof text !== "string" || !text.includes(from)) throw new Error(`${file} does not have ${from}`);
  return { [file]: text.replace(from, to) };
}

function put(what: string, edits: Edits): Change {
  return { what, edits };
}

function link(what: string, file: string, target: string): Change {
  return { what, edits: { [file]: { link: target } } };
}

const SOURCES: readonly Change[] = [
  swap("a library has another value", "app/lib/index.ts", "name 1", "name 2"),
  { ...swap("a library of the same size and time", "app/lib/index.ts", "name 1", "name 2"), sameTimes: true },
  put("another route", { "app/ws/other/route.ts": "export function onMessage() {}\n" }),
  put("a folder that is not a route", { "app/ws/[bad/route.ts": "export function onMessage() {}\n" }),
  put("a guard above the routes", { "app/_guard.ts": "export function guard() { return false; }\n" }),
  put("a route is gone", { "app/ws/linked": null }),
  put("a file that is found before another", { "app/lib.ts": 'export const name: string = "nearer";\n' }),
  put("an imported file is gone", { "app/inner.ts": null }),
  swap("an imported JSON file", "app/data.json", "data 1", "data 2"),
  swap("an imported text file", "app/words.txt", "words 1", "words 2"),
  link("a linked folder is turned to another", "app/folder", "versions/two"),
  link("a linked file is turned to another", "app/file.ts", "versions/two/index.ts"),
  link("a linked route is turned to another", "app/ws/linked/route.ts", "../../versions/route-2.ts"),
];

const PACKAGES: readonly Change[] = [
  swap("a package is edited in place", "node_modules/pkg/index.js", "pkg 1", "pkg 2"),
  {
    ...swap("a package of the same size and time", "node_modules/pkg/index.js", "pkg 1", "pkg 2"),
    sameTimes: true,
  },
  swap("a package's package", "node_modules/dep/index.js", "dep 1", "dep 2"),
  put("a package's main file", {
    ...swapped("node_modules/pkg/package.json", "index.js", "other.js"),
    "node_modules/pkg/other.js": 'export const size = "other";\n',
  }),
  put("a package's exports", {
    ...swapped("node_modules/pkg/package.json", '"main"', '"exports": "./other.js", "main"'),
    "node_modules/pkg/other.js": 'export const size = "other";\n',
  }),
  swap("a package's type", "node_modules/typeless/package.json", "commonjs", "module"),
  swap("a package's sideEffects", "node_modules/effects/package.json", "{", '{ "sideEffects": false,'),
  put("a package below a package", {
    "node_modules/pkg/node_modules/dep/package.json": PROJECT["node_modules/dep/package.json"] ?? null,
    "node_modules/pkg/node_modules/dep/index.js": 'export const dep = "nearer dep";\n',
  }),
  put("a package that is nearer", {
    "app/node_modules/pkg/package.json": PROJECT["node_modules/pkg/package.json"] ?? null,
    "app/node_modules/pkg/index.js": 'export const size = "nearer pkg";\n',
  }),
  link("pnpm turns a link", "node_modules/versioned", ".pnpm/versioned@2/node_modules/versioned"),
  link(
    "pnpm turns a scoped link",
    "node_modules/@scope/versioned",
    "../.pnpm/versioned@2/node_modules/versioned",
  ),
  link(
    "pnpm turns the link of a package's package",
    "node_modules/.pnpm/user@1/node_modules/versioned",
    "../../versioned@2/node_modules/versioned",
  ),
  put("a package is gone", { "node_modules/dep": null }),
  swap("the project's type", "package.json", '"module"', '"commonjs"'),
  swap("the project's imports", "package.json", "inner.ts", "inner-2.ts"),
];

const OUTSIDE: readonly Change[] = [
  swap("a file beyond the project", "../beyond/index.ts", "beyond 1", "beyond 2"),
  swap("a package of a folder above", "../node_modules/above/index.js", "above 1", "above 2"),
  put("the project's own package for one of a folder above", {
    "node_modules/above/package.json": BEYOND["../node_modules/above/package.json"] ?? null,
    "node_modules/above/index.js": 'export const above = "own";\n',
  }),
].map((change) => ({ ...change, before: BEYOND }));

const CONFIGURATION: readonly Change[] = [
  swap("an option", "bunbox.config.ts", "port: 4000", "port: 4001"),
  swap("an option that is wrong", "bunbox.config.ts", "port", "prot"),
  swap("a module that the configuration imports", "config/health.ts", "/one", "/two"),
  swap("a JSON file that the configuration imports", "config/origins.json", "one", "two"),
  swap("a file that the configuration reads", "config/timeout.txt", "11", "22"),
  swap("a package that the configuration imports", "node_modules/limits/index.js", "1000", "2000"),
  put("the configuration is gone", { "bunbox.config.ts": null }),
].map((change) => ({ ...change, before: CONFIGURED }));

const TSCONFIGS: readonly Change[] = [
  swap("the paths of the tsconfig", "tsconfig.json", "guard.ts", "nowhere.ts"),
  swap(
    "the base of the tsconfig",
    "config/base.json",
    '{ "compilerOptions": {',
    `{ "compilerOptions": { ${OLD_FIELDS},`,
  ),
  put("a base that is a package", {
    "node_modules/@base/tsconfig/tsconfig.json": `{ "compilerOptions": { ${OLD_FIELDS} } }\n`,
  }),
  put("a nested tsconfig", { "app/nested/tsconfig.json": `{ "compilerOptions": { ${OLD_FIELDS} } }\n` }),
  swap("the base of a nested tsconfig", "app/nested/base.json", "true", "false"),
  put("a nested tsconfig where there was none", {
    "app/lib/tsconfig.json": `{ "compilerOptions": { ${OLD_FIELDS} } }\n`,
  }),
];

const OUTPUTS: readonly Change[] = [
  { ...put("the output is gone", { "dist/server.js": null }), noOther: true },
  { ...put("the client is gone", { "web/ws.gen.ts": null }), before: CLIENT, noOther: true },
  {
    ...put("a type that the client alone reads", { "app/types.ts": "export type Outgoing = 1;\n" }),
    before: CLIENT,
  },
];

const TYPES: readonly Change[] = [
  swap("a route has a type error", "app/ws/first/route.ts", "text: string", "text: number"),
  swap("a library has another type", "app/lib/index.ts", "Name", "unknown"),
  put("another declaration that the tsconfig includes", {
    "app/array.d.ts": "interface Array<T> { 0: T | undefined }\n",
  }),
  swap("a declaration that the tsconfig includes", "app/global.d.ts", "string", "number"),
  swap("a package has other types", "node_modules/pkg/index.d.ts", "string", "number"),
  put("a package names other types", {
    ...swapped("node_modules/pkg/package.json", "index.d.ts", "other.d.ts"),
    "node_modules/pkg/other.d.ts": "export declare const size: number;\n",
  }),
  link(
    "pnpm turns a link to other types",
    "node_modules/versioned",
    ".pnpm/versioned@2/node_modules/versioned",
  ),
  swap("the tsconfig is stricter", "tsconfig.json", '"strict"', `${STRICTER}, "strict"`),
  swap("the base of the tsconfig is stricter", "config/base.json", '"lib"', `${STRICTER}, "lib"`),
  put("a base that is a package is stricter", {
    "node_modules/@base/tsconfig/tsconfig.json": `{ "compilerOptions": { ${STRICTER} } }\n`,
  }),
  {
    ...put("a referenced tsconfig is stricter", {
      "tsconfig.app.json": TSCONFIG.replace('"strict"', `${STRICTER}, "strict"`),
    }),
    before: REFERRING,
  },
  {
    ...swap(
      "the base of a referenced tsconfig is stricter",
      "config/base.json",
      '"lib"',
      `${STRICTER}, "lib"`,
    ),
    before: REFERRING,
  },
].map((change) => ({ ...change, types: true }));

/** Changes of one project, which is built with or without types. */
export interface Group {
  /** The files that the project has beside the usual ones, and whether it is checked. */
  readonly name: string;
  /** The project as it is before each of the changes. */
  readonly files: Edits;
  readonly types: boolean;
  readonly changes: readonly Change[];
}

/** Groups changes by their project. */
export function groupsOf(all: readonly Change[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const change of all) {
    const { before = {}, types = false } = change;
    const added = Object.keys(before).filter((file) => !(file in PROJECT));
    const name = `with ${added.length === 0 ? "no other file" : added.join(", ")}, ${types ? "types" : "no types"}`;
    const changes = [...(groups.get(name)?.changes ?? []), change];
    groups.set(name, { name, files: { ...PROJECT, ...before }, types, changes });
  }
  return [...groups.values()];
}

/** All of them. */
export const CHANGES: readonly Change[] = [
  ...SOURCES,
  ...PACKAGES,
  ...OUTSIDE,
  ...CONFIGURATION,
  ...TSCONFIGS,
  ...OUTPUTS,
  ...TYPES,
];
