// Tests the server without a proxy: how the page builds, starts and watches it, and its exit codes.
import { describe, expect, test } from "bun:test";
import { chmod, copyFile, symlink } from "node:fs/promises";
import path from "node:path";
import { defaultSettings } from "../../../compiler/config/load-config.ts";
import { COMMAND, createProject } from "../../support/project.ts";
import { createFolder, type Folder, keep, refusal, startDaemon } from "../../support/proxy.ts";
import { type RunningServer, startServer } from "../../support/server.ts";
import { blockWith, PAGE, withValues } from "./page.ts";
import { ROOM, type Site } from "./site.ts";

/** The environment in which `bun` is the Bun that runs the tests. */
export async function withBun({ root }: Folder): Promise<Record<string, string>> {
  await symlink(process.execPath, path.join(root, "bun"));
  return { PATH: `${root}:${process.env["PATH"] ?? ""}` };
}

/** Runs the output in a folder without the rest of the project. */
async function serveAlone(site: Site, { root }: Folder): Promise<RunningServer> {
  const file = path.join(root, "server.js");
  await copyFile(site.output("plain"), file);
  return keep(await startServer(file, root));
}

/** A server that has got a signal, and waits for an onClose. */
async function drain(server: RunningServer, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
  const client = await server.connect("/ws/slow");
  await client.next();
  server.signal(signal);
  await client.closed;
}

async function run(command: readonly string[], env: Readonly<Record<string, string>>): Promise<number> {
  const quiet = { stdout: "ignore", stderr: "ignore" } as const;
  return Bun.spawn([...command], { env: { ...process.env, ...env }, ...quiet }).exited;
}

export function describeServer(site: () => Site): void {
  describe("the server", () => {
    test.concurrent("is built and started as the page says, with a .env beside it", async () => {
      await using project = keep(
        await createProject({
          "app/ws/rooms/[room]/route.ts": blockWith("ts", "ctx.broadcastJSON"),
          ".env": "HOST=127.0.0.1\nPORT=0\n",
        }),
      );
      await using folder = await createFolder();
      const command = path.join(project.root, "node_modules/.bin/bunbox");
      await project.write({ "node_modules/.bin/bunbox": `#!/bin/sh\nexec node "${COMMAND}" "$@"\n` });
      await chmod(command, 0o755);
      const script = withValues(blockWith("sh", "npx bunbox build"), { "bun dist": "exec bun dist" });
      const env = {
        ...(await withBun(folder)),
        GITHUB_ACTIONS: undefined,
        HOST: undefined,
        PORT: undefined,
        npm_config_cache: folder.root,
        npm_config_update_notifier: "false",
      };
      const ready = /^Built [^]*\nListening on http:\/\/127\.0\.0\.1:\d+\n/;
      await using server = await startDaemon(["sh", "-ec", script], ready, { cwd: project.root, env });
      server.signal("SIGTERM");
      expect(await server.exited).toBe(0);
    });

    test.concurrent("exits with what the table says", async () => {
      await using folder = await createFolder();
      const codes = new Map<string, number>();
      for (const signal of ["SIGTERM", "SIGINT"] as const) {
        await using once = await serveAlone(site(), folder);
        (await once.connect("/ws/seen")).send("and stays");
        once.signal(signal);
        codes.set(signal, await once.exited);
        await using twice = await serveAlone(site(), folder);
        await drain(twice, signal);
        twice.signal(signal);
        codes.set(`${signal} ${signal}`, await twice.exited);
      }
      expect(Object.fromEntries(codes)).toEqual({
        SIGTERM: 0,
        "SIGTERM SIGTERM": 143,
        SIGINT: 0,
        "SIGINT SIGINT": 130,
      });
      for (const code of [0, 1, "143, 130"]) expect(PAGE).toContain(`\n| ${code} | `);
    });

    test.concurrent("does not share its port with another", async () => {
      await using server = await site().serve("plain");
      const second = await refusal(site().serve("plain", { port: server.port }));
      expect(second).toContain("the server ended with 1:\nbunbox error: cannot listen on");
    });

    test.concurrent("believes the last address of a proxy", async () => {
      await using behind = await site().serve("plain");
      const twice = { "X-Forwarded-For": "192.0.2.1, 198.51.100.7" };
      using proxied = await behind.connect(ROOM, { headers: twice });
      proxied.send("hi");
      expect(await proxied.json()).toEqual({ from: "198.51.100.7", text: "hi" });
    });

    test.concurrent("answers the health check of the image", async () => {
      await using folder = await createFolder();
      await using server = await serveAlone(site(), folder);
      const [, command = ""] =
        /^HEALTHCHECK CMD (\[.*\])$/m.exec(
          withValues(blockWith("dockerfile", "HEALTHCHECK"), { "\\\n": "" }),
        ) ?? [];
      const [bun, ...args]: string[] = JSON.parse(command);
      expect(bun).toBe("bun");
      expect(args.join(" ")).toContain(`PORT || ${defaultSettings().server.port}}`);
      const check = (): Promise<number> => run([process.execPath, ...args], { PORT: String(server.port) });
      expect(await check()).toBe(0);
      await drain(server);
      expect(await check()).toBe(1);
      server.signal("SIGUSR2");
      expect(await server.exited).toBe(0);
      expect(await check()).toBe(1);
    });

    test.concurrent("may open as many files as the system lets it", async () => {
      const script = `ulimit -Sn 64; exec "${process.execPath}" "${site().output("plain")}"`;
      const options = { cwd: site().project.root, env: { PORT: "0" } };
      await using server = await startDaemon(["sh", "-c", script], /Listening/, options);
      const limits = await Bun.file(`/proc/${server.pid}/limits`).text();
      const [, soft, hard] = /^Max open files +(\d+) +(\d+)/m.exec(limits) ?? [];
      expect([soft, Number(hard) > 64]).toEqual([hard ?? "", true]);
    });

    test.concurrent("has the metrics that are worth an alert", async () => {
      await using folder = await createFolder();
      await using server = await serveAlone(site(), folder);
      const told = await (await server.fetch("/metrics")).text();
      const named = [...PAGE.matchAll(/\bbunbox_[a-z_]+/g)].map(([name]) => name.replace(/_bucket$/, ""));
      expect(named.length).toBeGreaterThan(3);
      expect(named.filter((name) => !told.includes(`# HELP ${name} `))).toEqual([]);
    });
  });
}
