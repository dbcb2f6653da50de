// A path relative to a folder is the one that Node computes, also where bunbox takes a shorter way.
import { expect, test } from "bun:test";
import path from "node:path";
import { relativeTo } from "../../compiler/place.ts";

const NAMES = ["a", "ab", "b", "...", "..y", ".x", "[id]"];
const ODD = ["/", "/a/../b", "/a//b", "/a/", "/a/./b", "//a", "/a/b/..", "/.", "/.."];

test("a path is relative to a folder as Node says", () => {
  const twoDeep = NAMES.flatMap((first) => [`/${first}`, ...NAMES.map((second) => `/${first}/${second}`)]);
  const paths = [...ODD, ...twoDeep, ...twoDeep.map((each) => `${each}/a`)];
  const pairs = paths.flatMap((root) => paths.map((file) => ({ root, file })));
  expect(pairs.filter(({ root, file }) => relativeTo({ root }, file) !== path.relative(root, file))).toEqual(
    [],
  );
});
