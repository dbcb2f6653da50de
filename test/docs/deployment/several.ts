// Tests several servers: a restart one after the other behind nginx.
import { describe, expect, test } from "bun:test";
import { CONFIGURATION, NGINX, startNginx } from "./nginx.ts";
import { blockWith, withValues } from "./page.ts";
import type { Site } from "./site.ts";

const ONE = "upstream rooms {\n    server 127.0.0.1:3000;\n}\n";

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
}
