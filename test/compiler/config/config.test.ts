// Tests what bunbox.config.ts may hold, and what happens if it is wrong.
import { describe, expect, test } from "bun:test";
import { OPTIONS } from "../../../compiler/config/options.ts";
import { settingsOf } from "../../../compiler/config/settings.ts";
import { validate } from "../../../compiler/config/validate.ts";
import { createProject } from "../../support/project.ts";
import { some } from "../../support/sample.ts";

const ROUTE = { "app/ws/route.ts": "export function onMessage() {}\n" };

describe("an option", () => {
  const right: readonly (readonly [string, unknown])[] = [
    ["port", 0],
    ["port", 65_535],
    ["origins", []],
    [
      "origins",
      [
        "https://example.com",
        "http://localhost:5173",
        "https://*.example.com",
        "https://*.example.com:8443",
        "chrome-extension://abc",
      ],
    ],
    ["health", "/ws/health"],
    ["health", false],
    ["compression", { compress: "16KB", decompress: true }],
    ["idleTimeout", 0],
    ["shutdownTimeout", 0.5],
    ["tls", { cert: "a", key: "b" }],
    ["maxConnections", undefined],
    ["pubsub", {}],
    ["pubsub", { url: undefined, prefix: "chat:1", gap: "close", queue: 1 }],
    ["pubsub", { url: "rediss://user:password@redis.example.com:6380/1" }],
    ["pubsub", { url: "redis+unix:///run/redis.sock" }],
    ["pubsub", { url: "valkey://[::1]:6379" }],
  ];
  for (const [name, value] of right) {
    test(`${name} may be ${JSON.stringify(value)}`, () => expect(validate({ [name]: value })).toEqual([]));
  }

  const wrong: readonly (readonly [string, unknown])[] = [
    ["routes", ""],
    ["routes", 1],
    ["port", 65_536],
    ["port", "3000"],
    ["port", 3.5],
    ["port", Number.NaN],
    ["host", null],
    ["origins", "https://example.com"],
    ["origins", ["https://example.com/"]],
    ["origins", ["https://Example.com"]],
    ["origins", ["https://example.com:443"]],
    ["origins", ["example.com"]],
    ["origins", ["*"]],
    ["origins", ["https://*"]],
    ["origins", ["https://a.*.com"]],
    ["origins", ["null"]],
    ["health", "healthz"],
    ["health", "/a b"],
    ["health", true],
    ["compression", { compress: "5KB" }],
    ["compression", { level: 3 }],
    ["compression", 1],
    ["maxPayloadLength", 0],
    ["backpressureLimit", 2 ** 32],
    ["idleTimeout", 961],
    ["idleTimeout", -1],
    ["sendPings", 1],
    ["maxConnections", 0],
    ["shutdownTimeout", Number.POSITIVE_INFINITY],
    ["tls", { cert: "a" }],
    ["tls", true],
    ["metrics", () => true],
    ["pubsub", true],
    ["pubsub", "redis://localhost"],
    ["client", "web/ws.gen.js"],
    ["client", "web/ws.d.ts"],
    ["client", "app/ws/clock/route.ts"],
    ["client", "web\\ws.gen.ts"],
    ["client", ".bunbox/ws.gen.ts"],
    ["client", "/web/ws.gen.ts"],
  ];
  for (const [name, value] of wrong) {
    test(`${name} may not be ${Bun.inspect(value)}`, () => {
      expect(validate({ [name]: value })).toMatchObject([{ code: "BBX3002", path: [name] }]);
    });
  }

  const inside: readonly (readonly [string, string, unknown])[] = [
    ["tls", "key", 1],
    ["pubsub", "url", "localhost:6379"],
    ["pubsub", "url", "http://localhost:6379"],
    ["pubsub", "url", "redis://"],
    ["pubsub", "url", "redis+unix:///"],
    ["pubsub", "prefix", ""],
    ["pubsub", "prefix", "a~b"],
    ["pubsub", "gap", "restart"],
    ["pubsub", "queue", 0],
  ];
  for (const [name, key, value] of inside) {
    test(`${name}.${key} may not be ${Bun.inspect(value)}`, () => {
      expect(validate({ [name]: { cert: "a", [key]: value } })).toContainEqual(
        expect.objectContaining({ code: "BBX3002", path: [name, key] }),
      );
    });
  }

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
      server: { port: 1, unix: null, tls: { cert: "c", key: "k" }, websocket: { perMessageDeflate: false } },
    });
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
    const report = await project.json(["build"]);
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
      const report = await project.json(["build"]);
      expect(report.exitCode).toBe(1);
      expect(report.diagnostics).toHaveLength(1);
      expect(report.diagnostics[0]).toMatchObject({ file: "bunbox.config.ts", line });
      expect(report.diagnostics[0]?.message).toMatch(message);
    });
  }

  test.concurrent("that never ends is an error after a time", async () => {
    await using project = await createProject({
      ...ROUTE,
      "bunbox.config.ts": "for (;;);\nexport default {};",
    });
    const report = await project.json(["build"]);
    expect(report.diagnostics.map(({ code }) => code)).toEqual(["BBX3003"]);
    expect(report.diagnostics[0]?.message).toContain("did not end within 10 seconds");
  });
});
