// The path of a request, and the segments that the generated switch reads from it.
import { describe, expect, test } from "bun:test";
import { canonicalPath, endOf, isSegment, pathOf, segmentEnd, segmentText } from "../../runtime/path.ts";

describe("the path of a URL", () => {
  const urls: readonly (readonly [string, string])[] = [
    ["http://h", "/"],
    ["http://h/", "/"],
    ["https://h:1/a/b", "/a/b"],
    ["http://h/a?b/c", "/a"],
    ["http://h/a#b/c", "/a"],
    ["http://h/a?b#c", "/a"],
    ["http://h/a#b?c", "/a"],
    ["http://h/?", "/"],
  ];
  for (const [url, path] of urls) {
    test(`${url} is ${path}`, () => {
      expect(pathOf(url)).toBe(path);
    });
  }
});

describe("the canonical path", () => {
  const paths: readonly (readonly [string, string | undefined])[] = [
    ["/ws/a", "/ws/a"],
    ["/ws/a/", "/ws/a"],
    ["/ws/%41%2f%C3%a9", "/ws/A%2F%C3%A9"],
    ["/ws/a+b", "/ws/a%2Bb"],
    ["/", "/"],
    ["//", ""],
    ["/ws//a", ""],
    ["/ws/a//", ""],
    ["/ws/%", undefined],
    ["/ws//%C3", undefined],
  ];
  for (const [path, canonical] of paths) {
    test(`of ${path} is ${JSON.stringify(canonical)}`, () => {
      expect(canonicalPath(path)).toBe(canonical);
    });
  }
});

describe("a segment", () => {
  const path = "/ws/a%20b";

  test("is decoded", () => {
    expect(segmentText(path, 4, 9)).toBe("a b");
    expect(segmentText(path, 1, 3)).toBe("ws");
  });

  test("is a text only as a whole", () => {
    expect(isSegment(path, 1, 3, "ws")).toBe(true);
    expect(isSegment(path, 1, 3, "w")).toBe(false);
    expect(isSegment(path, 1, 3, "ab")).toBe(false);
    expect(isSegment(path, 1, 3, "ws/")).toBe(false);
  });

  test("ends at the next slash, or with the path", () => {
    expect(segmentEnd(path, 1)).toBe(3);
    expect(segmentEnd(path, 4)).toBe(9);
    expect([0, 1, 2, 3].map((depth) => endOf(path, depth))).toEqual([0, 3, 9, -1]);
  });
});
