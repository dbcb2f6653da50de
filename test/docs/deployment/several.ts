// Tests several servers: a restart one after the other behind nginx, and topics that Redis carries.
import { describe, expect, test } from "bun:test";
import { createFolder, type Daemon, findProgram, freePort, keep, startDaemon } from "../../support/proxy.ts";
import { createProject } from "../../support/project.ts";
import { CONFIGURATION, NGINX, startNginx } from "./nginx.ts";
import { blockWith, withValues } from "./page.ts";
import { ROOM, type Site } from "./site.ts";

const REDIS = findProgram("redis-server");
const ONE = "upstream rooms {\n    server 127.0.0.1:3000;\n}\n";

function startRedis(port: number, root: string): Promise<Daemon> {
  const command = [REDIS.file, "--port", String(port), "--bind", "127.0.0.1", "--save", "", "--dir", root];
  return startDaemon(command, /Ready to accept connections/, { cwd: root });
}

/** Resolves once so many connections listen to the channel, and all speakers are back: one each. */
async function listening(port: number, servers: number): Promise<void> {
  const redis = new Bun.RedisClient(`redis://127.0.0.1:${port}`);
  const lines = async (): Promise<readonly string[]> => {
    const list: unknown = await redis.send("CLIENT", ["LIST"]);
    return String(list).trim().split("\n");
  };
  for (let all = await lines(); ; all = await lines()) {
    if (all.filter((line) => line.includes(" sub=1 ")).length === servers && all.length === 2 * servers + 1)
      break;
    await Bun.sleep(20);
  }
  redis.close();
}

export function describeSeveral(site: () => Site): void {
  describe.skipIf(NGINX.skipped)(`two servers behind nginx${NGINX.why}`, () => {
    test.concurrent("are restarted one after the other, and no client is refused", async () => {
      const pair = await Promise.all([site().serve("plain"), site().serve("plain")]);
      await using stack = new AsyncDisposableStack();
      const [first, second] = pair.map((server) => stack.use(server));
      if (first === undefined || second === undefined) throw new Error("there are two");
      const two = withValues(CONFIGURATION, { [ONE]: blockWith("nginx", "max_fails=0") });
      const ports = {
        "127.0.0.1:3001": `127.0.0.1:${first.port}`,
        "127.0.0.1:3002": `127.0.0.1:${second.port}`,
      };
      const nginx = stack.use(await startNginx(site(), ports, two));
      /** Which processes eight clients meet. */
      const met = async (): Promise<ReadonlySet<number>> => {
        const pids = new Set<number>();
        for (let count = 0; count < 8; count += 1) {
          using client = await nginx.entrance.connect("/ws/slow");
          pids.add(Number(await client.text()));
        }
        return pids;
      };
      expect(await met()).toEqual(new Set([first.pid, second.pid]));
      let others = second.pid;
      for (const old of [first, second]) {
        const direct = await old.connect("/ws/slow");
        old.signal("SIGTERM");
        expect((await direct.closed).code).toBe(1001);
        expect((await old.fetch("/healthz")).status).toBe(503);
        expect(await met()).toEqual(new Set([others])); // it drains
        process.kill(old.pid, "SIGUSR2");
        expect(await old.exited).toBe(0);
        expect(await met()).toEqual(new Set([others])); // it is away
        const next = stack.use(await site().serve("plain", { port: old.port }));
        expect(await met()).toEqual(new Set([others, next.pid]));
        others = next.pid;
      }
    });
  });

  describe.skipIf(REDIS.skipped)(`two servers and Redis${REDIS.why}`, () => {
    test.concurrent("are one room, even after Redis was down", async () => {
      await using folder = await createFolder();
      await using project = keep(
        await createProject({
          "app/ws/rooms/[room]/route.ts": blockWith("ts", "RedisClient"),
        }),
      );
      const report = await project.json(["build"]);
      expect([report.exitCode, report.diagnostics]).toEqual([0, []]);
      const port = await freePort();
      const env = { REDIS_URL: `redis://127.0.0.1:${port}` };
      const starting = Promise.all([project.serve(env), project.serve(env)]);
      await using redis = await startRedis(port, folder.root);
      const [first, second] = await starting;
      await using stack = new AsyncDisposableStack();
      for (const server of [first, second]) stack.use(keep(server));
      using ada = await first.connect(ROOM);
      using bob = await second.connect(ROOM);
      using other = await second.connect("/ws/rooms/attic");
      await listening(port, 2);
      const texts = Array.from({ length: 20 }, (_, index) => `word ${index}`);
      for (const text of texts) ada.send(text);
      for (const client of [ada, bob]) for (const text of texts) expect(await client.text()).toBe(text);

      redis.signal("SIGTERM");
      await redis.exited;
      ada.send("lost");
      await first.logged(
        /error: onMessage of \/ws\/rooms\/\[room\] failed at app\/ws\/rooms\/\[room\]\/route\.ts:\d/,
      );
      await using again = await startRedis(port, folder.root);
      await listening(port, 2);
      bob.send("back");
      for (const client of [ada, bob]) expect(await client.text()).toBe("back");
      bob.send("once"); // had anything come twice, it would be next
      for (const client of [ada, bob]) expect(await client.text()).toBe("once");
      expect([other.pending, again.pid === redis.pid]).toEqual([0, false]);
    });
  });
}
