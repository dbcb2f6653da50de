// Tests the application as a client sees it, whichever server runs it.
import { expect } from "bun:test";
import { ask, handshake } from "../../support/raw.ts";
import type { RunningProgram } from "./program.ts";

/** The path of a room, with a user's token. */
export function room(name: string, token = "a-token"): string {
  return `/ws/rooms/${name}?token=${token}`;
}

/** Everything that the application promises. */
export async function driveRooms(server: RunningProgram): Promise<void> {
  const home = await server.fetch("/");
  expect([home.status, await home.text()]).toEqual([200, "rooms\n"]);
  for (const url of ["/ws/rooms/kitchen", room("kitchen", ""), room("kitchen", "c-token")])
    expect([url, (await ask(server.port, handshake(url))).status]).toEqual([url, 401]);

  using ada = await server.connect(room("kitchen"));
  expect(await ada.json()).toEqual({ joined: "ada" });
  using bob = await server.connect(room("kitchen", "b-token"));
  expect([await ada.json(), await bob.json()]).toEqual([{ joined: "bob" }, { joined: "bob" }]);
  using elsewhere = await server.connect(room("hall", "b-token"));
  expect(await elsewhere.json()).toEqual({ joined: "bob" });

  for (const [client, from, text, nth] of [
    [ada, "ada", "hi", 1],
    [ada, "ada", "still here", 2],
    [bob, "bob", "hi", 1],
  ] as const) {
    client.send(text);
    const said = { room: "kitchen", from, text, nth };
    expect([await ada.json(), await bob.json()]).toEqual([said, said]);
  }
  elsewhere.send("alone");
  expect(await elsewhere.json()).toEqual({ room: "hall", from: "bob", text: "alone", nth: 1 });

  bob.close(4001, "done");
  expect(await ada.json()).toEqual({ left: "bob", code: 4001 });
  using again = await server.connect(room("kitchen", "b-token"));
  expect([await ada.json(), await again.json()]).toEqual([{ joined: "bob" }, { joined: "bob" }]);
  again.socket.terminate();
  expect(await ada.json()).toEqual({ left: "bob", code: 1006 });
  expect(ada.pending + elsewhere.pending).toBe(0);
}

/** That a parameter arrives decoded. */
export async function driveEscapes(server: RunningProgram): Promise<void> {
  using client = await server.connect(room("a%20b%2Fc"));
  expect(await client.json()).toEqual({ joined: "ada" });
  client.send("hi");
  expect(await client.json()).toMatchObject({ room: "a b/c", text: "hi" });
}

/** That a note is checked, and the socket survives one that is none. */
export async function driveNotes(server: RunningProgram): Promise<void> {
  using client = await server.connect("/ws/notes");
  for (const wrong of ["nonsense", "{}", '{"text":1}', '{"text":"one"']) {
    client.send(wrong);
    expect(await client.json()).not.toHaveProperty("noted");
  }
  client.send('{"text":"one"}');
  expect(await client.json()).toEqual({ noted: "one" });
  expect(client.pending).toBe(0);
}

/** That sockets of both kinds live beside each other; a ping must not reach handlers that look into the data. */
export async function driveBoth(server: RunningProgram): Promise<void> {
  await driveRooms(server);
  for (const url of ["/ws/echo", "/ws/rooms/kitchen/plain"]) {
    using client = await server.connect(url);
    await roundTrip(client.socket);
    client.send("hello");
    expect(await client.text()).toBe("hello");
    client.close();
    await client.closed;
  }
  await driveRooms(server);
}

/** Resolves when the server has seen everything that this socket has sent. */
export function roundTrip(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    socket.addEventListener("pong", () => resolve(), { once: true });
    socket.ping();
  });
}
