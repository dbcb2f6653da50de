// Tests servers that listen on a Unix socket or over IPv6, and what they say of a wrong address.
import { describe, expect, test } from "bun:test";
import path from "node:path";
import { Client } from "../support/client.ts";
import { createProject } from "../support/project.ts";

const ECHO = `
  import type { ServerWebSocket } from "@ademattos/bunbox";
  export function onMessage(ws: ServerWebSocket, message: string | Buffer) { ws.send(message); }
`;

describe("a server listens", () => {
  test("on a Unix socket", async () => {
    await using project = await createProject({
      "app/ws/echo/route.ts": ECHO,
      "app/pages.ts": "export default function () { return undefined as never; }",
      "bunbox.config.ts": 'export default { unix: "server.sock", fallback: "app/pages.ts" };',
    });
    await project.build();
    await using server = await project.serve();
    const socket = path.join(project.root, "server.sock");
    expect((await fetch("http://localhost/nothing", { unix: socket })).status).toBe(500);
    expect(server.stdout()).toBe("Listening on unix:server.sock\n");
    const health = await fetch("http://localhost/healthz", { unix: socket });
    expect(health.status).toBe(200);
    await expect(project.serve()).rejects.toThrow(
      /bunbox error: cannot listen on server\.sock: .*address already in use/,
    );
  });

  test("on a Unix socket that a killed server has left behind, and on no other file", async () => {
    await using project = await createProject({
      "app/ws/echo/route.ts": ECHO,
      "bunbox.config.ts": 'export default { unix: "server.sock" };',
    });
    await project.build();
    const killed = await project.serve();
    killed.signal("SIGKILL");
    await killed.exited;
    const ended = await project.serve();
    ended.signal("SIGTERM");
    expect(await ended.exited).toBe(0);
    await project.write({ "server.sock": "a file of the user's" });
    await expect(project.serve()).rejects.toThrow(
      /bunbox error: cannot listen on server\.sock: a file that is not a socket already exists there/,
    );
    expect(await Bun.file(path.join(project.root, "server.sock")).text()).toBe("a file of the user's");
  });

  test("on an IPv6 address, with or without brackets", async () => {
    await using project = await createProject({ "app/ws/echo/route.ts": ECHO });
    await project.build();
    for (const HOST of ["::1", "[::1]"]) {
      await using server = await project.serve({ HOST });
      expect(server.stdout()).toBe(`Listening on http://[::1]:${server.port}\n`);
      using socket = await Client.open(`ws://[::1]:${server.port}/ws/echo`);
      socket.send("over IPv6");
      expect(await socket.text()).toBe("over IPv6");
    }
  });

  test("not on an address that is another machine's, and says so", async () => {
    await using project = await createProject({ "app/ws/echo/route.ts": ECHO });
    await project.build();
    for (const HOST of ["192.0.2.1", "no such host"]) {
      await expect(project.serve({ HOST })).rejects.toThrow(
        `bunbox error: HOST is "${HOST}": this machine has no such address\n`,
      );
    }
    for (const HOST of ["http://localhost", "localhost/", "0.0.0.0:3000", "'127.0.0.1'"]) {
      await expect(project.serve({ HOST })).rejects.toThrow(
        `bunbox error: HOST is ${JSON.stringify(HOST)}: a host is a name or an address alone\n`,
      );
    }
    await project.write({ "bunbox.config.ts": 'export default { host: "192.0.2.1", log: "json" };' });
    await project.build();
    const named = /"message":"cannot listen on 192\.0\.2\.1:0: this machine has no such address"/;
    await expect(project.serve({ HOST: "" })).rejects.toThrow(named);
    for (const [name, value] of [
      ["HOST", "no such host"],
      ["PORT", "70000"],
    ] as const) {
      const ended = expect(project.serve({ [name]: value })).rejects;
      await ended.toThrow(
        new RegExp(`ended with 1:\\n\\{"time":"[^"]+","level":"error",.*"message":"${name} is .*\\}\\n$`),
      );
    }
  });
});
