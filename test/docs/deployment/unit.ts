// Checks the image and the systemd unit as far as possible without Docker and without systemd as process 1.
import { describe, expect, test } from "bun:test";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { defaultSettings } from "../../../compiler/config/load-config.ts";
import { REPOSITORY } from "../../support/project.ts";
import { createFolder, findProgram, freePort, startDaemon } from "../../support/proxy.ts";
import { Client } from "../../support/client.ts";
import { blockWith, PAGE, withValues } from "./page.ts";
import type { Site } from "./site.ts";

const SYSTEMD = findProgram("systemd-analyze");
const CURL = findProgram("curl");
const ACTIVATE = findProgram("systemd-socket-activate");
const UNIT = blockWith("ini", "rooms@.service");
const SOCKET = blockWith("ini", "[Socket]");

/** What systemd says of a unit, without what it says of other units. */
async function complaints(unit: string): Promise<readonly string[]> {
  await using folder = await createFolder();
  const file = path.join(folder.root, "rooms@.service");
  await writeFile(file, withValues(unit, { "/usr/local/bin/bun": process.execPath }));
  const child = Bun.spawn([SYSTEMD.file, "verify", file], { stdout: "pipe", stderr: "pipe" });
  const said = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  await child.exited;
  return said
    .join("")
    .split("\n")
    .filter((line) => line.includes("rooms@"));
}

/** The seconds that a text gives to a setting. */
function secondsOf(text: string, pattern: RegExp): number {
  return Number(pattern.exec(text)?.[1]);
}

/** Runs a program as the unit's service, when a client connects. */
function activate(port: number, command: readonly string[]): ReturnType<typeof startDaemon> {
  const address = `127.0.0.1:${port}`;
  const env = [`PORT=${port}`, "HOST=127.0.0.1"].flatMap((each) => ["--setenv", each]);
  return startDaemon([ACTIVATE.file, "--listen", address, ...env, ...command], /Listening on/, {
    cwd: "/",
  });
}

export function describeUnit(site: () => Site): void {
  describe("times", () => {
    test("are longer than those of the server", () => {
      const { shutdownTimeout, websocket } = defaultSettings().server;
      for (const [text, pattern] of [
        [UNIT, /^TimeoutStopSec=(\d+)$/m],
        [PAGE, /--stop-timeout (\d+)/],
        [PAGE, /stop_grace_period: (\d+)s/],
      ] as const)
        expect(secondsOf(text, pattern)).toBeGreaterThan(shutdownTimeout);
      // Bun pings 16 seconds before the timeout.
      const silent = (websocket.idleTimeout ?? 0) - 16;
      const limits =
        PAGE.split("## Silent clients")[1]
          ?.split("\n## ")[0]
          ?.match(/(?<=\| )\d+(?= s\b)/g) ?? [];
      expect(limits.length).toBeGreaterThan(4);
      for (const limit of limits) expect(Number(limit)).toBeGreaterThan(silent);
    });
  });

  describe("the image", () => {
    test("is made by the file that a new project has", async () => {
      const file = path.join(REPOSITORY, "fixtures/apps/starter/Dockerfile");
      expect(blockWith("dockerfile", "FROM")).toBe(await Bun.file(file).text());
    });
  });

  describe.skipIf(SYSTEMD.skipped)(`the unit${SYSTEMD.why}`, () => {
    test.concurrent("has no fault that systemd finds", async () => {
      expect(await complaints(UNIT)).toEqual([]);
      const lines = ["RuntimeDirectory=rooms", "Group=www-data", "UMask=0007"];
      for (const line of lines) expect(PAGE).toContain(`\`${line}\``);
      const dynamic = "DynamicUser=yes";
      expect(await complaints(withValues(UNIT, { [dynamic]: [dynamic, ...lines].join("\n") }))).toEqual([]);
      expect(await complaints(withValues(UNIT, { TimeoutStopSec: "TimeoutStop" }))).toHaveLength(1);
    });
  });

  describe.skipIf(CURL.skipped)(`the unit's start${CURL.why}`, () => {
    test.concurrent("is waited for", async () => {
      const port = await freePort();
      const [, line = ""] = /^ExecStartPost=\/usr\/bin\/curl (.*)$/m.exec(UNIT) ?? [];
      const args = withValues(line, { "%i": String(port) }).split(" ");
      const command = [CURL.file, "--verbose", ...args];
      await using waiting = await startDaemon(command, /Connection refused/, { cwd: "/" });
      await using server = await site().serve("plain", { port });
      expect([await waiting.exited, server.port]).toEqual([0, port]);
    });
  });

  describe.skipIf(ACTIVATE.skipped)(`the socket unit${ACTIVATE.why}`, () => {
    test.concurrent("leads to the server through the proxy", async () => {
      await using folder = await createFolder();
      await using server = await site().serve("unix", { cwd: folder.root });
      const [, line = ""] = /^ExecStart=(.*)$/m.exec(SOCKET) ?? [];
      const socket = path.join(folder.root, "server.sock");
      const port = await freePort();
      await using proxy = await activate(
        port,
        withValues(line, { "/run/rooms/server.sock": socket }).split(" "),
      );
      using client = await Client.open(`ws://127.0.0.1:${port}/ws/seen`);
      expect(await client.json()).toMatchObject({ context: "" });
      expect([server.stderr(), proxy.pid > 0]).toEqual(["", true]);
    });

    test.concurrent("keeps the port from a server without the proxy", async () => {
      const port = await freePort();
      await using server = await activate(port, [process.execPath, site().output("plain")]);
      void fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
      await server.said(new RegExp(`bunbox error: cannot listen on 127\\.0\\.0\\.1:${port}: .*in use`));
      expect(await server.exited).toBe(1);
    });
  });
}
