// Builds the server for the proxies: the page's route in a project, and a certificate for its name.
import { chmod } from "node:fs/promises";
import path from "node:path";
import { OPENSSL, selfSign } from "../../support/certificates.ts";
import { createProject, type TestProject } from "../../support/project.ts";
import { createFolder, type Folder, keep } from "../../support/proxy.ts";
import { type RunningServer, startServer } from "../../support/server.ts";
import { blockWith, withValues } from "./page.ts";

/** The name that the page's configurations have. */
export const SITE = "chat.example.com";
export const ROOM = "/ws/rooms/kitchen";

/** The longest that a proxy may wait for a silent socket here, in seconds. */
export const PATIENCE = 6;

/** Pings come every four seconds. */
const CONFIG = "metrics: true, idleTimeout: 8";

/** What the server sees of a connection. */
const SEEN = `
  import type { ServerWebSocket, UpgradeContext, UpgradeData, WebSocketContext } from "@ademattos/bunbox";
  export function upgrade(req: Request, ctx: UpgradeContext) {
    return {
      data: {
        context: ctx.remoteAddress,
        client: req.headers.get("X-Forwarded-For"),
        proto: req.headers.get("X-Forwarded-Proto"),
        standard: req.headers.get("Forwarded"),
      },
    };
  }
  export function onOpen(ws: ServerWebSocket<UpgradeData<typeof upgrade>>) {
    ws.send(JSON.stringify({ ...ws.data, socket: ws.remoteAddress }));
  }
  export function onClose(_ws: ServerWebSocket, _ctx: WebSocketContext, code: number, reason: string) {
    console.log("closed with " + code + " " + reason);
  }
`;

/** Says which process it is, and has its onClose take until SIGUSR2. */
const SLOW = `
  import type { ServerWebSocket } from "@ademattos/bunbox";
  export function onOpen(ws: ServerWebSocket) { ws.send(String(process.pid)); }
  export function onClose() { return new Promise((resolve) => process.once("SIGUSR2", resolve)); }
`;

/** As it is; without pings and any timeout; on the Unix socket `server.sock`; with the page's limits, but two sockets. */
export type Output = "plain" | "mute" | "unix" | "limited";

/** Where to serve an output: by default on this machine, on a free port, in the project's folder. */
export interface Where {
  readonly host?: string;
  readonly port?: number;
  readonly cwd?: string;
}

export interface Site extends AsyncDisposable {
  readonly project: TestProject;
  readonly certificate: { readonly cert: string; readonly key: string; readonly pem: string };
  /** The output's file. */
  output(name: Output): string;
  serve(name: Output, where?: Where): Promise<RunningServer>;
}

export async function openSite(): Promise<Site> {
  const project = await createProject({
    "app/ws/rooms/[room]/route.ts": blockWith("ts", "ctx.broadcastJSON"),
    "app/ws/seen/route.ts": SEEN,
    "app/ws/slow/route.ts": SLOW,
  });
  const proxies = blockWith("ts", 'trustedProxies: ["loopback"], // or');
  const limits = withValues(blockWith("ts", "connectionsPerAddress"), {
    "connectionsPerAddress: 50": "connectionsPerAddress: 2",
  });
  const builds: Readonly<Record<Output, string>> = {
    plain: CONFIG,
    mute: "sendPings: false, idleTimeout: 0",
    unix: `${CONFIG}, unix: "server.sock"`,
    limited: CONFIG,
  };
  for (const [name, config] of Object.entries(builds)) {
    const page = name === "limited" ? limits : proxies;
    const text = withValues(page, { "trustedProxies:": `${config}, trustedProxies:` });
    await project.write({ "bunbox.config.ts": text });
    await project.build("--outfile", `dist/${name}.js`, ...(name === "plain" ? [] : ["--no-typecheck"]));
  }
  const folder = await createFolder();
  const output = (name: Output): string => path.join(project.root, `dist/${name}.js`);
  return {
    project,
    certificate: await createCertificate(folder),
    output,
    serve: async (name, { host = "127.0.0.1", port = 0, cwd = project.root } = {}) =>
      keep(await startServer(output(name), cwd, { HOST: host, PORT: String(port) })),
    async [Symbol.asyncDispose]() {
      await folder[Symbol.asyncDispose]();
      await project[Symbol.asyncDispose]();
    },
  };
}

async function createCertificate({ root }: Folder): Promise<Site["certificate"]> {
  const cert = path.join(root, "cert.pem");
  const key = path.join(root, "cert.key");
  // What would use it is skipped too.
  if (OPENSSL.skipped) return { cert, key, pem: "" };
  await selfSign(root, "cert", SITE);
  await chmod(key, 0o600);
  return { cert, key, pem: await Bun.file(cert).text() };
}
