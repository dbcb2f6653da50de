// Tests a server behind nginx, with the page's configuration, in a process of nginx's own.
import { describe, expect, test } from "bun:test";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import {
  createFolder,
  type Daemon,
  type Entrance,
  findProgram,
  freePort,
  refusal,
  startDaemon,
} from "../../support/proxy.ts";
import { blockWith, withValues } from "./page.ts";
import { PATIENCE, ROOM, type Site } from "./site.ts";
import {
  BROWSER,
  checkAlive,
  checkCloseCodes,
  checkLimits,
  checkMessages,
  checkOrigins,
  checkPeer,
  checkPrivatePaths,
  checkSilence,
  enterFrom,
  upstream,
} from "./way.ts";

export const NGINX = findProgram("nginx", "openssl");
export const CONFIGURATION = blockWith("nginx", "limit_conn_zone");
const TEMPORARY = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];

/** A running nginx. */
export interface Nginx extends AsyncDisposable {
  readonly daemon: Daemon;
  readonly port: number;
  readonly entrance: Entrance;
}

/** Runs nginx with the page's configuration, in which these values are others. */
export async function startNginx(
  site: Site,
  values: Readonly<Record<string, string>>,
  configuration = CONFIGURATION,
): Promise<Nginx> {
  await using stack = new AsyncDisposableStack();
  const { root } = stack.use(await createFolder());
  const port = await freePort();
  const server = withValues(configuration, {
    "listen 443": `listen 127.0.0.1:${port}`,
    "/etc/ssl/chat.example.com/fullchain.pem": site.certificate.cert,
    "/etc/ssl/chat.example.com/privkey.pem": site.certificate.key,
    ...values,
  });
  const file = path.join(root, "nginx.conf");
  // As root, workers would be another user, whom the temporary folders are closed to.
  const user = process.getuid?.() === 0 ? "user root;" : "";
  await writeFile(
    file,
    `daemon off; ${user} worker_processes 1; pid ${root}/pid; error_log stderr notice;
    events { worker_connections 512; }
    http {
      access_log off;
      ${TEMPORARY.map((name) => `${name}_temp_path ${root}/${name};`).join("\n")}
      ${server}
    }`,
  );
  const command = [NGINX.file, "-p", root, "-e", "stderr", "-c", file];
  const daemon = stack.use(await startDaemon(command, /start worker process \d/, { cwd: root }));
  const entrance = stack.use(await enterFrom(site, port));
  const all = stack.move();
  return { daemon, port, entrance, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

export function describeNginx(site: () => Site): void {
  describe.skipIf(NGINX.skipped)(`behind nginx${NGINX.why}`, () => {
    test.concurrent("a silent socket that is pinged is kept", async () => {
      await using server = await site().serve("plain");
      await using without = await site().serve("mute");
      const patience = {
        "proxy_http_version 1.1;": `proxy_http_version 1.1; proxy_read_timeout ${PATIENCE}s;`,
      };
      await using pinged = await startNginx(site(), { ...upstream(server.port), ...patience });
      await using mute = await startNginx(site(), { ...upstream(without.port), ...patience });
      await checkSilence(pinged.entrance, mute.entrance);
    });

    test.concurrent("sockets are opened, spoken through, refused and closed", async () => {
      await using server = await site().serve("plain");
      await using nginx = await startNginx(site(), upstream(server.port));
      await checkMessages(nginx.entrance);
      await checkPeer(nginx.entrance);
      await checkOrigins(nginx.entrance);
      await checkPrivatePaths(nginx.entrance, server.port);
      await checkCloseCodes(nginx.entrance, server);
    });

    test.concurrent("a Unix socket is the upstream", async () => {
      await using folder = await createFolder();
      await using server = await site().serve("unix", { cwd: folder.root });
      const socket = `unix:${path.join(folder.root, "server.sock")}`;
      await using nginx = await startNginx(site(), { "127.0.0.1:3000": socket });
      await checkMessages(nginx.entrance);
      await checkPeer(nginx.entrance);
      await checkOrigins(nginx.entrance);
      await checkCloseCodes(nginx.entrance, server);
    });

    test.concurrent("an address has 50 sockets, and another address its own", async () => {
      await using server = await site().serve("plain");
      await using nginx = await startNginx(site(), upstream(server.port));
      await using stack = new AsyncDisposableStack();
      for (let open = 0; open < 50; open += 1) stack.use(await nginx.entrance.connect(ROOM));
      expect(await refusal(nginx.entrance.connect(ROOM))).toContain("503");
      await using elsewhere = await enterFrom(site(), nginx.port, "127.0.0.8");
      (await elsewhere.connect(ROOM)).close();
    });

    test.concurrent("the server limits each address behind it", async () => {
      await using server = await site().serve("limited");
      await using nginx = await startNginx(site(), upstream(server.port));
      await using elsewhere = await enterFrom(site(), nginx.port, "127.0.0.8");
      await checkLimits(nginx.entrance, elsewhere);
      await server.logged(new RegExp(`refused a connection from ${BROWSER}, which has 2 sockets already`));
    });

    test.concurrent("a handshake is refused if nginx passes on a forged Forwarded", async () => {
      await using server = await site().serve("plain");
      const careless = { 'proxy_set_header Forwarded "";': "" };
      await using nginx = await startNginx(site(), { ...upstream(server.port), ...careless });
      (await nginx.entrance.connect(ROOM, { headers: { Forwarded: `for=${BROWSER}` } })).close();
      const forged = nginx.entrance.connect(ROOM, { headers: { Forwarded: "for=127.0.0.1" } });
      expect(await refusal(forged)).toContain("400");
    });

    test.concurrent("a reload keeps open sockets", async () => {
      await using server = await site().serve("plain");
      await using nginx = await startNginx(site(), upstream(server.port));
      using client = await nginx.entrance.connect(ROOM);
      nginx.daemon.signal("SIGHUP");
      await nginx.daemon.said(
        /start worker process \d[^]*start worker process \d[^]*gracefully shutting down/,
      );
      await checkAlive(client);
    });

    test.concurrent("each header is needed", async () => {
      await using server = await site().serve("plain");
      const connect = async (values: Record<string, string>, headers: Record<string, string> = {}) => {
        await using nginx = await startNginx(site(), { ...upstream(server.port), ...values });
        return await nginx.entrance.connect(ROOM, { headers });
      };
      expect(await refusal(connect({ "proxy_set_header Upgrade $http_upgrade;": "" }))).toContain("426");
      expect(await refusal(connect({ "proxy_set_header Connection $connection_upgrade;": "" }))).toContain(
        "400",
      );
      expect(await refusal(connect({ "proxy_set_header Host $http_host;": "" }))).toContain("403");
      const port = { Host: "chat.example.com:8443", Origin: "https://chat.example.com:8443" };
      expect(await refusal(connect({ $http_host: "$host" }, port))).toContain("403");
      await server.logged(/list it in `origins`/);
    });
  });
}
