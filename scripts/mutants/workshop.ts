// Copies the repository into a temporary folder with every mutant in it, builds the copy, and runs its tests.
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Mutant, rewrite } from "./conditions.ts";
import { type Judge, openJudge } from "./judge.ts";

/** How a run of a test file ended. */
export interface TestRun {
  readonly verdict: "green" | "red" | "hung";
  readonly ms: number;
}

/** A built copy of the repository. */
export interface Workshop extends Disposable {
  readonly mutants: readonly Mutant[];
  /** Tries mutants with the samples of the rules. */
  judge(): Judge;
  /** Runs a test file with a mutant up to its first red test, for at most so many milliseconds. */
  breakWith(mutant: Mutant, testFile: string, atMost: number): Promise<TestRun>;
  /** Runs a test file without a mutant, for at most so many milliseconds, and lists those that it reaches. */
  measure(testFile: string, atMost: number): Promise<TestRun & { readonly reached: ReadonlySet<number> }>;
}

// What is installed, what is built, and what tools keep is not copied.
const NOT_COPIED = new Set(["node_modules", "dist", ".git", ".bunbox"]);

/** Turns the type check of the copy off: a rewritten condition does not narrow types. */
function withoutTypes(tsconfig: string): void {
  const config: { compilerOptions: object } = JSON.parse(fs.readFileSync(tsconfig, "utf8"));
  const compilerOptions = { ...config.compilerOptions, noCheck: true };
  fs.writeFileSync(tsconfig, JSON.stringify({ ...config, compilerOptions }));
}

/** Copies and builds the repository. The mutants are those of these files. */
export async function openWorkshop(repository: string, files: readonly string[]): Promise<Workshop> {
  // The name is short because the tests make sockets below it, whose paths can have 107 bytes.
  const folder = fs.mkdtempSync(path.join(tmpdir(), "mut-"));
  fs.chmodSync(folder, 0o755); // one test builds as another user
  const running = new Set<number>();
  const close = (): void => {
    for (const pid of running) endGroup(pid);
    fs.rmSync(folder, { recursive: true, force: true });
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      close();
      process.exit(1);
    });
  }
  const copy = path.join(folder, "bunbox");
  const TMPDIR = path.join(folder, "tmp");
  fs.mkdirSync(TMPDIR);
  copyInto(copy, repository);
  const mutants: Mutant[] = [];
  for (const file of files) {
    const text = fs.readFileSync(path.join(copy, file), "utf8");
    const rewritten = rewrite(file, text, mutants.length + 1);
    fs.writeFileSync(path.join(copy, file), rewritten.text);
    mutants.push(...rewritten.mutants);
  }
  const test = (testFile: string, env: Readonly<Record<string, string>>, atMost: number): Promise<TestRun> =>
    run(["bun", "test", "--timeout", "60000", "--bail", testFile], { ...env, TMPDIR }, atMost);

  withoutTypes(path.join(copy, "tsconfig.json"));
  const build = await run(["npm", "run", "--silent", "build"], {}, 300_000);
  if (build.verdict !== "green") throw new Error(`the copy cannot be built:\n${build.output}`);
  return {
    mutants,
    judge: () =>
      openJudge(() => {
        const child = spawn("bun", ["test/compiler/rules/try-mutants.ts"], {
          cwd: copy,
          env: { ...process.env, TMPDIR },
          detached: true,
          stdio: ["pipe", "pipe", "inherit"],
        });
        const { pid } = child;
        if (pid !== undefined) running.add(pid);
        return { child, end: () => (pid === undefined ? undefined : endGroup(pid)) };
      }),
    breakWith: ({ id }, testFile, atMost) => test(testFile, { MUTANT: String(id) }, atMost),
    async measure(testFile, atMost) {
      const MUTANTS_REACHED = path.join(folder, testFile.replaceAll("/", "-"));
      const measured = await test(testFile, { MUTANTS_REACHED }, atMost);
      return { ...measured, reached: numbersIn(MUTANTS_REACHED) };
    },
    [Symbol.dispose]: close,
  };

  /** Runs a command in the copy, and ends everything that it has started. */
  function run(
    [command = "", ...args]: readonly string[],
    env: Readonly<Record<string, string>>,
    atMost: number,
  ): Promise<TestRun & { readonly output: string }> {
    return new Promise((resolve, reject) => {
      const start = performance.now();
      const child = spawn(command, args, {
        cwd: copy,
        env: { ...process.env, ...env },
        detached: true,
        stdio: ["ignore", "pipe", "pipe"],
      });
      const { pid } = child;
      if (pid === undefined) {
        child.on("error", reject);
        return;
      }
      running.add(pid);
      let hung = false;
      const timer = setTimeout(() => {
        hung = true;
        endGroup(pid);
      }, atMost);
      const chunks: Buffer[] = [];
      child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
      child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
      child.on("exit", (code) => {
        clearTimeout(timer);
        endGroup(pid); // a red test may leave a server behind
        running.delete(pid);
        const verdict = hung ? "hung" : code === 0 ? "green" : "red";
        resolve({ verdict, ms: performance.now() - start, output: Buffer.concat(chunks).toString() });
      });
    });
  }
}

function copyInto(copy: string, repository: string): void {
  fs.cpSync(repository, copy, {
    recursive: true,
    verbatimSymlinks: true,
    filter(source) {
      // A fixture may have a node_modules that is part of it.
      const inFixture = path.relative(repository, source).startsWith("fixtures");
      return inFixture || !NOT_COPIED.has(path.basename(source));
    },
  });
  fs.symlinkSync(path.join(repository, "node_modules"), path.join(copy, "node_modules"));
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    return; // all of them have ended
  }
}

/** The numbers in a file that a run has written line by line. */
function numbersIn(file: string): ReadonlySet<number> {
  return new Set(fs.existsSync(file) ? fs.readFileSync(file, "utf8").split("\n").map(Number) : []);
}
