// Checks that no page and no docstring has a phrase that the style page of CONTRIBUTING.md forbids.
//
// To hold more files to it, add a row to `AREAS`.
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import path from "node:path";
import { parseSync, Visitor } from "oxc-parser";
import { REPOSITORY } from "../support/project.ts";

interface Area {
  readonly what: string;
  /** Globs of files, relative to the repository. */
  readonly files: readonly string[];
  /** The text of a file that a person reads; the rest is blank, so that lines keep their numbers. */
  readonly prose: (file: string, text: string) => string;
}

const AREAS: readonly Area[] = [
  {
    what: "page",
    files: ["*.md", "docs/*.md", "fixtures/apps/{minimal,react,starter}/*.md"],
    prose: proseOfPage,
  },
  {
    what: "docstring of the API",
    files: ["runtime/{types,config,publish,route}.ts"],
    prose: commentsOf,
  },
  {
    what: "source of the compiler, the client, a script or a bench",
    files: ["compiler/**/*.ts", "client/*.ts", "scripts/*.ts", "bench/*.ts", "bench/servers/*.ts"],
    prose: commentsAndStringsOf,
  },
  {
    what: "source of the runtime or the inspector",
    files: ["runtime/*.ts", "inspector/*/*.ts"],
    prose: commentsAndStringsOf,
  },
  {
    what: "source of an app",
    files: [
      "fixtures/apps/*/*.ts",
      "fixtures/apps/*/{app,test}/**/*.ts",
      "fixtures/apps/*/web/{app,main,page,use}*.{ts,tsx}",
    ],
    prose: commentsOf,
  },
  { what: "test", files: ["test/**/*.ts"], prose: commentsAndTitlesOf },
];

/** Each phrase, with what to write in its place. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:told|tells?|telling)\b(?!(?: \w+)? apart\b)/gi, "say, report, show"],
  [/\bmend(?:s|ed|ing)?\b/gi, "fix"],
  [/(?<!\bthere )\b(?:is|are|was|were|be) no (?!longer\b|more\b)/gi, "is not a"],
  [/\ball the same\b/gi, "still"],
  [/\bwhere (?:there (?:is|are|was)|one|none)\b/gi, "if there is"],
  [/\bone (?:diagnostic|line|entry|row|server|socket|message) an? \w+/gi, "one … per …"],
  [
    /\bonce an? (?!second\b|minute\b|hour\b|day\b|week\b|month\b|year\b)\w+\b(?! (?:is|has|was)\b)/gi,
    "once per …",
  ],
  [/\bwithout a word\b/gi, "silently, without a diagnostic"],
  [/\bby whomever\b/gi, "by either side"],
  [/\b\w+n't\b|\b(?:it|that|there|here|what|you|we|they|I)'(?:s|re|ll|ve|d|m)\b/gi, "the words in full"],
  [
    /\b\w*(?:colour|behaviour|favour|honour|licence)\w*|\bspelt\b|\b\w+(?:alis|imis|ognis|oris)(?:e|ed|es|ing|ation)\b/gi,
    "the American spelling",
  ],
  [/^\/\/ .*\bin, .*\bout\b/gim, "Turns …, Finds …, Checks …"],
];

describe.each(AREAS.map((area) => [area.what, area] as const))("a %s", (_, { files, prose }) => {
  const names = [
    ...new Set(files.flatMap((glob) => [...new Bun.Glob(glob).scanSync(REPOSITORY)])),
  ].toSorted();

  test("is found", () => {
    expect(names.length).toBeGreaterThan(1);
  });

  test.each(names)("%s has no forbidden phrase", (file) => {
    const text = prose(file, readFileSync(path.join(REPOSITORY, file), "utf8"));
    const found = PHRASES.flatMap(([phrase, better]) =>
      [...text.matchAll(phrase)].map((match) => {
        const line = text.slice(0, match.index).split("\n").length;
        return `${file}:${line}: "${match[0].trim()}": write ${better}`;
      }),
    );
    expect(found).toEqual([]);
  });
});

test("a phrase is found in prose, and not in code", () => {
  const page = 'It is no error.\n\n```ts\n// told\n```\n\n`tell` and "mended"\n';
  const source = 'const told = "mended"; // a word: told\n/** It is no error. */\n';
  const found = [
    proseOfPage("page.md", page),
    commentsOf("a.ts", source),
    commentsAndStringsOf("a.ts", source),
  ].map((text) => PHRASES.flatMap(([phrase]) => text.match(phrase) ?? []));
  expect(found).toEqual([
    ["mended", "is no "],
    ["told", "is no "],
    ["told", "mended", "is no "],
  ]);
});

/** A page without its code, fenced or inline, and without the wrong half of the examples of style. */
function proseOfPage(_file: string, text: string): string {
  return text
    .replaceAll(/^ *```[^]*?^ *```$/gm, blank)
    .replaceAll(/`[^`\n]*`/g, blank)
    .replaceAll(/^\| ✗ [^|]*\|/gm, blank);
}

function commentsOf(file: string, text: string): string {
  return only(
    text,
    parseSync(file, text).comments.map(({ start, end }) => [start, end] as const),
  );
}

function commentsAndStringsOf(file: string, text: string): string {
  const { comments, program } = parseSync(file, text);
  const places = comments.map(({ start, end }) => [start, end] as const);
  const strings: (readonly [number, number])[] = [];
  JSON.stringify(program, (_, node: unknown) => {
    if (isText(node)) strings.push([node.start, node.end]);
    return typeof node === "bigint" ? null : node; // JSON does not have them
  });
  return only(text, [...places, ...strings]);
}

/** The comments of a test, and the titles of its `test` and `describe`. */
function commentsAndTitlesOf(file: string, text: string): string {
  const { comments, program } = parseSync(file, text);
  const titles: (readonly [number, number])[] = [];
  new Visitor({
    CallExpression({ callee, arguments: [title] }) {
      const isTitle = title?.type === "Literal" || title?.type === "TemplateLiteral";
      if (isTitle && /^(?:test|describe)\b/.test(text.slice(callee.start, callee.end)))
        titles.push([title.start, title.end]);
    },
  }).visit(program);
  return only(text, [...comments.map(({ start, end }) => [start, end] as const), ...titles]);
}

interface Text {
  readonly start: number;
  readonly end: number;
}

/** A string, or a piece of a template. */
function isText(node: unknown): node is Text {
  if (typeof node !== "object" || node === null || !("type" in node)) return false;
  return (
    node.type === "TemplateElement" ||
    (node.type === "Literal" && "value" in node && typeof node.value === "string")
  );
}

/** A text in which everything outside of these ranges is blank. */
function only(text: string, ranges: readonly (readonly [number, number])[]): string {
  let kept = "";
  let end = 0;
  for (const [from, to] of ranges.toSorted(([a], [b]) => a - b)) {
    kept += blank(text.slice(end, from)) + text.slice(from, to);
    end = to;
  }
  return kept + blank(text.slice(end));
}

function blank(text: string): string {
  return text.replaceAll(/[^\n]/g, " ");
}
