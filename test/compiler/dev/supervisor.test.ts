// Tests that no server outlives `bunbox dev`, at whatever moment that ends.
import { expect, test } from "bun:test";
import { createSupervisor } from "../../../compiler/dev/supervisor.ts";
import type { DevEvent } from "../../../compiler/dev/event.ts";
import { compileRunnable } from "../../../compiler/runnable.ts";
import { ECHO, echo, processesOf } from "../../support/dev.ts";
import { createProject } from "../../support/project.ts";
import { projectOf } from "../types/check-types.ts";

test("a build that is written while the server ends is not started", async () => {
  await using files = await createProject({
    [ECHO]: echo("one"),
    "bunbox.config.ts": "export default { port: 0 };\n",
  });
  const project = projectOf(files);
  const built = await compileRunnable(project, { typecheck: false, runner: "dev" });
  if (built.code === null) throw new Error("the project has errors");
  const events: DevEvent[] = [];
  const supervisor = createSupervisor(project, {
    bun: process.execPath,
    page: "",
    typecheck: false,
    onEvent: (event) => void events.push(event),
    format: () => "",
  });
  const replaced = supervisor.replace({ ...built, code: built.code }, [], () => 0);
  await supervisor.close();
  expect(await replaced).toBe(false);
  expect(events).toEqual([]);
  expect(await processesOf(files)).toEqual([]);
  supervisor.kill();
});
