// Asks the process of test/compiler/rules/try-mutants.ts whether the samples of the rules notice a mutant.
import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { TestRun } from "./workshop.ts";

/** Asks about one mutant after another. */
export interface Judge extends Disposable {
  /** Runs the samples that reach a mutant, for at most so many milliseconds. */
  ask(mutant: number, atMost: number): Promise<TestRun["verdict"]>;
}

/** A process that has its standard input and output piped, and how it is ended. */
export interface JudgeProcess {
  readonly child: ChildProcess & { readonly stdin: Writable; readonly stdout: Readable };
  end(): void;
}

/** @param start starts the process; it is started again after a mutant that makes it hang or end */
export function openJudge(start: () => JudgeProcess): Judge {
  let current: { readonly process: JudgeProcess; readonly lines: AsyncIterator<string> } | undefined;

  /** Each start takes a few seconds, because it tries all samples. */
  async function started(): Promise<NonNullable<typeof current>> {
    if (current !== undefined) return current;
    const process = start();
    process.child.stdin.on("error", () => undefined); // the process has ended, which the missing line says
    const lines = createInterface(process.child.stdout)[Symbol.asyncIterator]();
    const first = await lines.next();
    if (first.value !== "ready") throw new Error("the samples are red without a mutant");
    current = { process, lines };
    return current;
  }

  return {
    async ask(mutant, atMost) {
      const { process, lines } = await started();
      process.child.stdin.write(`${mutant}\n`);
      const { promise: late, resolve } = Promise.withResolvers<"hung">();
      const timer = setTimeout(resolve, atMost, "hung");
      const answer = await Promise.race([late, lines.next()]);
      clearTimeout(timer);
      if (answer !== "hung" && (answer.value === "red" || answer.value === "green")) return answer.value;
      process.end();
      current = undefined;
      // A process that ends has left something behind, or its stack has overflowed: the tests decide.
      return answer === "hung" ? "hung" : "green";
    },
    [Symbol.dispose]: () => current?.process.end(),
  };
}
