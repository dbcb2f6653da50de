// Tests what the page says of every proxy.
import { expect } from "bun:test";
import type { Client } from "../../support/client.ts";
import { type Entrance, enter, refusal } from "../../support/proxy.ts";
import { ask } from "../../support/raw.ts";
import type { RunningServer } from "../../support/server.ts";
import { PATIENCE, ROOM, SITE, type Site } from "./site.ts";

/** The browser's address, which differs from the proxy's. */
export const BROWSER = "127.0.0.7";

/** The way in for a browser. */
export function enterFrom(site: Site, port: number, address = BROWSER): Promise<Entrance> {
  return enter(port, { site: SITE, ca: site.certificate.pem, address });
}

/** What the page's upstream becomes. */
export function upstream(port: number): Record<string, string> {
  return { "127.0.0.1:3000": `127.0.0.1:${port}` };
}

/** Messages go both ways, small and large, and bring the client's own address with them, whatever it says of itself. */
export async function checkMessages(entrance: Entrance): Promise<void> {
  const forged = { "X-Forwarded-For": "192.0.2.1", Forwarded: "for=192.0.2.2" };
  using ada = await entrance.connect(ROOM);
  using bob = await entrance.connect(ROOM, { headers: forged });
  const large = "large ".repeat(200_000);
  for (const [sender, text] of [[ada, "hi"] as const, [bob, "hello"] as const, [ada, large] as const]) {
    sender.send(text);
    for (const client of [ada, bob]) expect(await client.json()).toEqual({ from: BROWSER, text });
  }
}

/** The server takes the browser's address from the proxy, which also says that the browser uses TLS. */
export async function checkPeer(entrance: Entrance): Promise<void> {
  const headers = {
    "X-Forwarded-For": "192.0.2.1",
    "X-Forwarded-Proto": "http",
    Forwarded: "for=192.0.2.2;proto=http",
  };
  using client = await entrance.connect("/ws/seen", { headers });
  const seen = { context: BROWSER, socket: BROWSER, client: BROWSER, proto: "https", standard: null };
  expect(await client.json()).toEqual(seen);
}

/** An address may have two sockets, whatever it says of itself, and another address its own. */
export async function checkLimits(entrance: Entrance, elsewhere: Entrance): Promise<void> {
  using first = await entrance.connect(ROOM);
  using second = await entrance.connect(ROOM, { headers: { "X-Forwarded-For": "192.0.2.1" } });
  const third = entrance.connect(ROOM, { headers: { "X-Forwarded-For": "192.0.2.2" } });
  expect(await refusal(third)).toContain("503");
  using other = await elsewhere.connect(ROOM);
  for (let sent = 0; sent < 21; sent += 1) first.send("x");
  expect(await first.closed).toEqual({ code: 1008, reason: "Too many messages" });
  for (const each of [second, other]) each.close();
}

/** The pages of the site may connect, on any port that the site is on, and no others. */
export async function checkOrigins(entrance: Entrance): Promise<void> {
  const port = { Host: `${SITE}:8443`, Origin: `https://${SITE}:8443` };
  for (const headers of [{}, port]) (await entrance.connect(ROOM, { headers })).close();
  for (const Origin of ["https://evil.example", `https://${SITE}:8443`, "https://127.0.0.1", "null"])
    expect(await refusal(entrance.connect(ROOM, { headers: { Origin } }))).toContain("403");
}

/** Close codes pass both ways. This check ends the server. */
export async function checkCloseCodes(entrance: Entrance, server: RunningServer): Promise<void> {
  const leaving = await entrance.connect("/ws/seen");
  leaving.close(3001, "bye");
  await server.printed(/closed with 3001 bye/);
  const staying = await entrance.connect("/ws/seen");
  server.signal("SIGTERM");
  expect(await staying.closed).toEqual({ code: 1001, reason: "Server shutting down" });
  expect(await server.exited).toBe(0);
}

/** What is not for everyone is not to be had by any spelling; straight from the server it is. */
export async function checkPrivatePaths(entrance: Entrance, port: number): Promise<void> {
  const spellings = ["", "/", "?x", "/?x"].flatMap((end) => [`/metrics${end}`, `/healthz${end}`]);
  const others = ["/%6Detrics", "/./metrics", "/x/../metrics", "/%2e/metrics", "/m%65trics/", "//metrics"];
  let reached = 0;
  for (const path of [...spellings, ...others]) {
    const direct = await ask(port, `GET ${path} HTTP/1.1\r\nHost: ${SITE}\r\nConnection: close\r\n\r\n`);
    if (direct.status === 200) reached += 1;
    expect([path, (await entrance.get(path)).status]).toEqual([path, 404]);
  }
  expect(reached).toBe(spellings.length + others.length - 1); // `//metrics` is nothing to the server either
}

/** A silent socket outlives the proxy's patience if the server pings it, and only then. */
export async function checkSilence(pinged: Entrance, mute: Entrance): Promise<void> {
  const began = performance.now();
  using living = await pinged.connect(ROOM);
  const silent = await mute.connect(ROOM);
  expect((await silent.closed).code).toBe(1006);
  expect(performance.now() - began).toBeGreaterThan((PATIENCE - 0.5) * 1000);
  await checkAlive(living);
}

export async function checkAlive(client: Client): Promise<void> {
  client.send("still here");
  expect(await client.json()).toEqual({ from: BROWSER, text: "still here" });
}
