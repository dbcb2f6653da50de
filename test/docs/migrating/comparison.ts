// Checks the comparison of docs/migrating.md: for each row, observes what its cells say.
import { ask, handshake } from "../../support/raw.ts";
import { type RunningProgram, start } from "./program.ts";
import { changed, type Column } from "./programs.ts";
import { room, roundTrip } from "./scenario.ts";

/** Observes one column; `server` is the application as the page shows it. */
export type Observe = (server: RunningProgram, column: Column) => Promise<string>;

/** By the first cell of the row. */
export const ROWS: Readonly<Record<string, Observe>> = {
  "a page of another site connects": ({ port }) =>
    statusOf(port, room("kitchen"), { Origin: "https://evil.example" }),
  "`/ws/rooms/kitchen/`, with a slash at the end": ({ port }) => statusOf(port, room("kitchen/")),
  "a malformed escape in the path": ({ port }) => statusOf(port, room("%E0%A4%A")),
  "`GET` with a token, and no `Upgrade`": async (server) =>
    String((await server.fetch(room("kitchen"))).status),
  "a client offers the subprotocol `chat`": ({ port }) =>
    isAgreed(port, "sec-websocket-protocol", "chat, other", "chat"),
  "a client offers compression": ({ port }) =>
    isAgreed(port, "sec-websocket-extensions", "permessage-deflate", "permessage-deflate"),
  "the text `1e3` arrives as": (server) => heard(server, "1e3", (text) => text),
  "a message while `open` awaits something": (_server, column) => whileOpening(column),
  "a message of 17 MiB": (server) => heard(server, "x".repeat(17 * 1024 * 1024), () => "arrives"),
  "`ws.close()`, as the client sees it": (_server, column) => afterClose(column),
  "a handler throws": (_server, column) => afterThrow(column),
  "SIGTERM, as the client sees it": (server) => afterSignal(server),
};

async function statusOf(port: number, url: string, headers: Record<string, string> = {}): Promise<string> {
  return String((await ask(port, handshake(url, headers))).status);
}

async function isAgreed(port: number, header: string, offer: string, answer: string): Promise<string> {
  const { status, headers } = await ask(port, handshake(room("kitchen"), { [header]: offer }));
  if (status !== 101) throw new Error(`the handshake was answered with ${status}`);
  const agreed = headers.get(header);
  if (agreed === undefined) return "not agreed";
  return agreed.startsWith(answer) ? "agreed" : agreed;
}

/** What becomes of a text: what a client hears, or the code that its socket is closed with. */
async function heard(
  server: RunningProgram,
  text: string,
  describe: (text: string) => string,
): Promise<string> {
  using client = await server.connect(room("quiet"));
  await client.json();
  client.send(text);
  const answer = client.json().then((said) => describe(fieldOf(said, "text")));
  return await Promise.race([answer, client.closed.then(({ code }) => String(code))]);
}

// Opening waits until a client comes with this token, which is refused.
const UNTIL_KNOCKED = `const knocked = new Promise((resolve) => {
  const get = PEOPLE.get.bind(PEOPLE);
  PEOPLE.get = (token) => {
    if (token === "knock") resolve(undefined);
    return get(token);
  };
});`;

async function whileOpening(column: Column): Promise<string> {
  const waiting = changed(column, "openAsync", "await knocked;");
  await using server = await start(changed(column, "top", UNTIL_KNOCKED, waiting));
  using client = await server.connect(room("kitchen"));
  client.send("early");
  await roundTrip(client.socket);
  await statusOf(server.port, room("kitchen", "knock"));
  if (fieldOf(await client.json(), "joined") !== "ada") return "comes before anybody has joined";
  client.send("late");
  const said = await client.json();
  if (fieldOf(said, "text") === "early") return "waits";
  return fieldOf(said, "nth") === "2" ? "overtakes" : "is lost";
}

async function afterClose(column: Column): Promise<string> {
  await using server = await start(changed(column, "open", "ws.close();"));
  const client = await server.connect(room("kitchen"));
  return String((await client.closed).code);
}

async function afterThrow(column: Column): Promise<string> {
  await using server = await start(changed(column, "message", 'throw new Error("of this test");'));
  using ada = await server.connect(room("kitchen"));
  await ada.json();
  ada.send("hi");
  await Promise.race([roundTrip(ada.socket), ada.closed]);
  if (await Promise.race([server.ended.then(() => true), isGone(server)])) return "process ends";
  server.signal("SIGTERM");
  return (await server.ended).includes("of this test") ? "log" : "silence";
}

/** Whether every further client is refused. */
async function isGone(server: RunningProgram): Promise<boolean> {
  try {
    using bob = await server.connect(room("kitchen", "b-token"));
    await bob.json();
    return false;
  } catch {
    return true;
  }
}

async function afterSignal(server: RunningProgram): Promise<string> {
  const client = await server.connect(room("kitchen"));
  await client.json();
  server.signal("SIGTERM");
  return String((await client.closed).code);
}

/** A field of a message, as text. */
function fieldOf(message: unknown, name: string): string {
  if (typeof message !== "object" || message === null) return "";
  return String(new Map<string, unknown>(Object.entries(message)).get(name));
}
