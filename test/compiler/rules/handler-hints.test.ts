// Tests what the rules about handlers advise. The samples beside the rules test only where they report.
import { describe, expect, test } from "bun:test";
import type { Sample } from "../../../compiler/rules/samples.ts";
import { findInSyntax } from "./find-in-syntax.ts";

const hintsOf = (sample: Sample): readonly (string | undefined)[] =>
  findInSyntax(sample).found.map(({ hint }) => hint);

describe("unsent-return", () => {
  test.each([
    [
      'export function onMessage(ws, m) { return "pong"; }',
      'Write `ws.send("pong")` to answer this client, or `ctx.broadcast("pong")` to reach everyone on the route.',
    ],
    [
      "export function onMessage(socket, m, context) { return { m }; }",
      "Write `socket.send(JSON.stringify({ m }))` to answer this client, or `context.broadcastJSON({ m })` to reach everyone on the route.",
    ],
    [
      "export function onOpen(ws, context) { return [1]; }",
      "Write `ws.send(JSON.stringify([1]))` to answer this client, or `context.broadcastJSON([1])` to reach everyone on the route.",
    ],
    [
      'export function onClose(ws) { return "bye"; }',
      'The socket is closed. Write `ctx.broadcast("bye")` to reach the others.',
    ],
    [
      "export function onMessage(client) { return new Response(); }",
      "Only `upgrade` answers with a `Response`. Send a message: `client.send(…)`.",
    ],
  ])("%s", (text, hint) => {
    expect(hintsOf(text)).toEqual([hint]);
  });

  test("names the handler", () => {
    const said = (text: string): readonly string[] => findInSyntax(text).found.map(({ message }) => message);
    expect(said("export function onOpen() { return [1]; }")).toEqual([
      "bunbox does not send what `onOpen` returns",
    ]);
  });
});

describe("thrown-response", () => {
  test("returns what `upgrade` itself throws", () => {
    expect(
      findInSyntax("export function upgrade() { throw new Response(); }\nexport function onOpen() {}").found,
    ).toMatchObject([
      {
        message: "`upgrade` fails with a thrown `Response`, so the client gets 500 instead",
        hint: "Return it: `return new Response();`",
        related: [],
      },
    ]);
  });

  test("shows where `guard` calls what throws, however deep", () => {
    const text = `export function guard(req) { user(req); return true; }
function user(req) { token(req); }
function token() { throw new Response(); }`;
    expect(findInSyntax({ isGuard: true, text }).found).toMatchObject([
      {
        message: "`guard` calls this, and fails with a thrown `Response`, so the client gets 500 instead",
        hint: "Return it, and let `guard` return it too: `const denied = user(req); if (denied instanceof Response) return denied;`",
        related: [{ message: "`guard` calls it here", place: { line: 1 } }],
      },
    ]);
  });
});
