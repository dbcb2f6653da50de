// Tests a server behind Caddy, with the page's Caddyfile, in a process of Caddy's own.
import { describe, expect, test } from "bun:test";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import {
  createFolder,
  type Entrance,
  findProgram,
  freePort,
  refusal,
  startDaemon,
} from "../../support/proxy.ts";
import { blockWith, withValues } from "./page.ts";
import { PATIENCE, ROOM, SITE, type Site } from "./site.ts";
import {
  checkCloseCodes,
  checkMessages,
  checkOrigins,
  checkPeer,
  checkPrivatePaths,
  checkSilence,
  enterFrom,
  upstream,
} from "./way.ts";

const CADDY = findProgram("caddy", "openssl");
const CADDYFILE = blockWith("caddyfile", "reverse_proxy");

/** A running Caddy. */
interface Caddy extends AsyncDisposable {
  readonly entrance: Entrance;
  /** Reloads its configuration. */
  reload(): Promise<number>;
}

/** Runs Caddy with the page's Caddyfile, in which these values are others. */
async function startCaddy(site: Site, values: Readonly<Record<string, string>>): Promise<Caddy> {
  await using stack = new AsyncDisposableStack();
  const { root } = stack.use(await createFolder());
  const port = await freePort();
  const admin = `unix/${path.join(root, "admin.sock")}`;
  const { cert, key } = site.certificate;
  const own = withValues(CADDYFILE, {
    [`${SITE} {`]: `${SITE}:${port} {\n\tbind 127.0.0.1\n\ttls ${cert} ${key}`,
    ...values,
  });
  const file = path.join(root, "Caddyfile");
  await writeFile(
    file,
    `{
      admin ${admin}
      auto_https disable_redirects
      skip_install_trust
      storage file_system ${root}/storage
    }
    ${own}`,
  );
  const env = { HOME: root, XDG_CONFIG_HOME: root, XDG_DATA_HOME: root };
  const from = ["--config", file, "--adapter", "caddyfile"];
  const command = [CADDY.file, "run", ...from];
  stack.use(await startDaemon(command, /serving initial configuration/, { cwd: root, env }));
  const entrance = stack.use(await enterFrom(site, port));
  const all = stack.move();
  return {
    entrance,
    reload() {
      const asked = [CADDY.file, "reload", "--force", "--address", admin, ...from];
      return Bun.spawn(asked, { env: { ...process.env, ...env }, stderr: "ignore" }).exited;
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

export function describeCaddy(site: () => Site): void {
  describe.skipIf(CADDY.skipped)(`behind Caddy${CADDY.why}`, () => {
    test.concurrent("a silent socket that is pinged is kept if Caddy has a timeout", async () => {
      await using server = await site().serve("plain");
      await using without = await site().serve("mute");
      const limit = `transport http {\n\t\t\tread_timeout ${PATIENCE}s\n\t\t}`;
      const patience = { "lb_try_duration 5s": limit };
      await using pinged = await startCaddy(site(), { ...upstream(server.port), ...patience });
      await using mute = await startCaddy(site(), { ...upstream(without.port), ...patience });
      await checkSilence(pinged.entrance, mute.entrance);
    });

    test.concurrent("sockets are opened, spoken through, refused and closed", async () => {
      await using server = await site().serve("plain");
      await using caddy = await startCaddy(site(), upstream(server.port));
      await checkMessages(caddy.entrance);
      await checkPeer(caddy.entrance);
      await checkOrigins(caddy.entrance);
      await checkPrivatePaths(caddy.entrance, server.port);
      await checkCloseCodes(caddy.entrance, server);
    });

    test.concurrent("a Unix socket is the upstream", async () => {
      await using folder = await createFolder();
      await using server = await site().serve("unix", { cwd: folder.root });
      const socket = `unix/${path.join(folder.root, "server.sock")}`;
      await using caddy = await startCaddy(site(), { "127.0.0.1:3000": socket });
      await checkMessages(caddy.entrance);
      await checkPeer(caddy.entrance);
      await checkCloseCodes(caddy.entrance, server);
    });

    test.concurrent("a client that connects while the server is down waits for it", async () => {
      const port = await freePort();
      await using impatient = await startCaddy(site(), { ...upstream(port), "lb_try_duration 5s": "" });
      expect(await refusal(impatient.entrance.connect(ROOM))).toContain("502");
      await using caddy = await startCaddy(site(), upstream(port));
      const coming = caddy.entrance.connect(ROOM);
      await using server = await site().serve("plain", { port });
      (await coming).close();
      expect(server.port).toBe(port);
    });

    test.concurrent("a reload closes open sockets", async () => {
      await using server = await site().serve("plain");
      await using caddy = await startCaddy(site(), upstream(server.port));
      const client = await caddy.entrance.connect(ROOM);
      expect(await caddy.reload()).toBe(0);
      await client.closed;
      (await caddy.entrance.connect(ROOM)).close();
    });
  });
}
