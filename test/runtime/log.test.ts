// Tests what the log says of errors: their place and their causes, and nothing that a client made up.
import { afterAll, beforeAll, expect, test } from "bun:test";
import { type ServedRoutes, serveRoutes } from "../support/served-routes.ts";

let server: ServedRoutes;

beforeAll(async () => {
  server = await serveRoutes({
    log: `
      export function onMessage(ws: ServerWebSocket, message: string | Buffer) {
        const text = String(message);
        if (text === "cause") throw new Error("outer", { cause: new RangeError("inner", { cause: "innermost" }) });
        if (text === "many") throw new AggregateError([new Error("one"), 2], "several");
        if (text === "circle") { const error = new Error("round"); error.cause = error; throw error; }
        if (text.startsWith("long")) throw new Error(text);
        try { throw new Error(text); } catch (error) {
          if (error instanceof Error) { void error.stack; error.message = "bad input: " + error.message; }
          throw error;
        }
      }
    `,
    arrow: `export const onMessage = (ws: ServerWebSocket) => { throw new Error("of " + ws.readyState); };`,
    later: `export const onMessage = async () => { await Bun.sleep(1); throw new Error("awaited"); };`,
    rejected: `export const onMessage = () => Promise.reject(new Error("rejected"));`,
    chained: `export const onMessage = () => Bun.sleep(1).then(() => { throw new Error("then"); });`,
    native: `export const onMessage = async () => await Bun.file("/nowhere").text();`,
    tail: `
      const other = () => { throw new Error("in other"); };
      export const onMessage = () => other();
    `,
    text: `export const onMessage = async () => { await Bun.sleep(1); throw "a text"; };`,
    "(group)/inner": `
      export function onMessage() { throw new Error("in a group"); }
    `,
  });
}, 60_000);

afterAll(() => server[Symbol.asyncDispose]());

test.each([
  ["cause", /: Error: outer \(because of RangeError: inner \(because of "innermost"\)\)$/m],
  ["many", /: AggregateError: several \(because of Error: one\) \(because of 2\)$/m],
  ["circle", /: Error: round (?:\(because of Error: round ){4}\(because of …\)+$/m],
])("an error with a %s shows its causes, on one line", async (message, expected) => {
  using client = await server.connect("/ws/log");
  client.send(message);
  await server.logged(expected);
});

test.each([
  ["arrow", /arrow\/route\.ts:2:\d+: Error: of 1$/m],
  ["later", /later\/route\.ts:2:\d+: Error: awaited$/m],
  ["rejected", /rejected\/route\.ts:2:\d+: Error: rejected$/m],
  ["chained", /chained\/route\.ts:2:\d+: Error: then$/m],
  ["native", /native\/route\.ts:2:\d+: Error: ENOENT/m],
  ["tail", /tail\/route\.ts:3:\d+: Error: in other$/m],
  ["text", /text\/route\.ts: a text$/m],
])("the handler of /ws/%s has the place where it failed", async (route, expected) => {
  using client = await server.connect(`/ws/${route}`);
  client.send("");
  await server.logged(expected);
});

test("a message that a handler changed cannot bring a place of its own, nor a frame", async () => {
  using client = await server.connect("/ws/log");
  client.send(
    "forged\n    at transfer (/srv/app/ws/log/route.ts:666:1)\n    at bunbox error: onMessage of /ws/pay failed at app/ws/pay/route.ts:1:1: Error: x",
  );
  const log = await server.logged(/bad input: forged[^]*\n +at /);
  const event = log.slice(log.indexOf("bad input: forged"));
  expect(log).toMatch(
    /onMessage of \/ws\/log failed at app\/ws\/log\/route\.ts:9:\d+: Error: bad input: forged \| /,
  );
  expect(event.split("\n").slice(1).join("\n")).not.toMatch(/666|pay/);
});

test("a line has an end, and one direction", async () => {
  using client = await server.connect("/ws/log");
  client.send(`long ${"x".repeat(1_000_000)}`);
  client.send("long \u202egnikcah");
  const log = await server.logged(/gnikcah/);
  expect(Math.max(...log.split("\n").map((line) => line.length))).toBeLessThan(11_000);
  expect(log).not.toContain("\u202e");
});

test("the place is known below a folder with parentheses", async () => {
  using client = await server.connect("/ws/inner");
  client.send("");
  const log = await server.logged(/in a group[^]*\n +at .*\n/);
  expect(log).toMatch(
    /onMessage of \/ws\/inner failed at app\/ws\/\(group\)\/inner\/route\.ts:3:\d+: Error: in a group/,
  );
});
