// Sends bytes to a built server and checks the answer, row by row, with NODE_ENV unset and in production.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { createProject, type TestProject } from "../support/project.ts";
import { type Answer, ask, handshake } from "../support/raw.ts";
import type { RunningServer } from "../support/server.ts";
import { APP } from "./wire/app.ts";
import type { Check } from "./wire/check.ts";
import { HANDSHAKES } from "./wire/handshakes.ts";
import { HOSTS } from "./wire/hosts.ts";
import { MALFORMED } from "./wire/malformed.ts";
import { ORIGINS } from "./wire/origins.ts";
import { PATHS } from "./wire/paths.ts";
import { SIZES } from "./wire/sizes.ts";
import { SUBPROTOCOLS } from "./wire/subprotocols.ts";
import { UPGRADES } from "./wire/upgrades.ts";

const CHECKS: readonly Check[] = [
  ...HANDSHAKES,
  ...MALFORMED,
  ...HOSTS,
  ...ORIGINS,
  ...PATHS,
  ...SUBPROTOCOLS,
  ...UPGRADES,
  ...SIZES,
];

/** The whole body of a refusal, by its status. */
const BODIES: Readonly<Record<number, string>> = {
  400: "Bad Request\n",
  403: "Forbidden\n",
  404: "Not Found\n",
  405: "Method Not Allowed\n",
  426: "Upgrade Required\n",
  500: "Internal Server Error\n",
};

let project: TestProject;

beforeAll(async () => {
  project = await createProject(APP);
  await project.build();
}, 60_000);

afterAll(() => project[Symbol.asyncDispose]());

test("there are many checks, and no two alike", () => {
  expect(CHECKS.length).toBeGreaterThanOrEqual(150);
  expect(new Set(CHECKS.map(({ what }) => what)).size).toBe(CHECKS.length);
});

for (const [mode, env] of [
  ["NODE_ENV unset", {}],
  ["NODE_ENV=production", { NODE_ENV: "production" }],
] as const) {
  describe(mode, () => {
    let server: RunningServer;
    beforeAll(async () => {
      server = await project.serve(env);
    }, 60_000);
    afterAll(() => server[Symbol.asyncDispose]());

    for (const [index, check] of CHECKS.entries()) {
      test(`${check.what} (${check.source})`, async () => {
        judge(check, await ask(server.port, marked(check.request, index), check.opens !== undefined));
      });
    }

    test("upgrade ran once for each handshake that it should decide, and for no other", async () => {
      await ask(server.port, marked(handshake("/ws/echo"), CHECKS.length));
      const stdout = await server.printed(new RegExp(`upgrade ${CHECKS.length}\\.`));
      const ran = [...stdout.matchAll(/upgrade (\w+)\./g)].map(([, id]) => Number(id));
      const unsure = new Set(CHECKS.flatMap(({ status }, index) => (Array.isArray(status) ? [index] : [])));
      const should = CHECKS.flatMap(({ status, upgrades = status === 101 }, index) =>
        upgrades ? [index] : [],
      );
      const sure = ran.filter((index) => !unsure.has(index));
      expect(sure.toSorted((a, b) => a - b)).toEqual([...should, CHECKS.length]);
    });

    test("the log has one line per event, and the answers have nothing of the log", async () => {
      const log = await server.logged(/refused a connection from a page at "https:\/\/evil\.com"/);
      for (const line of log.split("\n"))
        expect(line).toMatch(/^(?:bunbox (?:error|warning|info): .*|\s+at .*|)$/);
      expect(log).toContain("secret message");
      expect(log).toMatch(
        /^bunbox error: upgrade of \/ws\/answers\/\[answer\] failed at .*: Error: the Response has been sent before/m,
      );
    });
  });
}

/** A request with a header that says which check it is. */
function marked(request: string | Buffer, index: number): Buffer {
  const bytes = typeof request === "string" ? Buffer.from(request) : request;
  const end = bytes.indexOf("\r\n");
  const mark = Buffer.from(`\r\nX-Check: ${index}`);
  return Buffer.concat([bytes.subarray(0, end), mark, bytes.subarray(end)]);
}

function judge(check: Check, answer: Answer): void {
  const { status, headers = {}, opens, byBun = false } = check;
  expect(Array.isArray(status) ? status : [status]).toContain(answer.status);
  for (const [name, value] of Object.entries(headers)) {
    expect([name, answer.headers.get(name) ?? null]).toEqual([name, value]);
  }
  if (opens !== undefined) expect(answer.message).toBe(JSON.stringify(opens));
  if (byBun || answer.status === 101) return;
  const refusal = check.body === undefined;
  const isHead = typeof check.request === "string" && check.request.startsWith("HEAD");
  expect(answer.body).toBe(isHead ? "" : (check.body ?? BODIES[answer.status] ?? "no refusal of ours"));
  // A refusal of our own ends the connection; a response of the user's is sent as it is.
  if (refusal) {
    expect(answer.headers.get("connection")).toBe("close");
    expect(answer.ended).toBe(true);
  }
}
