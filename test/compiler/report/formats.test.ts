// Tests the report of a project with mistakes of every kind, in all four formats.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import AjvDraft04 from "ajv-draft-04";
import { createProject, REPOSITORY, bunboxAgain, type TestProject } from "../../support/project.ts";

let project: TestProject;

beforeAll(async () => {
  const route = 'import type { ServerWebSocket } from "@ademattos/bunbox";\n';
  project = await createProject({
    "app/ws/rooms/[id]/route.ts": `${route}export function onMessage(ws: ServerWebSocket, message: string) {}\n`,
    "app/ws/a, b: 100%/route.ts": `${route}export function onmessage() {}\n`,
    "app/ws/x-y/route.ts": "export function onOpen() {}\n",
    "app/ws/x/y/route.ts": "export function onOpen() {}\n",
    "app/ws/日本/route.ts": '\texport const 挨拶: number = "😀";\nexport function onOpen() {}\n',
    "packages/server/app/ws/route.ts": "export const limit = 1;\n",
  });
});

afterAll(() => project[Symbol.asyncDispose]());

const reports = new Map<string, Promise<string>>();

/** The report of a project that no test changes, so that the same one is not made twice. */
function check(
  format: string,
  env: Readonly<Record<string, string>> = {},
  cwd = project.root,
): Promise<string> {
  const key = JSON.stringify([format, env, cwd]);
  const report = reports.get(key) ?? runCheck(format, env, cwd);
  reports.set(key, report);
  return report;
}

async function runCheck(format: string, env: Readonly<Record<string, string>>, cwd: string): Promise<string> {
  const { stdout, stderr, exitCode } = await bunboxAgain(cwd, ["check", "--format", format], env);
  expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 1 });
  return stdout;
}

/** A report without how long it took. */
function timeless(text: string): string {
  return text.replace(/ in \d+ ms/, "");
}

describe("a report", () => {
  test("as pretty text", async () => {
    expect(timeless(await check("pretty"))).toMatchSnapshot();
  });

  test("as GitHub annotations, escaped, with what they need of the path", async () => {
    expect(timeless(await check("github"))).toMatchSnapshot();
    const inner = path.join(project.root, "packages/server");
    const prefixed = await check("github", { GITHUB_WORKSPACE: project.root }, inner);
    expect(prefixed).toContain("::error file=packages/server/app/ws/route.ts,line=1,");
    const elsewhere = await check("github", { GITHUB_WORKSPACE: "/somewhere/else" }, inner);
    expect(elsewhere).toContain("::error file=app/ws/route.ts,line=1,");
  });

  test("is GitHub's within GitHub Actions, unless another is asked for", async () => {
    const env = { GITHUB_ACTIONS: "true" };
    const { stdout } = await bunboxAgain(project.root, ["check"], env);
    expect(stdout).toStartWith("::error file=");
    expect(await check("pretty", env)).toStartWith("error[");
  });

  test("as JSON is valid against the schema that comes with the package", async () => {
    const schema: object = await Bun.file(path.join(REPOSITORY, "compiler/report/report.schema.json")).json();
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false }).compile(
      schema,
    );
    for (const cwd of [
      project.root,
      path.join(project.root, "packages"),
      path.join(project.root, "packages/server"),
    ]) {
      const report: unknown = JSON.parse(await check("json", {}, cwd));
      validate(report);
      expect(validate.errors).toBeNull();
    }
    expect(
      validate({
        version: 1,
        routes: [],
        diagnostics: [{ code: "X", severity: "error", message: "m", file: "f" }],
        durationMs: 0,
      }),
    ).toBe(false);
  });

  test("as SARIF is valid against the published schema, with relative URIs", async () => {
    const file = path.join(
      REPOSITORY,
      "node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json",
    );
    const validate = new AjvDraft04.default({
      strict: false,
      validateFormats: false,
      unicodeRegExp: false,
    }).compile(await Bun.file(file).json());
    const log: unknown = JSON.parse(await check("sarif", { GITHUB_WORKSPACE: path.dirname(project.root) }));
    validate(log);
    expect(validate.errors).toBeNull();
    const text = JSON.stringify(log);
    expect(text).toContain(
      `"uri":"${path.basename(project.root)}/app/ws/rooms/%5Bid%5D/route.ts","uriBaseId":"SRCROOT"`,
    );
    expect(text).not.toContain(path.dirname(project.root) + path.sep);
    expect(text).toContain('"relatedLocations":[{"id":0,');
  });

  test("names the same mistakes in every format", async () => {
    const codes = ["BBX1009", "BBX2002", "BBX2010", "TS2322"];
    for (const format of ["pretty", "github", "json", "sarif"]) {
      const report = await check(format);
      expect([format, codes.filter((code) => report.includes(code))]).toEqual([format, codes]);
    }
  });
});

describe("bunbox explain", () => {
  test("prints the entry of a code, in any case", async () => {
    const { stdout, exitCode } = await bunboxAgain(REPOSITORY, ["explain", "bbx2010"]);
    expect(exitCode).toBe(0);
    expect(stdout).toStartWith("BBX2010: wrong parameter\n");
    expect(stdout).not.toContain("BBX2011");
  });

  test("says whose a code of TypeScript is, and what is near an unknown one", async () => {
    expect((await bunboxAgain(REPOSITORY, ["explain", "TS2322"])).stdout).toStartWith(
      "TS2322 is an error of TypeScript. bunbox reports it unchanged.",
    );
    expect(await bunboxAgain(REPOSITORY, ["explain", "BBX9023"])).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: "bunbox explain: there is no code BBX9023; did you mean BBX2023?\n",
    });
    expect(await bunboxAgain(REPOSITORY, ["explain"])).toMatchObject({
      exitCode: 2,
      stderr: "bunbox explain: CODE is missing\n",
    });
  });
});
