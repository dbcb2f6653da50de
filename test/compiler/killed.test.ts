// Tests that a process that is killed midway leaves no half-written file, and no process that hangs.
import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync, watch } from "node:fs";
import path from "node:path";
import { COMMAND, createProject, type TestProject } from "../support/project.ts";
import { exchange, handshake } from "../support/raw.ts";
import { some } from "../support/sample.ts";

const ROUTE = `
  import type { ServerWebSocket } from "@ademattos/bunbox";
  export function onOpen(ws: ServerWebSocket) { ws.send("VERSION"); }
  export async function onClose() { console.log("closing"); await new Promise(() => {}); }
`;

/** The steps are the changes that a build makes on the disk: the kill comes after the first, the second… */
const STEPS = some(
  Array.from({ length: 12 }, (_, index) => index + 1),
  3,
);

describe("a build", () => {
  test("that is killed at any step leaves the earlier output or a whole new one, and the next build works", async () => {
    await using project = await createProject({ "app/ws/echo/route.ts": ROUTE });
    await project.build();
    const whole = new Set([outputOf(project)]);
    let killed = 0;
    for (const step of STEPS) {
      const version = `version ${step}`;
      await project.write({ "app/ws/echo/route.ts": ROUTE.replace("VERSION", version) });
      if (await buildAndKill(project, step)) killed += 1;
      const output = outputOf(project);
      expect(readdirSync(path.join(project.root, "dist"))).toEqual(["server.js"]);
      if (!whole.has(output)) {
        expect(output).toContain(version);
        expect(output).toEndWith("\n");
      }
      await project.build("--no-typecheck");
      whole.add(outputOf(project));
      expect(outputOf(project)).toContain(version);
    }
    expect(killed).toBeGreaterThan(STEPS.length / 3);
    expect(gitStatus(project)).not.toContain(".bunbox");
    await using server = await project.serve();
    using client = await server.connect("/ws/echo");
    expect(await client.text()).toBe(`version ${STEPS.at(-1)}`);
  }, 120_000);

  test("that is killed while its configuration runs takes the configuration with it", async () => {
    await using project = await createProject({
      "app/ws/echo/route.ts": ROUTE,
      "bunbox.config.ts":
        'import { writeFileSync } from "node:fs"; writeFileSync("running", String(process.pid)); for (;;);',
    });
    const appeared = Promise.withResolvers<undefined>();
    const watcher = watch(project.root, (_event, file) => {
      if (file === "running" && pidIn(project) > 0) appeared.resolve(undefined);
    });
    const child = Bun.spawn(["node", COMMAND, "build"], {
      cwd: project.root,
      stdio: ["ignore", "ignore", "ignore"],
    });
    await appeared.promise;
    watcher.close();
    const configuration = pidIn(project);
    expect(isAlive(configuration)).toBe(true);
    child.kill("SIGKILL");
    while (isAlive(configuration)) await Bun.sleep(20);
  });
});

describe("a server", () => {
  test("that gets a signal while it starts ends, and has not listened", async () => {
    await using project = await createProject({
      "app/ws/echo/route.ts": `console.log("starting"); await new Promise(() => setInterval(() => {}, 1000));${ROUTE}`,
    });
    await project.build();
    const child = Bun.spawn([process.execPath, "dist/server.js"], {
      cwd: project.root,
      env: { ...process.env, PORT: "0" },
      stdout: "pipe",
    });
    const { value } = await child.stdout.getReader().read();
    expect(new TextDecoder().decode(value)).toBe("starting\n");
    child.kill("SIGTERM");
    await child.exited;
    expect(child.signalCode).toBe("SIGTERM");
  });

  test("that is killed in a shutdown leaves its port free for the next", async () => {
    await using project = await createProject({ "app/ws/echo/route.ts": ROUTE });
    await project.build();
    const first = await project.serve();
    const client = await first.connect("/ws/echo");
    first.signal("SIGTERM");
    expect((await client.closed).code).toBe(1001);
    await first.printed(/closing/);
    first.signal("SIGKILL");
    await first.exited;
    await using second = await project.serve({ PORT: String(first.port) });
    expect(await exchange(second.port, handshake("/ws/echo"))).toStartWith("HTTP/1.1 101 ");
  });
});

/** Builds, and kills the build after so many changes on the disk; `false` if it had ended before. */
async function buildAndKill(project: TestProject, changes: number): Promise<boolean> {
  let seen = 0;
  const watcher = watch(project.root, { recursive: true }, () => {
    seen += 1;
    if (seen === changes) child.kill("SIGKILL");
  });
  const child = Bun.spawn(["node", COMMAND, "build"], {
    cwd: project.root,
    stdio: ["ignore", "ignore", "ignore"],
  });
  await child.exited;
  watcher.close();
  return child.signalCode === "SIGKILL";
}

function outputOf({ root }: TestProject): string {
  return readFileSync(path.join(root, "dist/server.js"), "utf8");
}

/** What git would add: the cache folder ignores itself, whatever a killed build has left in it. */
function gitStatus({ root }: TestProject): string {
  Bun.spawnSync(["git", "init", "--quiet"], { cwd: root });
  return Bun.spawnSync(["git", "status", "--porcelain", "--untracked-files=all"], {
    cwd: root,
  }).stdout.toString();
}

function pidIn({ root }: TestProject): number {
  return Number(readFileSync(path.join(root, "running"), "utf8"));
}

/** Whether a process runs. A zombie, which has ended but whose exit code is not yet read, does not (Linux: proc(5)). */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false; // there is no such process
  }
}
