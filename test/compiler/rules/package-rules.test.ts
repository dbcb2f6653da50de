// The rules for packages: what they can load, their native code, the files that they look for.
import { describe, expect, test } from "bun:test";
import { findInProject, type Given, hintsOfProject, saidOf, saidOfProject } from "./project.ts";

const withAbsent = (absent: readonly string[]): Given => ({
  files: { "app/db.ts": 'import knex from "knex";' },
  imports: {
    "app/db.ts": { knex: "node_modules/knex/index.js" },
    "node_modules/knex/index.js": { "./lib/load.js": "node_modules/knex/lib/load.js" },
  },
  graph: { lacking: [{ name: "knex", absent, file: "node_modules/knex/lib/load.js" }] },
});

describe("a package that can load what is not installed", () => {
  test("is named at your import of it, with the one package that is missing", () => {
    expect(saidOfProject(withAbsent(["pg"]))).toEqual([
      "BBX4022 app/db.ts:1:18 `knex` can load `pg`, which is not installed",
    ]);
  });

  test("is named with all packages that are missing", () => {
    expect(saidOfProject(withAbsent(["pg", "mysql"]))).toEqual([
      "BBX4022 app/db.ts:1:18 `knex` can load `pg`, `mysql`, which are not installed",
    ]);
  });
});

const withAddon = (importer: string): Given => ({
  files: { "app/db.ts": 'import "sqlite";' },
  imports: {
    "app/db.ts": { sqlite: "node_modules/sqlite/index.js" },
    "node_modules/sqlite/index.js": { "@native/sqlite": "node_modules/@native/sqlite/index.js" },
  },
  graph: { addons: [{ addon: "addon.node", importer }] },
});

describe("a native add-on", () => {
  test("of your own is reported in the file that imports it", () => {
    expect(findInProject(withAddon("app/own.ts"))).toMatchObject([
      {
        code: "BBX4007",
        message: "addon.node is a native add-on, so it is not in the output",
        place: { file: "app/own.ts" },
        hint: "Deploy the add-on with the server, at the same path relative to it.",
      },
    ]);
  });

  test("of a package is reported at your import that reaches it, and the hint names the package", () => {
    const found = findInProject(withAddon("node_modules/@native/sqlite/index.js"));
    expect(saidOf(found)).toEqual([
      "BBX4007 app/db.ts:1:8 addon.node is a native add-on, so it is not in the output",
    ]);
    expect(found[0]?.hint).toStartWith('Add `external: ["@native/sqlite"]` to bunbox.config.ts');
  });
});

describe("a package that looks for files beside its own", () => {
  const given: Given = {
    files: { "app/a.ts": 'import "views";\nimport "./b.ts";', "app/b.ts": 'import "@io/log/file";' },
    imports: {
      "app/a.ts": { views: "node_modules/views/index.js", "./b.ts": "app/b.ts" },
      "app/b.ts": { "@io/log/file": "node_modules/@io/log/file.js" },
      "node_modules/views/index.js": { paths: "node_modules/paths/index.js" },
    },
  };
  const views = "BBX4023 app/a.ts:1:8 `views` loads files from its own folder, which are not in the output";

  test("is reported at your import", () => {
    expect(saidOfProject({ ...given, readers: { views: "node_modules/views/index.js" } })).toEqual([views]);
    expect(saidOfProject({ ...given, readers: { "@io/log": "node_modules/@io/log/file.js" } })).toEqual([
      "BBX4023 app/b.ts:1:8 `@io/log` loads files from its own folder, which are not in the output",
    ]);
  });

  test("is named with the package that brings it, which the option `external` needs", () => {
    const readers = { paths: "node_modules/paths/index.js" };
    expect(saidOfProject({ ...given, readers })).toEqual([
      "BBX4023 app/a.ts:1:8 `paths`, which `views` brings, loads files from its own folder, which are not in the output",
    ]);
    expect(hintsOfProject({ ...given, readers })).toEqual([
      'Add `external: ["views"]` to bunbox.config.ts. The build then copies it beside the server.',
    ]);
  });

  test("is not reported for what it brings, if it looks for files itself", () => {
    const own = { views: "node_modules/views/index.js" };
    const brought = { paths: "node_modules/paths/index.js" };
    expect(saidOfProject({ ...given, readers: { ...own, ...brought } })).toEqual([views]);
    expect(saidOfProject({ ...given, readers: { ...brought, ...own } })).toEqual([views]);
  });

  test("is reported once for all that it brings", () => {
    const readers = { paths: "node_modules/paths/index.js", more: "node_modules/paths/index.js" };
    expect(saidOfProject({ ...given, readers })).toHaveLength(1);
  });

  test("is reported by its own name if no file of yours imports it", () => {
    expect(saidOfProject({ readers: { views: "node_modules/views/index.js" } })).toEqual([
      "BBX4023 node_modules/views/index.js:1:1 `views` loads files from its own folder, which are not in the output",
    ]);
  });
});

describe("a package in the output that a package outside it loads too", () => {
  const given: Given = {
    files: { "app/a.ts": 'import "graphql";' },
    imports: { "app/a.ts": { graphql: "node_modules/graphql/index.mjs" } },
    settings: { external: ["yoga"] },
    graph: {
      shipped: new Map([
        ["other", ["node_modules/other/index.js"]],
        ["graphql", ["node_modules/graphql/package.json", "node_modules/graphql/index.mjs"]],
      ]),
    },
    outside: ["node_modules/graphql/index.mjs", "node_modules/graphql/package.json"],
  };

  test("runs twice, and is reported at your import with the option that it needs", () => {
    expect(saidOfProject(given)).toEqual([
      "BBX4029 app/a.ts:1:8 `graphql` runs twice: in the output, and for a package that `external` names",
    ]);
    expect(hintsOfProject(given)).toEqual([
      'Add `external: ["graphql"]` to bunbox.config.ts, so that it runs once.',
    ]);
  });

  test("is installed more than once if the option names it already", () => {
    expect(hintsOfProject({ ...given, settings: { external: ["graphql"] } })).toEqual([
      "It is installed more than once. Use one version of it: `npm dedupe`.",
    ]);
  });

  test("is not reported if only its data is loaded twice, or nothing of it", () => {
    expect(saidOfProject({ ...given, outside: ["node_modules/graphql/package.json"] })).toEqual([]);
    expect(saidOfProject({ ...given, outside: [] })).toEqual([]);
  });
});
