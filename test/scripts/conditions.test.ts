// The rewritten source of `npm run mutants`: it does what the source does, and the environment breaks one condition.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { rewrite } from "../../scripts/mutants/conditions.ts";

const SOURCE = `// A sample.
function judge(a: number, b: number | null, list: readonly number[]): unknown[] {
  const out: unknown[] = [];
  if (a === 1) out.push("one");
  if (a < 2 && (b !== null || list.length > 0)) out.push("some");
  for (let i = 0; i <= a; i += 1) out.push(i);
  out.push(b ?? "none", list?.some((each) => each >= 2), !out.includes(3) ? "few" : "many");
  let kept: number | null = b;
  kept ??= 7;
  out.push(kept, [1].map(() => true), isTrue());
  return out;
}
function isTrue(): boolean {
  return true;
}
console.log(JSON.stringify(judge(1, null, [1, 2])));
`;

const PLAIN = ["one", "some", 0, 1, "none", true, "few", 7, [true], true];

/** What each mutant prints; of a broken loop, nothing in time. */
const BROKEN: Readonly<Record<string, readonly unknown[]>> = {
  "4:7 `a === 1` becomes `a !== 1`": PLAIN.slice(1),
  "5:7 `a < 2 && (b !== null || list.length > 0)` becomes `!(a < 2 && (b !== null || list.length > 0))`":
    PLAIN.toSpliced(1, 1),
  "5:7 `a < 2 && (b !== null || list.length > 0)` becomes `a < 2 || (b !== null || list.length > 0)`": PLAIN,
  "5:7 `a < 2` becomes `a <= 2`": PLAIN,
  "5:7 `a < 2` becomes `a >= 2`": PLAIN.toSpliced(1, 1),
  "5:17 `b !== null || list.length > 0` becomes `b !== null && list.length > 0`": PLAIN.toSpliced(1, 1),
  "5:17 `b !== null` becomes `b === null`": PLAIN,
  "5:31 `list.length > 0` becomes `list.length >= 0`": PLAIN,
  "5:31 `list.length > 0` becomes `list.length <= 0`": PLAIN.toSpliced(1, 1),
  "6:19 `i <= a` becomes `i < a`": PLAIN.toSpliced(3, 1),
  "6:19 `i <= a` becomes `i > a`": PLAIN.toSpliced(2, 2),
  '7:12 `b ?? "none"` becomes `"none"`': PLAIN,
  "7:29 `?.some` becomes `?.every`": PLAIN.with(5, false),
  "7:46 `each >= 2` becomes `each > 2`": PLAIN.with(5, false),
  "7:46 `each >= 2` becomes `each < 2`": PLAIN,
  "7:58 `!out.includes(3)` becomes `out.includes(3)`": PLAIN.with(6, "many"),
  "9:3 `kept ??= 7` becomes `kept = 7`": PLAIN,
  "10:32 `true` becomes `false`": PLAIN.with(8, [false]),
  "14:10 `true` becomes `false`": PLAIN.with(9, false),
};

const { text, mutants } = rewrite("sample.ts", SOURCE, 5);
let folder = "";
let file = "";

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "bunbox-"));
  file = path.join(folder, "sample.ts");
  await writeFile(file, text);
});

afterAll(() => rm(folder, { recursive: true }));

function run(env: Readonly<Record<string, string>>): unknown {
  const { stdout } = Bun.spawnSync([process.execPath, file], { env: { ...process.env, ...env } });
  return JSON.parse(stdout.toString());
}

describe("a rewritten file", () => {
  test("does the same without a mutant, line by line", () => {
    expect(run({})).toEqual(PLAIN);
    expect(text.split("\n").indexOf("function isTrue(): boolean {")).toBe(12);
  });

  test("writes down which conditions it reaches", async () => {
    const reached = path.join(folder, "reached");
    expect(run({ MUTANTS_REACHED: reached })).toEqual(PLAIN);
    const numbers = (await readFile(reached, "utf8")).trimEnd().split("\n").map(Number);
    expect(new Set(numbers)).toEqual(new Set(mutants.map(({ id }) => id)));
    expect(numbers).toHaveLength(mutants.length);
  });

  test("has every condition, each with its own number", () => {
    const shown = mutants.map(({ line, column, change }) => `${line}:${column} ${change}`);
    expect(shown.toSorted()).toEqual(Object.keys(BROKEN).toSorted());
    expect(mutants.map(({ id }) => id)).toEqual(mutants.map((_, index) => 5 + index));
  });

  for (const { id, line, column, change } of mutants) {
    test(`does what it says if ${line}:${column} ${change}`, () => {
      expect(run({ MUTANT: String(id) })).toEqual([...(BROKEN[`${line}:${column} ${change}`] ?? [])]);
    });
  }
});
