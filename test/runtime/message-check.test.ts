// Tests how often the check of a route's messages reads the schema, and which schema it uses.
import { expect, test } from "bun:test";
import { createMessageCheck } from "../../runtime/message-check.ts";
import type { RouteEntry } from "../../runtime/route.ts";

/** A schema that accepts everything, makes its properties anew whenever they are read, and counts that. */
function schemaOf(vendor: string): { readonly reads: () => number } & Record<"~standard", unknown> {
  let reads = 0;
  return {
    reads: () => reads,
    get "~standard"() {
      reads += 1;
      return { version: 1, vendor, validate: (value: unknown) => ({ value: [vendor, value] }) };
    },
  };
}

/** The check by a schema made by hand. */
function checkOf(
  vendor: string,
  validate: (value: object) => unknown,
): ReturnType<typeof createMessageCheck> {
  return createMessageCheck({ ...ROW, incoming: { "~standard": { version: 1, vendor, validate } } });
}

const ROW: RouteEntry = { file: "app/ws/route.ts", path: "/ws", topic: "ws", params: [] };

test("a schema's properties are read once, and not per message", () => {
  const schema = schemaOf("first");
  const check = createMessageCheck({ ...ROW, incoming: schema });
  expect(check("1")).toEqual({ value: ["first", 1] });
  const reads = schema.reads();
  for (let message = 0; message < 100; message += 1) void check(String(message));
  expect(schema.reads()).toBe(reads);
});

test("a schema that the module assigns later checks the messages from then on", () => {
  let incoming: unknown = schemaOf("first");
  const check = createMessageCheck({
    ...ROW,
    get incoming() {
      return incoming;
    },
  });
  expect(check("1")).toEqual({ value: ["first", 1] });
  incoming = schemaOf("second");
  expect(check("2")).toEqual({ value: ["second", 2] });
  incoming = undefined;
  expect(check("3")).toEqual({
    error: new TypeError("incoming is undefined now; it must stay a schema"),
  });
});

test("a schema that changes what it is asked about bytes with does not change the answer of another", () => {
  const refused = { issues: [{ message: "no" }] };
  const spoil = checkOf("spoil", (value) => (Object.assign(value, { say: "" }), refused));
  const take = checkOf("take", (value) =>
    "say" in value || value instanceof Uint8Array ? { value } : refused,
  );
  const bytes = Buffer.from("x");
  expect(spoil(bytes)).toMatchObject({ code: 1003 });
  expect(take(bytes)).toEqual({ value: bytes });
});
