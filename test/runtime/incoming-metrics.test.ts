// Tests that metrics measure the handlers of a route with a schema, and not the check before them.
import { expect, test } from "bun:test";
import { Client } from "../support/client.ts";
import { createProject } from "../support/project.ts";

const ROUTE = `
import type { ServerWebSocket } from "@ademattos/bunbox";
type Result = { value: number } | { issues: { message: string }[] };
export const incoming = {
  "~standard": {
    version: 1 as const,
    vendor: "later",
    validate: async (value: unknown): Promise<Result> =>
      typeof value === "number" ? { value } : { issues: [{ message: "no number" }] },
  },
};
export async function onMessage(ws: ServerWebSocket, message: number) { await Bun.sleep(50); ws.send("got " + message); }
export function onInvalid(ws: ServerWebSocket) { ws.send("invalid"); }
`;

test("a refused message is not one of onMessage, and an asynchronous onMessage is measured whole", async () => {
  await using project = await createProject({
    "app/ws/a/route.ts": ROUTE,
    "bunbox.config.ts": "export default { metrics: true };\n",
  });
  await project.build();
  await using server = await project.serve();
  using client = await Client.open(`${server.url}/ws/a`);
  for (const message of ["1", "x", '"x"']) client.send(message);
  expect(new Set([await client.text(), await client.text(), await client.text()])).toEqual(
    new Set(["got 1", "invalid"]),
  );
  const metrics = await (await server.fetch("/metrics")).text();
  const value = (name: string, handler: string): number =>
    Number(
      new RegExp(
        `^bunbox_handler_duration_seconds_${name}\\{route="/ws/a",handler="${handler}"\\} (.*)$`,
        "m",
      ).exec(metrics)?.[1],
    );
  expect([value("count", "onMessage"), value("count", "onInvalid")]).toEqual([1, 2]);
  expect(value("sum", "onMessage")).toBeGreaterThan(0.04);
});
