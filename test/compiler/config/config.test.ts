// Tests what bunbox.config.ts may hold, and what happens if it is wrong.
import { describe, expect, test } from "bun:test";
import { OPTIONS } from "../../../compiler/config/options.ts";
import { settingsOf } from "../../../compiler/config/settings.ts";
import { validate } from "../../../compiler/config/validate.ts";
import { RIGHT, WRONG } from "./values.ts";
import { createProject } from "../../support/project.ts";
import { some } from "../../support/sample.ts";

const ROUTE = { "app/ws/route.ts": "export function onMessage() {}\n" };

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
