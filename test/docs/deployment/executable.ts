// Tests `bun build --compile`: the server and Bun in one file, run in an otherwise empty folder.
import { describe, expect, test } from "bun:test";
import { rename, stat } from "node:fs/promises";
import path from "node:path";
import { Client } from "../../support/client.ts";
import { createProject, type TestProject } from "../../support/project.ts";
import { createFolder, type Daemon, keep, startDaemon } from "../../support/proxy.ts";
import { withBun } from "./alone.ts";
import { blockWith, withValues } from "./page.ts";
import { ROOM } from "./site.ts";

const COMMAND = blockWith("sh", "--compile");
const FAIL = "export function onMessage() { throw new Error('on purpose'); }\n";
const WHERE = "error: onMessage of /ws/fail failed at app/ws/fail/route.ts:";

interface Executable extends AsyncDisposable {
  readonly daemon: Daemon;
  readonly bytes: number;
  connect(path: string): Promise<Client>;
}

/** Compiles the server, moves it away from everything, and runs it with no environment. */
async function startExecutable({ root: cwd }: TestProject, flags: string): Promise<Executable> {
  await using stack = new AsyncDisposableStack();
  const tools = stack.use(await createFolder());
  const folder = stack.use(await createFolder());
  const outfile = `server${flags.replaceAll(/\W/g, "")}`;
  const command = withValues(COMMAND, { "--outfile server": `--outfile ${outfile} ${flags}` });
  const env = { ...process.env, ...(await withBun(tools)) };
  const compiler = Bun.spawn(["sh", "-ec", command], { cwd, env, stdout: "pipe", stderr: "pipe" });
  if ((await compiler.exited) !== 0) throw new Error(await new Response(compiler.stderr).text());
  const file = path.join(folder.root, "server");
  await rename(path.join(cwd, outfile), file);
  const { size: bytes } = await stat(file);
  const run = ["env", "-i", "PORT=0", "HOST=127.0.0.1", "./server"];
  const daemon = stack.use(await startDaemon(run, /^Listening on .*\n/m, { cwd: folder.root }));
  const port = /^Listening on http:\/\/127\.0\.0\.1:(\d+)$/m.exec(daemon.text())?.[1] ?? "";
  const all = stack.move();
  return {
    daemon,
    bytes,
    connect: (where) => Client.open(`ws://127.0.0.1:${port}${where}`),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

/** What the log says of a failure. */
async function failure(executable: Executable): Promise<string> {
  using client = await executable.connect("/ws/fail");
  client.send("now");
  return executable.daemon.said(/on purpose\n +at .*\n/);
}

export function describeExecutable(): void {
  describe("one executable", () => {
    test.concurrent("serves, broadcasts, reports and ends", async () => {
      await using project = keep(
        await createProject({
          "app/ws/rooms/[room]/route.ts": blockWith("ts", "ctx.broadcastJSON"),
          "app/ws/fail/route.ts": FAIL,
        }),
      );
      await project.build("--no-typecheck");

      await using plain = await startExecutable(project, "");
      using ada = await plain.connect(ROOM);
      const bob = await plain.connect(ROOM);
      ada.send("hi");
      for (const client of [ada, bob]) expect(await client.json()).toEqual({ from: "127.0.0.1", text: "hi" });
      expect(await failure(plain)).toContain(`${WHERE} Error: on purpose\n`);
      expect(plain.bytes / 1e6).toBeWithin(90, 130);
      plain.daemon.signal("SIGTERM");
      expect((await bob.closed).code).toBe(1001);
      expect(await plain.daemon.exited).toBe(0);
      expect(plain.daemon.text().match(/http:/g)).toHaveLength(1);

      await using mapped = await startExecutable(project, "--sourcemap");
      expect(await failure(mapped)).toMatch(/at onMessage \(dist\/server\.js:\d+:\d+\)/);

      await using twice = await startExecutable(project, "--bytecode");
      await twice.daemon.said(/^Started development server: http:\/\/localhost:\d+$/m);

      await using once = await startExecutable(project, "--bytecode --format=esm");
      await failure(once);
      once.daemon.signal("SIGTERM");
      expect(await once.daemon.exited).toBe(0);
      expect(once.daemon.text().match(/http:/g)).toHaveLength(1);
    });
  });
}
