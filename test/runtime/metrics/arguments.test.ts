// Tests that a counted method gets the arguments that the route gives it.
import { expect, test } from "bun:test";
import { connect } from "node:net";
import { frame, OPCODE } from "../../support/frames.ts";
import { createProject } from "../../support/project.ts";
import { handshake } from "../../support/raw.ts";

test("a counted send is compressed only if the route asks for it, and fails as Bun's own does", async () => {
  await using project = await createProject({
    "app/ws/chat/route.ts": `
        import type { ServerWebSocket } from "@ademattos/bunbox";
        export function onMessage(ws: ServerWebSocket) {
          ws.send("a".repeat(100));
          ws.send("b".repeat(100), true);
          ws.send("c".repeat(100), false);
          try { Reflect.apply(ws.send, ws, []); } catch (error) { ws.send(String(error)); }
        }
      `,
    "bunbox.config.ts": "export default { metrics: true };",
  });
  await project.build();
  await using server = await project.serve();
  const client = connect(server.port, "127.0.0.1", () =>
    client.write(handshake("/ws/chat", { "Sec-WebSocket-Extensions": "permessage-deflate" })),
  );
  const parts: Buffer[] = [];
  const text = (): string => Buffer.concat(parts).toString("latin1");
  await new Promise<void>((resolve) => {
    client.on("data", (part: Buffer) => {
      const first = parts.length === 0;
      parts.push(part);
      if (first) client.write(frame(OPCODE.text, "go"));
      if (text().includes("argument")) resolve();
    });
  });
  client.destroy();
  const sent = text().slice(text().indexOf("\r\n\r\n") + 4);
  expect(sent).toContain(`\x81\x64${"a".repeat(100)}`);
  expect(sent).not.toContain("bbbb");
  expect(sent).toContain(`\x81\x64${"c".repeat(100)}`);
  expect(sent).toEndWith("Error: send requires at least 1 argument");
  expect(await (await server.fetch("/metrics")).text()).toContain(
    'bunbox_messages_sent_total{method="send"} 4\n',
  );
});
