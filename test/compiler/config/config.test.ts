// Tests what bunbox.config.ts may hold, and what happens if it is wrong.
import { describe, expect, test } from "bun:test";
import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { OPTIONS } from "../../../compiler/config/options.ts";
import { settingsOf } from "../../../compiler/config/settings.ts";
import { validate } from "../../../compiler/config/validate.ts";
import { RIGHT, WRONG } from "./values.ts";
import { createProject } from "../../support/project.ts";
import { some, TYPES_IN_CI } from "../../support/sample.ts";

const exec = promisify(execFile);
const ROUTE = { "app/ws/route.ts": "export function onMessage() {}\n" };

/** What is wrong with an entry of `trustedProxies`. */
function said(entry: string): string {
  return validate({ trustedProxies: [entry] })[0]?.message ?? "";
}

/** A configuration that limits the sockets of addresses behind a Unix socket. */
function onUnixSocket(proxies: string): string {
  return `export default {\n  unix: "server.sock",\n  trustedProxies: [${proxies}],\n  limits: { connectionsPerAddress: 1 },\n};\n`;
}

describe("an option", () => {
  for (const [name, value] of RIGHT) {
    test(`${name} may be ${JSON.stringify(value)}`, () => expect(validate({ [name]: value })).toEqual([]));
  }

  for (const [name, value] of WRONG) {
    test(`${name} may not be ${Bun.inspect(value)}`, () => {
      expect(validate({ [name]: value })).toMatchObject([{ code: "BBX3002", path: [name] }]);
    });
  }

  const inside: readonly (readonly [string, string, unknown])[] = [
    ["tls", "key", 1],
    ["tls", "ca", true],
    ["pubsub", "url", "localhost:6379"],
    ["pubsub", "url", "http://localhost:6379"],
    ["pubsub", "url", "redis://"],
    ["pubsub", "url", "redis+unix:///"],
    ["pubsub", "prefix", ""],
    ["pubsub", "prefix", "a~b"],
    ["pubsub", "gap", "restart"],
    ["pubsub", "queue", 0],
    ["limits", "connectionsPerAddress", 0],
    ["limits", "messagesPerSecond", "10"],
    ["limits", "upgradeTimeout", 0],
    ["limits", "upgradeTimeout", 3601],
    ["limits", "upgradeTimeout", Number.NaN],
  ];
  for (const [name, key, value] of inside) {
    test(`${name}.${key} may not be ${Bun.inspect(value)}`, () => {
      expect(validate({ [name]: { cert: "a", [key]: value } })).toContainEqual(
        expect.objectContaining({ code: "BBX3002", path: [name, key] }),
      );
    });
  }

  test("tls.1 may not have another key, nor a wrong value", () => {
    const wrong = { cert: "c", key: 1, serverName: "a.example", passphrase: "secret" };
    expect(validate({ tls: [{ cert: "a", key: "b" }, wrong] })).toEqual([
      expect.objectContaining({ code: "BBX3002", path: ["tls", "1", "key"] }),
      expect.objectContaining({ code: "BBX3001", path: ["tls", "1", "passphrase"] }),
    ]);
  });

  test("has a default that it may also be given", () => {
    for (const [name, { default: preset }] of Object.entries(OPTIONS)) {
      expect([name, validate(preset === null ? {} : { [name]: preset })]).toEqual([name, []]);
    }
  });

  test("reaches its reader unchanged, under the name that the reader uses", () => {
    const given = { client: "./web/ws.gen.ts", port: 1, tls: { key: "k", cert: "c" }, compression: false };
    expect(settingsOf(given)).toMatchObject({
      client: "web/ws.gen.ts",
      routes: "app/ws",
      fallback: null,
      server: {
        port: 1,
        unix: null,
        tls: [{ cert: "c", key: "k", ca: null, serverName: null }],
        websocket: { perMessageDeflate: false },
      },
    });
  });
});

describe("trustedProxies", () => {
  test("becomes numbers", () => {
    const { trustedProxies } = settingsOf({ trustedProxies: ["loopback", "2001:db8::/33", "192.0.2.7"] });
    expect(trustedProxies).toEqual([
      { first: [0, 0, 0, 0, 0, 0xffff, 0x7f00, 0], bits: 104 },
      { first: [0, 0, 0, 0, 0, 0, 0, 1], bits: 128 },
      { first: [0x2001, 0xdb8, 0, 0, 0, 0, 0, 0], bits: 33 },
      { first: [0, 0, 0, 0, 0, 0xffff, 0xc000, 0x207], bits: 128 },
    ]);
  });

  test("says what is wrong with a range", () => {
    expect(said("proxy")).toBe(
      "`trustedProxies` must be a list of addresses, ranges such as `10.0.0.0/8`, and \"loopback\"; it is [ 'proxy' ]",
    );
    expect(said("10.0.0.1/8")).toContain("begin at their first address, which is not so for `10.0.0.1/8`");
    expect(said("0.0.0.0/0")).toContain("a range of all addresses lets every client forge its own");
  });
});

describe("limits", () => {
  test("has a value for everything if it is set, and is absent otherwise", () => {
    expect(settingsOf({}).limits).toBeNull();
    expect(settingsOf({ limits: { messagesPerSecond: 5 } }).limits).toEqual({
      connectionsPerAddress: null,
      messagesPerSecond: 5,
      upgradeTimeout: 30,
    });
  });

  test("per address needs addresses", async () => {
    await using project = await createProject({ ...ROUTE, "bunbox.config.ts": onUnixSocket('"10.0.0.1"') });
    expect((await project.json(["build", ...TYPES_IN_CI])).diagnostics).toMatchObject([
      {
        code: "BBX3002",
        line: 4,
        message:
          '`limits.connectionsPerAddress` needs addresses, which a Unix socket does not have: add "loopback" to `trustedProxies`',
      },
    ]);
    await project.write({ "bunbox.config.ts": onUnixSocket('"loopback"') });
    expect((await project.json(["build", ...TYPES_IN_CI])).diagnostics).toEqual([]);
  });
});

describe("bunbox.config.ts", () => {
  test("may import the project's files, and print and read the environment", async () => {
    await using project = await createProject({
      ...ROUTE,
      "settings.ts": "export const port: number = 4567;\n",
      "bunbox.config.ts": `
        import { defineConfig } from "@ademattos/bunbox";
        import { port } from "./settings.ts";
        console.log("printed");
        export default defineConfig({ port, outfile: process.env.OUT ?? "out.js", host: import.meta.dirname.length > 0 ? "::1" : "" });
      `,
    });
    const report = await project.json(["build", ...TYPES_IN_CI]);
    expect(report.output?.file).toBe("out.js");
    const output = await Bun.file(`${project.root}/out.js`).text();
    expect(output).toContain("port: 4567");
    expect(output).toContain('host: "::1"');
  });

  test("is evaluated under bun as under node", async () => {
    await using project = await createProject({
      ...ROUTE,
      "bunbox.config.ts": "export default { port: 4567 as number };",
    });
    expect(await project.bunbox(["build"], { runtime: "bun" })).toMatchObject({ exitCode: 0 });
  });

  const failures: readonly (readonly [string, string, RegExp, number | undefined])[] = [
    ["does not parse", "export default {\n  port: ,\n};", /Unexpected ","/, 2],
    ["throws", 'throw new TypeError("no");', /cannot be loaded: TypeError: no/, 1],
    ["ends the process", "process.exit(0);", /it ended the process/, 1],
    ["exports nothing", "export const port = 1;", /it must `export default defineConfig/, 1],
    ["exports a function", "export default () => ({});", /it must `export default defineConfig/, 1],
    [
      "imports what is not there",
      'import "./gone.ts";\nexport default {};',
      /Could not resolve "\.\/gone\.ts"/,
      1,
    ],
    [
      "names a fallback that is not there",
      'export default {\n  fallback: "app/page.ts",\n};',
      /app\/page\.ts, which does not exist/,
      2,
    ],
  ];
  for (const [what, text, message, line] of some(failures, 2)) {
    test.concurrent(`that ${what} is one diagnostic`, async () => {
      await using project = await createProject({ ...ROUTE, "bunbox.config.ts": text });
      const report = await project.json(["build", ...TYPES_IN_CI]);
      expect(report.exitCode).toBe(1);
      expect(report.diagnostics).toHaveLength(1);
      expect(report.diagnostics[0]).toMatchObject({ file: "bunbox.config.ts", line });
      expect(report.diagnostics[0]?.message).toMatch(message);
    });
  }

  test.concurrent.each([
    ["a folder", (file: string) => mkdir(file)],
    ["a pipe, which nobody writes to", (file: string) => exec("mkfifo", [file])],
  ])("that is %s is one diagnostic", async (_what, make) => {
    await using project = await createProject(ROUTE);
    await make(path.join(project.root, "bunbox.config.ts"));
    const { diagnostics } = await project.json(["build", ...TYPES_IN_CI]);
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      "BBX3003 bunbox.config.ts cannot be loaded: it is not a file",
    ]);
  });

  test.concurrent("that never ends is an error after a time", async () => {
    await using project = await createProject({
      ...ROUTE,
      "bunbox.config.ts": "for (;;);\nexport default {};",
    });
    const report = await project.json(["build", ...TYPES_IN_CI]);
    expect(report.diagnostics.map(({ code }) => code)).toEqual(["BBX3003"]);
    expect(report.diagnostics[0]?.message).toContain("did not end within 10 seconds");
  });
});
