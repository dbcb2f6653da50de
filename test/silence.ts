// Keeps sockets silent for 200 seconds behind nginx, Caddy and HAProxy with their default times; each must still be open.
// `npx bun test/silence.ts`. Exits with 1 if one is not, or if HAProxy keeps even the socket of a server without pings.
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { Client } from "./support/client.ts";
import { createProject } from "./support/project.ts";
import { createFolder, findProgram, freePort, leaveNothing, startDaemon } from "./support/proxy.ts";

const SECONDS = Number(process.argv[2] ?? 200);
/** How long an echo may take before its socket counts as closed, in milliseconds. */
const ANSWER_WITHIN = 5000;
const ROUTE =
  'import type { ServerWebSocket } from "@ademattos/bunbox";\n' +
  "export function onMessage(ws: ServerWebSocket, message: string | Buffer) { ws.send(message); }\n";
const TEMPORARY = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];

/** A proxy: the command and the configuration that lead from a port to the server's. */
interface Proxy {
  readonly program: string;
  readonly command: (file: string, root: string) => readonly string[];
  readonly ready: RegExp;
  readonly configuration: (port: number, server: number, root: string) => string;
}

const PROXIES: Readonly<Record<string, Proxy>> = {
  nginx: {
    program: "nginx",
    command: (file, root) => ["-p", root, "-e", "stderr", "-c", file],
    ready: /start worker process \d/,
    configuration: (port, server, root) => `
      daemon off; ${process.getuid?.() === 0 ? "user root;" : ""} worker_processes 1; pid ${root}/pid; error_log stderr notice;
      events {}
      http {
        access_log off;
        ${TEMPORARY.map((name) => `${name}_temp_path ${root}/${name};`).join("\n")}
        server {
          listen 127.0.0.1:${port};
          location / {
            proxy_pass http://127.0.0.1:${server};
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection upgrade;
            proxy_set_header Host $http_host;
          }
        }
      }`,
  },
  caddy: {
    program: "caddy",
    command: (file) => ["run", "--config", file, "--adapter", "caddyfile"],
    ready: /serving initial configuration/,
    configuration: (port, server) =>
      `{\n\tadmin off\n}\nhttp://127.0.0.1:${port} {\n\treverse_proxy 127.0.0.1:${server}\n}\n`,
  },
  // Debian's times, which are what its package installs.
  haproxy: {
    program: "haproxy",
    command: (file) => ["-V", "-f", file],
    ready: /Server site\/server is UP|Loading success|is ready|Available polling/,
    configuration: (port, server) => `
defaults
  mode http
  timeout connect 5000
  timeout client 50000
  timeout server 50000
listen site
  bind 127.0.0.1:${port}
  option httpchk GET /healthz
  server server 127.0.0.1:${server} check inter 200
`,
  },
};

/** Starts a proxy before a server, and opens a socket through it. */
async function through(name: string, server: number): Promise<Client> {
  const proxy = PROXIES[name];
  if (proxy === undefined) throw new Error(`there is no ${name}`);
  const { root } = await createFolder();
  const port = await freePort();
  const file = path.join(root, "configuration");
  await writeFile(file, proxy.configuration(port, server, root));
  const env = { HOME: root, XDG_CONFIG_HOME: root, XDG_DATA_HOME: root };
  const command = [findProgram(proxy.program).file, ...proxy.command(file, root)];
  await startDaemon(command, proxy.ready, { cwd: root, env });
  // HAProxy says that it runs before it listens, and answers 503 until its check, by HTTP/1.0 without Host, has passed.
  for (let left = 100; ; left -= 1) {
    try {
      return await Client.open(`ws://127.0.0.1:${port}/ws`);
    } catch (error) {
      if (left === 0) throw new Error(`${name} does not let a socket through`, { cause: error });
      await Bun.sleep(50);
    }
  }
}

async function isOpen(client: Client): Promise<boolean> {
  if (client.socket.readyState !== WebSocket.OPEN) return false;
  client.send("still there");
  return Promise.race([
    client.text().then((text) => text === "still there"),
    client.closed.then(() => false),
    // A path that is dead on one side never answers, and its end is never seen: silence is the answer that is measured.
    Bun.sleep(ANSWER_WITHIN).then(() => false),
  ]);
}

/** Opens the sockets, waits, and finds out whether what should be open is. */
async function run(): Promise<boolean> {
  const files = { "app/ws/route.ts": ROUTE };
  await using project = await createProject(files);
  await project.build();
  await using server = await project.serve();
  await using silent = await createProject({
    ...files,
    "bunbox.config.ts": "export default { sendPings: false, idleTimeout: 0 };\n",
  });
  await silent.build();
  await using without = await silent.serve();

  const clients = new Map<string, Client>();
  for (const name of Object.keys(PROXIES)) clients.set(name, await through(name, server.port));
  const unpinged = await through("haproxy", without.port);
  console.log("the sockets are open");
  await Bun.sleep(SECONDS * 1000);

  let right = true;
  for (const [name, client] of clients) {
    const open = await isOpen(client);
    console.log(`${name}: ${open ? "open" : "closed"} after ${SECONDS} s of silence`);
    right &&= open;
  }
  const kept = await isOpen(unpinged);
  console.log(`haproxy, of a server that does not ping: ${kept ? "open" : "closed"}`);
  right &&= SECONDS < 50 || !kept;
  return right;
}

// A proxy must not be left running if one of them does not start.
try {
  process.exitCode = (await run()) ? 0 : 1;
} finally {
  await leaveNothing();
}
