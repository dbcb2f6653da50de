// Measures an edit under `bunbox dev`: from the save to the answer of a new connection by the new code.
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { startDev } from "../test/support/dev.ts";
import { openProject } from "../test/support/project.ts";
import { foldersOf } from "./routes.ts";
import { median, quantile } from "./statistics.ts";

/** Fewer of a project so large that each takes ten seconds. */
const editsOf = (routes: number): number => (routes > 1000 ? 5 : 15);

/** Milliseconds from a save to an answer. */
export interface Edits {
  readonly median: number;
  /** The middle half. */
  readonly spread: readonly [number, number];
}

/** Edits the first route of a project repeatedly, each time after everything has come to rest. */
export async function timeEdits(root: string, routes: number): Promise<Edits> {
  const [folder = ""] = foldersOf(routes);
  const file = path.join(root, "app/ws", folder, "route.ts");
  await using dev = startDev(openProject(root));
  await dev.said(/no type errors/);
  const times: number[] = [];
  for (let edit = 0; edit < editsOf(routes); edit += 1) {
    const word = `edit ${edit}`;
    dev.mark();
    const began = performance.now();
    await writeFile(file, sourceOf(word));
    await dev.said(/reloaded/);
    using client = await dev.connect(`/ws/${folder}`);
    client.send("?");
    if ((await client.text()) !== word) throw new Error("the old code has answered");
    times.push(performance.now() - began);
    // The type check runs at the same time, and would overlap with the next edit.
    await untilChecked(dev.pid);
  }
  return { median: median(times), spread: [quantile(times, 0.25), quantile(times, 0.75)] };
}

function sourceOf(word: string): string {
  return `import type { ServerWebSocket } from "@ademattos/bunbox";

export function onMessage(ws: ServerWebSocket) {
  ws.send(${JSON.stringify(word)});
}
`;
}

/** Waits until the check's process has ended, because a check without news prints nothing. */
async function untilChecked(pid: number): Promise<void> {
  for (;;) {
    const children = await Bun.file(`/proc/${pid}/task/${pid}/children`).text();
    const commands = await Promise.all(
      children
        .trim()
        .split(" ")
        .map((child) =>
          Bun.file(`/proc/${child}/cmdline`)
            .text()
            .catch(() => ""),
        ),
    );
    if (!commands.some((command) => command.includes("run-check"))) return;
    await Bun.sleep(20);
  }
}
