// Tests everything that computes with paths on Windows' own rules, in a process whose `node:path` is that of Windows.
import { expect, test } from "bun:test";
import path from "node:path";

test("paths with drive letters, backslashes, shares and other cases", async () => {
  const file = path.join(import.meta.dir, "windows/paths.ts");
  const child = Bun.spawn(["bun", "test", file], { stdout: "pipe", stderr: "pipe" });
  const [output, exitCode] = await Promise.all([new Response(child.stderr).text(), child.exited]);
  expect(exitCode === 0 ? "" : output).toBe("");
  expect(output).toMatch(/\b[1-9]\d* pass\n\s*0 fail/);
});
