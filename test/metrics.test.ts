// `metrics: true`: what is counted, and that nothing of it is in the output where it is off.
import { describe, expect, test } from "bun:test";
import { createProject } from "./support/project.ts";

const ROUTE = `
  import type { ServerWebSocket } from "@ademattos/bunbox";
  export function upgrade(req: Request) { return !req.url.endsWith("refuse"); }
  export function onMessage(ws: ServerWebSocket, message: string | Buffer) {
    if (message === "throw") throw new Error("counted");
    ws.send(message);
  }
`;

describe("metrics", () => {
  test("counts connections, messages, errors and refusals", async () => {
    await using project = await createProject({
      "app/ws/echo/route.ts": ROUTE,
      "app/ws/rooms/[id]/route.ts": ROUTE,
      "bunbox.config.ts": "export default { metrics: true };",
    });
    await project.build();
    await using server = await project.serve();
    const first = await server.connect("/ws/echo");
    first.close();
    await first.closed;
    using second = await server.connect("/ws/rooms/1");
    second.send("throw");
    second.send("hello");
    expect(await second.text()).toBe("hello");
    await expect(server.connect("/ws/echo?refuse")).rejects.toThrow("403");
    await expect(server.connect("/nowhere")).rejects.toThrow("404");
    const response = await server.fetch("/metrics");
    expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    const text = await response.text();
    expect(text.replace(/(uptime_seconds) [\d.]+/, "$1 N")).toMatchSnapshot();
  });

  test("are not in the output where they are off", async () => {
    await using project = await createProject({ "app/ws/echo/route.ts": ROUTE });
    await project.build("--sourcemap", "none");
    const output = await Bun.file(`${project.root}/dist/server.js`).text();
    expect(output).not.toContain("bunbox_connections");
    await using server = await project.serve();
    expect((await server.fetch("/metrics")).status).toBe(404);
  });
});
