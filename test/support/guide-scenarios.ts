// Lists what the server-side blocks of a foreign guide do, each as a client sees it on the wire.
import { expect } from "bun:test";
import { compressedLength } from "./frames.ts";
import type { RunningServer } from "./server.ts";

/** Something that a block may do, and how it is seen on the wire. */
export interface Scenario {
  readonly what: string;
  /** Whether a block does it. */
  readonly when: RegExp;
  drive(server: RunningServer, url: string): Promise<void>;
}

/** A block may match several. */
export const SCENARIOS: readonly Scenario[] = [
  {
    what: "welcomes, echoes, and broadcasts with the sender included",
    when: /type: "welcome"/,
    async drive(server, url) {
      using one = await server.connect(url);
      using two = await server.connect(url);
      expect([await one.json(), await two.json()]).toMatchObject([{ type: "welcome" }, { type: "welcome" }]);
      one.send("hello");
      expect([await one.text(), await one.text(), await two.text()]).toEqual(["hello", "hello", "hello"]);
      expect(one.pending + two.pending).toBe(0);
      one.close();
      await server.printed(/closed/i);
    },
  },
  {
    what: "sends text and bytes and closes with a code and a reason",
    when: /ws\.close\(1000, "Goodbye"\)/,
    async drive(server, url) {
      const client = await server.connect(url);
      client.send("go");
      expect(await client.text()).toBe("Hello!");
      expect(await client.next()).toEqual(Buffer.from([1, 2, 3]));
      expect(await client.closed).toEqual({ code: 1000, reason: "Goodbye" });
    },
  },
  {
    what: "broadcasts JSON on its topic",
    when: /ctx\.broadcastJSON\(\{ type: "update"/,
    async drive(server, url) {
      using one = await server.connect(url);
      using two = await server.connect(url);
      one.send("news");
      for (const client of [one, two]) {
        expect(await client.text()).toBe("news");
        expect(await client.json()).toMatchObject({ type: "update" });
      }
      await server.printed(/^ws-custom$/m);
    },
  },
  {
    what: "asks for a token, and keeps the data as it was returned",
    when: /isValidToken\(token\)/,
    async drive(server, url) {
      await expect(server.connect(url)).rejects.toThrow("403");
      await expect(server.connect(`${url}?token=wrong`)).rejects.toThrow("403");
      using client = await server.connect(`${url}?token=valid`);
      expect(client.socket.readyState).toBe(WebSocket.OPEN);
      await server.printed(/userId: "user of valid",\s+connectedAt: \d+/);
    },
  },
  {
    what: "has rooms by topics",
    when: /"join-room"/,
    async drive(server, url) {
      using one = await server.connect(url);
      using two = await server.connect(url);
      using outside = await server.connect(url);
      for (const client of [one, two]) {
        client.send(JSON.stringify({ type: "join-room", roomId: "7" }));
        expect(await client.json()).toEqual({ type: "joined", roomId: "7" });
      }
      one.send(JSON.stringify({ type: "room-message", roomId: "7", text: "hi" }));
      expect(await two.json()).toEqual({ type: "message", text: "hi" });
      two.send(JSON.stringify({ type: "leave-room", roomId: "7" }));
      two.send(JSON.stringify({ type: "join-room", roomId: "8" }));
      await two.next();
      one.send(JSON.stringify({ type: "room-message", roomId: "7", text: "gone?" }));
      one.send(JSON.stringify({ type: "join-room", roomId: "9" }));
      await one.next();
      expect(one.pending + two.pending + outside.pending).toBe(0);
    },
  },
  {
    what: "echoes bytes, and sends some of its own",
    when: /Buffer\.isBuffer\(message\)/,
    async drive(server, url) {
      using client = await server.connect(url);
      client.send(new Uint8Array([9, 8, 7]));
      expect([await client.next(), await client.next()]).toEqual([
        Buffer.from([9, 8, 7]),
        Buffer.from([1, 2, 3, 4]),
      ]);
      await server.printed(/3 bytes/);
    },
  },
  {
    what: "compresses if it is asked to",
    when: /ws\.send\("[^"]*", true\)/,
    async drive(server, url) {
      expect(await compressedLength(server.port, url, "go")).toBeGreaterThan(0);
    },
  },
  {
    what: "sends several messages in one write, in order",
    when: /ws\.cork\(/,
    async drive(server, url) {
      using client = await server.connect(url);
      client.send("go");
      expect([await client.text(), await client.text(), await client.text()]).toEqual([
        "Message 1",
        "Message 2",
        "Message 3",
      ]);
    },
  },
  {
    what: "plays a game from joining to leaving",
    when: /"player-joined"/,
    async drive(server, url) {
      await expect(server.connect(url)).rejects.toThrow("403");
      using one = await server.connect(`${url}?playerId=a`);
      expect(await one.json()).toEqual({ type: "init", players: [{ id: "a", x: 0, y: 0 }] });
      expect(await one.json()).toEqual({ type: "player-joined", player: { id: "a", x: 0, y: 0 } });
      const two = await server.connect(`${url}?playerId=b`);
      expect(await one.json()).toEqual({ type: "player-joined", player: { id: "b", x: 0, y: 0 } });
      two.send(JSON.stringify({ type: "move", x: 3, y: 4 }));
      expect(await one.json()).toEqual({ type: "player-moved", playerId: "b", x: 3, y: 4 });
      two.close();
      expect(await one.json()).toEqual({ type: "player-left", playerId: "b" });
    },
  },
  {
    what: "logs where a client comes from and how it ends",
    when: /ctx: WebSocketContext, code\?: number/,
    async drive(server, url) {
      const client = await server.connect(url);
      client.send("12345");
      client.close(4321, "my reason");
      await server.printed(/127\.0\.0\.1[^]*ws-custom[^]*undefined[^]*5[^]*"ws-custom"[^]*4321[^]*my reason/);
    },
  },
  {
    what: "answers a message that is not JSON",
    when: /Invalid message format/,
    async drive(server, url) {
      using client = await server.connect(url);
      client.send("{");
      expect(await client.json()).toEqual({ type: "error", message: "Invalid message format" });
    },
  },
  {
    what: "closes with the first of several codes",
    when: /ws\.close\(1000, "Done"\)/,
    async drive(server, url) {
      const client = await server.connect(url);
      client.send("go");
      expect(await client.closed).toEqual({ code: 1000, reason: "Done" });
    },
  },
];
