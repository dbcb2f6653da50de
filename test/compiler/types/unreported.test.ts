// Tests that a check whose errors get lost is not taken for one without errors.
import { expect, test } from "bun:test";
import path from "node:path";
import { COMPILER_OPTIONS, createProject, REPOSITORY } from "../../support/project.ts";

/** A TypeScript that prints no error of the files that match a pattern. */
function losing(pattern: string): Readonly<Record<string, string>> {
  const real = path.join(REPOSITORY, "node_modules/typescript/lib/tsc.js");
  return {
    "node_modules/typescript/package.json":
      '{ "name": "typescript", "version": "7.0.0", "bin": { "tsc": "lib/tsc.js" } }',
    "node_modules/typescript/lib/tsc.js": `
      const { spawnSync } = require("node:child_process");
      const { stdout } = spawnSync(process.execPath, [${JSON.stringify(real)}, ...process.argv.slice(2)], { encoding: "utf8", maxBuffer: 1e9 });
      const kept = stdout.replace(/^.*(?:${pattern}).*: error .*\\n(?:  .*\\n)*/gm, "");
      process.stdout.write(kept);
      process.exitCode = kept.includes("error TS") ? 2 : 0;
    `,
  };
}

const WRONG = "export function onMessage(ws: number) {}\n";

const LOST = [
  ["of the handlers", "contract-0", {}],
  ["of the second check, which decides without strictFunctionTypes", "blame", { strictFunctionTypes: false }],
] as const;

test.each(LOST)("a run that loses the errors %s is a failure", async (_what, pattern, options) => {
  await using project = await createProject({
    ...losing(pattern),
    "tsconfig.json": JSON.stringify({
      compilerOptions: { ...COMPILER_OPTIONS, ...options },
    }),
    "app/ws/a/route.ts": WRONG.replace("number", "object"),
  });
  const { exitCode, diagnostics } = await project.json(["check"]);
  expect(diagnostics).toMatchObject([{ code: "BBX4003", severity: "error" }]);
  expect(exitCode).toBe(1);
});

test("a run that loses no error says what is wrong", async () => {
  await using project = await createProject({ ...losing("nothing of the kind"), "app/ws/a/route.ts": WRONG });
  const { diagnostics } = await project.json(["check"]);
  expect(diagnostics).toMatchObject([{ code: "BBX2010" }]);
});
