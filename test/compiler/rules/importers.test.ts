// Your own import by which a file of a package is reached.
import { expect, test } from "bun:test";
import { importersOf, ownImportOf } from "../../../compiler/rules/importers.ts";
import { type Imports, mapsOf } from "./project.ts";

/** The import that reaches `node_modules/deep/index.js`. */
function found(imports: Imports): string {
  const { importer, specifier } = ownImportOf(importersOf(mapsOf(imports)), "node_modules/deep/index.js");
  return `${importer} ${specifier}`;
}

test("a package is reached by the file that imports it", () => {
  expect(found({ "app/a.ts": { fs: null, deep: "node_modules/deep/index.js" } })).toBe("app/a.ts deep");
});

test("your own import counts, even if a package imports the same file later", () => {
  expect(
    found({
      "app/a.ts": { deep: "node_modules/deep/index.js" },
      "node_modules/mid/index.js": { deep: "node_modules/deep/index.js" },
    }),
  ).toBe("app/a.ts deep");
});

test("a package behind another one is reached by the file that imports that one", () => {
  expect(
    found({
      "node_modules/mid/index.js": { deep: "node_modules/deep/index.js" },
      "app/a.ts": { "./b.ts": "app/b.ts" },
      "app/b.ts": { mid: "node_modules/mid/index.js" },
    }),
  ).toBe("app/b.ts mid");
});

test("the shortest way to a package counts, not the first", () => {
  expect(
    found({
      "node_modules/far/index.js": { mid: "node_modules/mid/index.js" },
      "node_modules/mid/index.js": { deep: "node_modules/deep/index.js" },
      "node_modules/near/index.js": { deep: "node_modules/deep/index.js" },
      "app/far.ts": { far: "node_modules/far/index.js" },
      "app/near.ts": { near: "node_modules/near/index.js" },
    }),
  ).toBe("app/near.ts near");
});

test("packages that import each other do not hide the import", () => {
  expect(
    found({
      "node_modules/mid/index.js": { deep: "node_modules/deep/index.js" },
      "node_modules/deep/index.js": { mid: "node_modules/mid/index.js" },
      "app/a.ts": { mid: "node_modules/mid/index.js" },
    }),
  ).toBe("app/a.ts mid");
  expect(
    found({
      "node_modules/mid/index.js": { deep: "node_modules/deep/index.js" },
      "node_modules/deep/index.js": { mid: "node_modules/mid/index.js" },
    }),
  ).toBe("node_modules/deep/index.js ");
});
