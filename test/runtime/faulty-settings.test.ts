// Tests that a server does not start with a schema that is none, or with a limit that is not a number of bytes.
import { describe } from "bun:test";
import { testFaultyStart } from "../support/faulty-start.ts";

const SCHEMA =
  'export const incoming = { "~standard": { version: 1 as const, vendor: "hand", validate: (value: unknown) => ({ value }) } };\nexport function onMessage() {}';

describe("a setting that has a wrong value when the server starts", () => {
  const limits = ["undefined", "null", "0", "-1", "1.5", "NaN", "Infinity", '"1024"'];
  const files = {
    "app/ws/route.ts": "export let incoming: any;\nexport function onMessage() {}",
    "app/ws/version/route.ts":
      'export const incoming: any = { "~standard": { version: 2, validate() {} } };\nexport function onMessage() {}',
    ...Object.fromEntries(
      limits.map((limit, index) => [
        `app/ws/limit${index}/route.ts`,
        `export let maxPayloadLength: any = ${limit};\n${SCHEMA}`,
      ]),
    ),
    "app/ws/right/route.ts": `export let maxPayloadLength: any = 1;\n${SCHEMA}`,
  };
  testFaultyStart(files, [
    ...limits.map(
      (_, index) =>
        `app/ws/limit${index}/route.ts exports maxPayloadLength, but it is not a number of bytes when the server starts`,
    ),
    "app/ws/route.ts exports incoming, but it is undefined when the server starts; export a Standard Schema, of zod, valibot or arktype for example",
    "app/ws/version/route.ts exports incoming, but it is an object with the keys ~standard when the server starts; export a Standard Schema, of zod, valibot or arktype for example",
  ]);
});
