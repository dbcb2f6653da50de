// Builds and serves the example of docs/routing.md, and tests each row of its tables and each output that it shows.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import path from "node:path";
import { defaultSettings } from "../../compiler/config/load-config.ts";
import { ruleOf } from "../../compiler/rules/index.ts";
import { emitMatch } from "../../compiler/emit/match.ts";
import { planServer } from "../../compiler/plan/plan.ts";
import { codeBlocks } from "../support/markdown.ts";
import { routeOf } from "../support/naive-matcher.ts";
import { createProject, REPOSITORY, type TestProject } from "../support/project.ts";
import { ask, handshake } from "../support/raw.ts";
import type { RunningServer } from "../support/server.ts";
import { some, TYPES_IN_CI } from "../support/sample.ts";

const DOCS = path.join(REPOSITORY, "docs");
const PAGE = await Bun.file(path.join(DOCS, "routing.md")).text();
const BLOCKS = codeBlocks(PAGE);
const TEXTS = BLOCKS.map(({ text }) => text);
const [table = "", json = "", route = "", warning = "", closing = "", refusal = ""] = TEXTS;
const EMPTY = "export function onMessage() {}\n";
const SUMMARY = /\n(?:Checked .*|\d+ error.*) in \d+ ms\n/;

/** Whether a handshake succeeds for no segment, one, two, and the folder's name, by what a row says. */
const OPENS: Readonly<Record<string, string>> = {
  "its name": "0001",
  "none; it only groups files": "1000",
  "exactly one": "0101",
  "none or one": "1101",
  "one or more": "0111",
  "zero or more": "1111",
  "no file below it is a route": "0000",
};

/** The rows of every table whose first column has this name. */
function rowsOf(column: string): readonly (readonly string[])[] {
  const tables = PAGE.matchAll(new RegExp(String.raw`^\| ${column} \|.*\n\| ---.*\n((?:\|.*\n)+)`, "gm"));
  const lines = [...tables].flatMap(([, rows = ""]) => rows.trim().split("\n"));
  return lines.map((line) => line.split(/\s*\|\s*/).slice(1));
}

/** What a text has in backticks. */
function codesIn(text = ""): readonly string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);
}

const REQUESTS = rowsOf("request").map((cells) => [`${cells[0]}: ${cells[1]}`, cells] as const);
const FOLDERS = rowsOf("folder").flatMap(([folders, , segments = "", params]) =>
  codesIn(folders).map((folder) => [folder, segments, codesIn(params)[0] ?? "{}"] as const),
);
const REFUSED = rowsOf("code").flatMap(([code = "", , cases = ""]) =>
  cases.split("; ").map((text) => [/BBX\d+/.exec(code)?.[0] ?? code, text] as const),
);

/** Makes a case: "`a/route.ts` + `b`", where a folder stands for its `route.ts`, or "`a/route.ts` → `gone.ts`". */
async function make(text: string): Promise<TestProject & { readonly files: readonly string[] }> {
  const project = await createProject({});
  const files: string[] = [];
  for (const part of text.split(" + ")) {
    const [, name, target] = /^`([^`]+)`(?: → `([^`]+)`)?$/.exec(part) ?? [];
    if (name === undefined) throw new Error(`not a case: ${part}`);
    const file = path.posix.join("app/ws", name, /\.[cm]?[jt]s$/.test(name) ? "" : "route.ts");
    await project.write({ [file]: EMPTY });
    if (target !== undefined) Bun.spawnSync(["ln", "-sf", target, path.join(project.root, file)]);
    files.push(file);
  }
  return { ...project, files };
}

describe("the page", () => {
  test("has only blocks and tables that are used below", () => {
    expect(BLOCKS.map(({ language }) => language).join(" ")).toBe("console json ts text ts text");
    expect(PAGE.match(/^```/gm)).toHaveLength(2 * BLOCKS.length);
    expect(PAGE.match(/^\| (?!(?:request|folder|code|`base`) \|).*\n\| ---/gm)).toBeNull();
    expect([REQUESTS.length > 50, FOLDERS.length, REFUSED.length > 20]).toEqual([true, 9, true]);
  });

  test("links to the entry of each code that it names", () => {
    const shown = new Set([...REFUSED.map(([code]) => code), /BBX\d+/.exec(warning)?.[0]]);
    for (const code of PAGE.match(/BBX\d+/g) ?? []) {
      expect([shown.has(code), ruleOf(code) !== undefined]).toEqual([true, true]);
      expect(PAGE).toContain(`[${code}](errors.md#${code.toLowerCase()}-`);
    }
  });

  test("describes the match and the figures correctly", async () => {
    const [few, most, built] = /up to (\d+) .*among (\S+) .*of (\S+) /s.exec(PAGE)?.slice(1) ?? [];
    const routes = Array.from({ length: Number(few) + 1 }, (_, index) => routeOf(`r${index}`));
    const plans = [routes.slice(1), routes].map((each) =>
      planServer(each, () => ({ names: [], live: [] }), defaultSettings()),
    );
    expect(plans.map((plan) => emitMatch(plan)[0]?.split(" ")[0])).toEqual(["function", "const"]);
    const measured = await Bun.file(path.join(DOCS, "performance.md")).text();
    expect(measured.split("### Matching a path")[1]).toContain(`\n| ${most} | `);
    expect(measured).toContain(`\n| ${built} | bunbox build |`);
  });
});

describe("the example", () => {
  let project: TestProject;
  let server: RunningServer;

  beforeAll(async () => {
    const example = PAGE.slice(PAGE.indexOf("## The example"), PAGE.indexOf("## Requests"));
    const files = (example.match(/app\/ws\/.*?\/route\.\w+/g) ?? []).map((file) => {
      const folder = path.posix.dirname(file).slice("app/ws/".length);
      return [file, route.replaceAll("rooms/[id]", () => folder)] as const;
    });
    project = await createProject({ ...Object.fromEntries(files), "app/ws/closing/route.ts": closing });
    await project.build();
    server = await project.serve();
  }, 60_000);

  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await project[Symbol.asyncDispose]();
  });

  test("has the printed table of routes, the entry as JSON, which the server exports, and the warning", async () => {
    expect(`$ npx bunbox routes\n${(await project.again(["routes"])).stdout}`).toBe(table);
    const { stdout } = await project.again(["routes", "--json"]);
    expect(stdout).toContain(json.replaceAll(/^(?=.)/gm, "  ").trimEnd());
    const print = 'console.log(JSON.stringify((await import("./dist/server.js")).routes, null, 2))';
    const exported = Bun.spawnSync([process.execPath, "-e", print], { cwd: project.root }).stdout;
    expect(exported.toString()).toBe(stdout);
    expect((await project.again(["check", ...TYPES_IN_CI])).stdout.replace(SUMMARY, "")).toBe(warning);
  });

  test.each(REQUESTS)("%s", async (_, [asked, answer = "", params = "", topic = ""]) => {
    const [[request = ""], [folder]] = [codesIn(asked), codesIn(answer)];
    const raw = await ask(server.port, handshake(request), folder !== undefined);
    if (folder === undefined) {
      expect([String(raw.status), params, topic]).toEqual([answer, "", ""]);
      return expect(server.connect(request)).rejects.toThrow(answer);
    }
    const parsed: unknown = JSON.parse(codesIn(params)[0] ?? "{}");
    const message = JSON.stringify({ route: folder, params: parsed, topic: codesIn(topic)[0] });
    expect([raw.status, raw.message]).toEqual([101, message]);
    using client = await server.connect(request);
    expect(await client.text()).toBe(message);
  });

  test("publishes to the room that is named, and to no other", async () => {
    using room = await server.connect("/ws/rooms/a%2Fb+c");
    using other = await server.connect("/ws/rooms/a");
    using closes = await server.connect("/ws/closing");
    await Promise.all([room.next(), other.next()]);
    closes.send("a/b+c");
    expect(await room.json()).toBe("This room closes.");
    closes.send("a");
    expect(await other.json()).toBe("This room closes.");
    expect(room.pending + other.pending).toBe(0);
  });
});

describe("the base", () => {
  const rows = rowsOf("`base`").map((cells) => cells.map((cell) => codesIn(cell)[0] ?? ""));

  test.each([...new Set(rows.map(([base = ""]) => base))])("%s", async (base) => {
    const below = rows.filter(([each]) => each === base);
    const files = below.map(([, folder = ""]) => [
      `app/ws/${folder}/route.ts`,
      route.replaceAll("rooms/[id]", () => folder),
    ]);
    await using project = await createProject({
      ...Object.fromEntries(files),
      "bunbox.config.ts": `export default { base: ${JSON.stringify(base)} };\n`,
    });
    await project.build();
    await using server = await project.serve();
    for (const [, folder, url = "", topic] of below) {
      using client = await server.connect(url);
      expect(JSON.parse(await client.text())).toMatchObject({ route: folder, topic });
    }
  });
});

describe("a folder", () => {
  test.each(FOLDERS)("%s: %s %s", async (folder, segments, params) => {
    const type = `import("@ademattos/bunbox").WebSocketContext<${params}>`;
    const text = `export function onOpen(_: unknown, ctx: ${type}) { void ctx; }`;
    const files = { [`app/ws/k/${folder}/route.ts`]: text, "app/ws/route.ts": EMPTY };
    await using project = await createProject(files);
    await project.build();
    await using server = await project.serve();
    const paths = ["/ws/k", "/ws/k/x", "/ws/k/x/y", `/ws/k/${folder}`];
    const answers = await Promise.all(paths.map((asked) => ask(server.port, handshake(asked))));
    expect(answers.map(({ status }) => (status === 101 ? 1 : 0)).join("")).toBe(OPENS[segments] ?? "");
  });

  test("is written as it reads, in whatever form a file system stores it", async () => {
    const pairs = [...PAGE.matchAll(/`([^`]+)` answers\s+`([^`]+)`/g)].map(([, ...pair]) => pair);
    expect(pairs.length).toBeGreaterThan(2);
    const names = pairs.map(([name = ""]) => `\`${name.normalize("NFD")}\``);
    await using project = await make(names.join(" + "));
    await project.build();
    await using server = await project.serve();
    for (const [, url = ""] of pairs) expect((await ask(server.port, handshake(url))).status).toBe(101);
  });
});

describe("what the build refuses", () => {
  test.concurrent.each(some(REFUSED, 4))("%s: %s", async (code, text) => {
    await using project = await make(text);
    const { diagnostics } = await project.json(["check", "--no-typecheck"]);
    expect(diagnostics.map((each) => each.code)).toEqual(code === "none" ? [] : [code]);
    const named = code === "none" || code === "BBX1001" ? [] : project.files;
    for (const file of named) expect(JSON.stringify(diagnostics)).toContain(file);
  });

  test("is reported as the page shows it, by `bunbox routes` too", async () => {
    const shown = REFUSED.find(([code]) => refusal.startsWith(`error[${code}]`))?.[1] ?? "";
    await using project = await make(shown);
    for (const args of [["build"], ["check"], ["routes"], ["routes", "--json"]]) {
      const { exitCode, stdout, stderr } = await project.again(args);
      const [told, silent] = args.length > 1 ? [stderr, stdout] : [stdout, stderr];
      expect([exitCode, told.replace(SUMMARY, ""), silent]).toEqual([1, refusal, ""]);
    }
  });
});
