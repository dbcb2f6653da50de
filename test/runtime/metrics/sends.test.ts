// Tests that `metrics: true` counts sends for a slow client.
import { expect, test } from "bun:test";
import { connect } from "node:net";
import { frame, OPCODE } from "../../support/frames.ts";
import { createProject } from "../../support/project.ts";
import { handshake } from "../../support/raw.ts";

test("count sends that wait for a slow client, and sends that are dropped", async () => {
  await using project = await createProject({
    "app/ws/room/route.ts": `
        import type { ServerWebSocket, WebSocketContext } from "@ademattos/bunbox";
        export function onMessage(ws: ServerWebSocket, message: string | Buffer, ctx: WebSocketContext) {
          const text = "x".repeat(600_000);
          const said: number[] = [];
          if (message === "send") for (let sent = 0; sent < 12; sent += 1) said.push(ws.send(text));
          if (message === "publish") for (let sent = 0; sent < 12; sent += 1) said.push(ctx.broadcast(text));
          if (message === "nobody") said.push(ws.publish("nobody", text), ws.publish("ws-room", text), ctx.broadcast(""), ws.send(""));
          console.log(message + " " + JSON.stringify(said));
        }
      `,
    "bunbox.config.ts": "export default { metrics: true, backpressureLimit: 1_000_000 };",
  });
  await project.build();
  await using server = await project.serve();
  const told = async (name: string): Promise<number> => {
    const text = await (await server.fetch("/metrics")).text();
    return Number(new RegExp(`^bunbox_sends_${name}_total (\\d+)$`, "m").exec(text)?.[1]);
  };
  let queued = 0;
  let dropped = 0;
  for (const message of ["send", "publish"]) {
    // A client that reads nothing: its kernel takes a few megabytes, then the server has to wait.
    const slow = connect(server.port, "127.0.0.1", () => slow.write(handshake("/ws/room")));
    await new Promise((resolve) => slow.once("data", resolve));
    slow.pause();
    slow.write(frame(OPCODE.text, message));
    const said: number[] = JSON.parse(
      new RegExp(`${message} (.*)`).exec(await server.printed(new RegExp(`${message} .*0\\]`)))?.[1] ?? "",
    );
    queued += said.filter((status) => status === -1).length;
    dropped += said.filter((status) => status === 0).length;
    expect([await told("queued"), await told("dropped")]).toEqual([queued, dropped]);
    slow.destroy();
  }
  expect(Math.min(queued, dropped)).toBeGreaterThan(0);
  using client = await server.connect("/ws/room");
  client.send("nobody");
  await server.printed(/nobody \[0,0,0,0\]/);
  expect([await told("queued"), await told("dropped")]).toEqual([queued, dropped]);
});
