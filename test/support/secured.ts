// Makes a project that serves with TLS, and opens sockets to it.
import { expect } from "bun:test";
import { selfSign } from "./certificates.ts";
import { Client } from "./client.ts";
import { createProject, type TestProject } from "./project.ts";

const ROOM = `
  export function onOpen(ws, { broadcast }) { ws.send("open"); }
  export function onMessage(ws, message, ctx) {
    if (message === "count") return ws.send(String(ctx.subscriberCount));
    if (message === "broadcast") return ctx.broadcast("broadcast");
    if (message === "bytes") return ws.publishBinary(ctx.topic, Buffer.from("bytes"));
    ws.send(String(ws.publish(ctx.topic, message)));
  }
`;

/** A project with a room and an authority for its certificates. */
export async function secured(tls: unknown, more = ""): Promise<TestProject> {
  const project = await createProject({
    "app/ws/room/route.js": ROOM,
    "bunbox.config.ts": `export default { shutdownTimeout: 2, tls: ${JSON.stringify(tls)}, ${more} };\n`,
  });
  await selfSign(project.root, "authority");
  return project;
}

/** Opens a socket to the room. */
export async function enter(
  port: number,
  tls: Bun.TLSOptions = { rejectUnauthorized: false },
): Promise<Client> {
  const client = await Client.open(`wss://127.0.0.1:${port}/ws/room`, { tls });
  expect(await client.text()).toBe("open");
  return client;
}
