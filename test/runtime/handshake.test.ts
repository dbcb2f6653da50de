// What a request must have to be a handshake, and the fields that a route adds to its answer.
import { describe, expect, test } from "bun:test";
import { handshakeHeaders } from "../../runtime/handshake-headers.ts";
import { hasToken, isKey } from "../../runtime/handshake.ts";
import { observeReports } from "../../runtime/report.ts";
import type { Accepted } from "../../runtime/types.ts";

describe("a token", () => {
  const fields: readonly (readonly [field: string | null, has: boolean])[] = [
    [null, false],
    ["", false],
    ["upgrade", true],
    ["Upgrade", true],
    ["keep-alive, Upgrade", true],
    ["upgrade ,keep-alive", true],
    ["upgrades", false],
    ["keep-alive", false],
    ["keep-alive, close", false],
    ["keep-alive upgrade", false],
  ];
  for (const [field, has] of fields) {
    test(`is ${has ? "" : "not "}in ${JSON.stringify(field)}`, () => {
      expect(hasToken(field, "upgrade")).toBe(has);
    });
  }
});

describe("a key", () => {
  const keys: readonly (readonly [key: string | null, good: boolean])[] = [
    [null, false],
    ["", false],
    ["dGhlIHNhbXBsZSBub25jZQ==", true],
    ["+/hlIHNhbXBsZSBub25jZA==", true],
    ["dGhlIHNhbXBsZSBub25jZR==", false],
    ["dGhlIHNhbXBsZSBub25jZQ=", false],
    ["dGhlIHNhbXBsZSBub25jZQ==\n", false],
    ["*GhlIHNhbXBsZSBub25jZQ==", false],
  ];
  for (const [key, good] of keys) {
    test(`${JSON.stringify(key)} is ${good ? "" : "not "}16 bytes`, () => {
      expect(isKey(key)).toBe(good);
    });
  }
});

const reported: string[] = [];
observeReports(({ message }) => reported.push(message));

/** The fields of the answer, and what is reported of it. */
function answer(
  accepted: Accepted,
  offered: string | null,
): { readonly fields: Readonly<Record<string, string>> | undefined; readonly reports: readonly string[] } {
  reported.length = 0;
  const headers = handshakeHeaders(accepted, offered, "upgrade of /ws/x");
  return { fields: headers === undefined ? undefined : Object.fromEntries(headers), reports: [...reported] };
}

const notOffered = (protocol: string): string =>
  `upgrade of /ws/x chose the subprotocol ${JSON.stringify(protocol)}, which was not offered: dropped`;

describe("the answer", () => {
  test("has no fields if the route adds none", () => {
    expect(answer({}, null)).toEqual({ fields: undefined, reports: [] });
    expect(answer({ data: 1 }, "a, b")).toEqual({ fields: undefined, reports: [] });
  });

  test("has the route's fields without those of the handshake", () => {
    const headers = { "X-A": "1", Connection: "close", "Content-Length": "3" };
    expect(answer({ headers }, null)).toEqual({
      fields: { "x-a": "1" },
      reports: ["connection", "content-length"].map(
        (name) => `upgrade of /ws/x returned the header ${name}, which belongs to the handshake: dropped`,
      ),
    });
    expect(answer({ headers: { "X-A": "1" } }, "a")).toEqual({
      fields: { "x-a": "1", "sec-websocket-protocol": "" },
      reports: [],
    });
  });

  test("agrees to a subprotocol that was offered, whether the route names it as such or in a field", () => {
    for (const accepted of [{ protocol: "b" }, { headers: { "Sec-WebSocket-Protocol": "b" } }])
      expect(answer(accepted, "a, b")).toEqual({ fields: { "sec-websocket-protocol": "b" }, reports: [] });
    const both = { protocol: "a", headers: { "Sec-WebSocket-Protocol": "b" } };
    expect(answer(both, "a, b")).toEqual({ fields: { "sec-websocket-protocol": "a" }, reports: [] });
  });

  test("does not agree to one that was not offered", () => {
    expect(answer({ protocol: "c" }, "a, b")).toEqual({
      fields: { "sec-websocket-protocol": "" },
      reports: [notOffered("c")],
    });
    expect(answer({ protocol: "A" }, "a")).toEqual({
      fields: { "sec-websocket-protocol": "" },
      reports: [notOffered("A")],
    });
    expect(answer({ protocol: "c" }, null)).toEqual({ fields: {}, reports: [notOffered("c")] });
    expect(answer({ headers: { "Sec-WebSocket-Protocol": "c" } }, null)).toEqual({
      fields: {},
      reports: [notOffered("c")],
    });
  });

  test("does not agree to an empty one, even if the offer has a gap", () => {
    expect(answer({ protocol: "" }, "a,, b")).toEqual({
      fields: { "sec-websocket-protocol": "" },
      reports: [notOffered("")],
    });
  });
});
