// How `npm run mutants` asks one process about many mutants.
import { describe, expect, test } from "bun:test";
import { spawn } from "node:child_process";
import { type Judge, openJudge } from "../../scripts/mutants/judge.ts";

/** A judge that is asked nothing hard: 3 hangs it, and 4 ends it. */
const OBEDIENT = `
console.log("ready");
for await (const line of console) {
  if (line === "3") continue;
  if (line === "4") process.exit(1);
  console.log(line === "1" ? "red" : "green");
}`;

function opened(script: string): { readonly judge: Judge; readonly starts: () => number } {
  let starts = 0;
  const judge = openJudge(() => {
    starts += 1;
    const child = spawn("bun", ["-e", script], { stdio: ["pipe", "pipe", "ignore"] });
    return { child, end: () => child.kill("SIGKILL") };
  });
  return { judge, starts: () => starts };
}

describe("a judge", () => {
  test("says what the process says, and starts it again only after one that hangs or ends it", async () => {
    const opening = opened(OBEDIENT);
    using judge = opening.judge;
    expect(await judge.ask(1, 60_000)).toBe("red");
    expect(await judge.ask(2, 60_000)).toBe("green");
    expect(opening.starts()).toBe(1);
    expect(await judge.ask(3, 50)).toBe("hung");
    expect(await judge.ask(1, 60_000)).toBe("red");
    expect(opening.starts()).toBe(2);
    // Nothing is known of it, so the tests are asked.
    expect(await judge.ask(4, 60_000)).toBe("green");
    expect(await judge.ask(1, 60_000)).toBe("red");
    expect(opening.starts()).toBe(3);
  });

  test("judges nothing if its samples are red without a mutant", async () => {
    using judge = opened("process.exit(1)").judge;
    await expect(judge.ask(1, 60_000)).rejects.toThrow("the samples are red without a mutant");
  });
});
