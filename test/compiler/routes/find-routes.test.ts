// Routes as files say them: the URL and topic of each, and every mistake at its file.
import { describe, expect, test } from "bun:test";
import { mkdir, symlink, unlink } from "node:fs/promises";
import path from "node:path";
import type { Diagnostic, Outcome, Route } from "../../../compiler/model.ts";
import { findRoutes } from "../../../compiler/routes/find-routes.ts";
import { formatSegment, parseFolder } from "../../../compiler/routes/segments.ts";
import { createProject, type TestProject } from "../../support/project.ts";

/** Every file has the name of its folder in it. */
async function projectOf(folders: readonly string[]): Promise<TestProject> {
  return createProject(Object.fromEntries(folders.map((folder) => [fileOf(folder), folder])));
}

function fileOf(folder: string): string {
  return /route\.\w+$/.test(folder) ? `app/ws/${folder}` : path.posix.join("app/ws", folder, "route.ts");
}

function find({ root }: TestProject, routes = "app/ws", base = "/ws"): Promise<Outcome<readonly Route[]>> {
  return findRoutes({ root, cache: root, run: "1", runtime: root }, { routes, base });
}

async function findIn(...folders: readonly string[]): Promise<Outcome<readonly Route[]>> {
  await using project = await projectOf(folders);
  return await find(project);
}

/** `code file: message (hint)`, and the related files. */
function shown({ code, place, message, hint = "", related }: Diagnostic): readonly string[] {
  const more = related.map((each) => `${each.place.file}: ${each.message}`);
  return [`${code} ${place?.file ?? "-"}: ${message} (${hint})`, ...more];
}

async function mistakesIn(...folders: readonly string[]): Promise<readonly string[]> {
  const { diagnostics } = await findIn(...folders);
  return diagnostics.flatMap(shown);
}

async function codesIn(...folders: readonly string[]): Promise<readonly string[]> {
  return (await findIn(...folders)).diagnostics.map(({ code }) => code);
}

describe("a folder's name", () => {
  const PARENTHESES = "parentheses make a group only around a whole folder name: `(name)`";
  const BRACKETS = "brackets make a parameter only around a whole folder name: `[name]`";
  const FORMS = "its brackets are neither `[name]`, `[[name]]`, `[...name]` nor `[[...name]]`";
  const LETTERS = "a parameter's name is letters, digits, `_` and `-`";
  const names: readonly (readonly [name: string, kind: string | null, rest: string])[] = [
    ["chat", "static", "chat"],
    ["a(1)b", "static", "a(1)b"],
    ["e\u0301", "static", "\u00e9"],
    ["[id]", "param", "id"],
    ["[größe-1_a]", "param", "größe-1_a"],
    ["[...path]", "rest", "path"],
    ["[[...path]]", "optionalRest", "path"],
    ["[[page]]", "optionalParam", "page"],
    ["(group)", null, ""],
    ["()", "problem", PARENTHESES],
    ["(a", "problem", PARENTHESES],
    ["a)", "problem", PARENTHESES],
    ["(a)b", "problem", PARENTHESES],
    ["((a))", "problem", PARENTHESES],
    ["a[b]", "problem", BRACKETS],
    ["[a].json", "problem", BRACKETS],
    ["a]", "problem", BRACKETS],
    ["[a", "problem", BRACKETS],
    ["[a]]", "problem", "its brackets do not match"],
    ["[...a]]", "problem", "its brackets do not match"],
    ["[[...a]", "problem", "its brackets do not match"],
    ["[[a]", "problem", "its brackets do not match"],
    ["[[]]", "problem", "a parameter needs a name: `[name]`"],
    ["[]", "problem", "a parameter needs a name: `[name]`"],
    ["[...]", "problem", "a parameter needs a name: `[name]`"],
    ["[a[b]", "problem", FORMS],
    ["[a b]", "problem", LETTERS],
    ["[a\nb]", "problem", LETTERS],
  ];
  for (const [name, kind, rest] of names) {
    test(`${JSON.stringify(name)} is ${kind === "problem" ? "ill-formed" : (kind ?? "a group")}`, () => {
      const parsed = parseFolder(name);
      if ("problem" in parsed) expect(["problem", parsed.problem]).toEqual([String(kind), rest]);
      else if (parsed.segment === null) expect(kind).toBeNull();
      else {
        expect(parsed.segment).toEqual({ kind: parsed.segment.kind, name: rest });
        expect(parsed.segment.kind === kind).toBe(true);
        expect(formatSegment(parsed.segment)).toBe(name.normalize("NFC"));
      }
    });
  }

  test("that is ill-formed is reported once, with all files below it", async () => {
    expect(await mistakesIn("[a/x", "[a/y", "(g)/[b c]", "fine")).toEqual([
      `BBX1006 app/ws/(g)/[b c]/route.ts: The folder name app/ws/(g)/[b c] is not valid, because ${LETTERS} (Write \`[name]\`, \`[[name]]\`, \`[...name]\`, \`[[...name]]\` or \`(group)\`.)`,
      `BBX1006 app/ws/[a/x/route.ts: The folder name app/ws/[a is not valid, because ${BRACKETS} (Write \`[name]\`, \`[[name]]\`, \`[...name]\`, \`[[...name]]\` or \`(group)\`.)`,
      "app/ws/[a/y/route.ts: also below this folder",
    ]);
    const { value } = await findIn("[a/x", "fine");
    expect(value.map(({ file }) => file)).toEqual(["app/ws/fine/route.ts"]);
  });
});

describe("routes", () => {
  test("have a URL and a topic, in the order of their files", async () => {
    const { value, diagnostics } = await findIn("b", "a/route.tsx", "(g)/c d", "", "[id]/x", "é", "a.b");
    expect(value.map(({ file, path: url, topic }) => [file, url, topic])).toEqual([
      ["app/ws/(g)/c d/route.ts", "/ws/c d", "ws-c d"],
      ["app/ws/[id]/x/route.ts", "/ws/[id]/x", null],
      ["app/ws/a.b/route.ts", "/ws/a.b", "ws-a.b"],
      ["app/ws/a/route.tsx", "/ws/a", "ws-a"],
      ["app/ws/b/route.ts", "/ws/b", "ws-b"],
      ["app/ws/route.ts", "/ws", "ws"],
      ["app/ws/é/route.ts", "/ws/é", "ws-é"],
    ]);
    expect(diagnostics).toEqual([]);
    expect(value[0]?.segments).toEqual([{ kind: "static", name: "c d" }]);
    expect(value[0]?.text).toBe("(g)/c d");
  });

  test("have the base in their URLs, and not in their topics", async () => {
    await using project = await projectOf(["", "chat", "a b/c", "a b-c", "[id]", "x/[[page]]"]);
    const below = async (base: string): Promise<unknown> =>
      (await find(project, "app/ws", base)).value.map(({ path: url, topic }) => [url, topic]);
    expect(await below("/api/live")).toEqual([
      ["/api/live/[id]", null],
      ["/api/live/a b-c", "/ws/a%20b-c"],
      ["/api/live/a b/c", "/ws/a%20b/c"],
      ["/api/live/chat", "ws-chat"],
      ["/api/live", "ws"],
      ["/api/live/x/[[page]]", null],
    ]);
    expect(await below("/")).toEqual([
      ["/[id]", null],
      ["/a b-c", "/ws/a%20b-c"],
      ["/a b/c", "/ws/a%20b/c"],
      ["/chat", "ws-chat"],
      ["/", "ws"],
      ["/x/[[page]]", null],
    ]);
  });

  test("must not share a topic: each gets its path", async () => {
    const { value, diagnostics } = await findIn("a b/c", "a b-c", "other", "[id]");
    expect(value.map(({ topic }) => topic)).toEqual([null, "/ws/a%20b-c", "/ws/a%20b/c", "ws-other"]);
    expect(diagnostics.flatMap(shown)).toEqual([
      "BBX1009 app/ws/a b/c/route.ts: app/ws/a b-c/route.ts and app/ws/a b/c/route.ts would have the same topic ws-a b-c; each gets its path as its topic instead (Use `ctx.topic` everywhere, or rename a folder to keep the short topics.)",
      "app/ws/a b-c/route.ts: the same topic",
    ]);
  });

  test("are needed", async () => {
    await using project = await createProject({ "app/ws/readme.txt": "", "file.ts": "" });
    expect((await find(project)).diagnostics.flatMap(shown)).toEqual([
      "BBX1001 -: app/ws has no route file (Create app/ws/route.ts and export `onMessage` from it.)",
    ]);
    const create =
      "Create app/ws/route.ts, or set `routes` in bunbox.config.ts to the folder that holds your routes.";
    expect((await find(project, "nowhere")).diagnostics.flatMap(shown)).toEqual([
      `BBX1001 -: There is no folder nowhere in ${project.root} (${create})`,
    ]);
    expect((await find(project, "file.ts")).diagnostics.flatMap(shown)).toEqual([
      `BBX1001 -: file.ts is a file; it must be the folder that holds your routes (${create})`,
    ]);
  });

  test("that are all ill-formed are not missed as well", async () => {
    expect(await codesIn("[a")).toEqual(["BBX1006"]);
  });
});

const FIX = "Fix the link or the permission, or remove the file.";

describe("a route file", () => {
  test("is an ES module", async () => {
    const { value, diagnostics } = await findIn("a/route.cts", "b/route.cjs", "c/route.mts", "cjs/route.ts");
    expect(value.map(({ file }) => file)).toEqual(["app/ws/c/route.mts", "app/ws/cjs/route.ts"]);
    expect(diagnostics.flatMap(shown)).toEqual([
      "BBX1007 app/ws/a/route.cts: app/ws/a/route.cts is a CommonJS module; a route must be an ES module (Rename it to route.ts.)",
      "BBX1007 app/ws/b/route.cjs: app/ws/b/route.cjs is a CommonJS module; a route must be an ES module (Rename it to route.js.)",
    ]);
  });

  test("is read through a link, and not below a link to a folder", async () => {
    await using project = await projectOf(["a"]);
    await project.write({ "lib/impl.ts": "impl", "lib/x/route.ts": "x" });
    for (const folder of ["b", "route.ts", "linked/route.ts"])
      await mkdir(path.join(project.root, "app/ws", folder), { recursive: true });
    await symlink("../../../lib/impl.ts", path.join(project.root, "app/ws/b/route.ts"));
    await symlink("../../lib", path.join(project.root, "app/ws/lib"));
    await mkdir(path.join(project.root, "app/ws/c"));
    await symlink("../../../lib", path.join(project.root, "app/ws/c/route.ts"));
    const { value, diagnostics } = await find(project);
    expect(diagnostics).toEqual([]);
    expect(value.map(({ file, real, text }) => [file, path.relative(project.root, real), text])).toEqual([
      ["app/ws/a/route.ts", "app/ws/a/route.ts", "a"],
      ["app/ws/b/route.ts", "lib/impl.ts", "impl"],
    ]);
  });

  test("that cannot be read says why", async () => {
    await using project = await projectOf(["a"]);
    const links = { gone: "nowhere.ts", circle: "route.ts", long: "x".repeat(300), below: "../a/route.ts/x" };
    for (const [folder, target] of Object.entries(links)) {
      await mkdir(path.join(project.root, "app/ws", folder));
      await symlink(target, path.join(project.root, "app/ws", folder, "route.ts"));
    }
    const { value, diagnostics } = await find(project);
    expect(value).toHaveLength(1);
    expect(diagnostics.flatMap(shown)).toEqual([
      `BBX1008 app/ws/below/route.ts: app/ws/below/route.ts cannot be read: the system says ENOTDIR (${FIX})`,
      `BBX1008 app/ws/circle/route.ts: app/ws/circle/route.ts cannot be read: it is a circular link (${FIX})`,
      `BBX1008 app/ws/gone/route.ts: app/ws/gone/route.ts cannot be read: it links to a file that does not exist (${FIX})`,
      `BBX1008 app/ws/long/route.ts: app/ws/long/route.ts cannot be read: the system says ENAMETOOLONG (${FIX})`,
    ]);
  });

  test("may lie in folders whose names have line ends", async () => {
    const folders = ["a\nb", "a\rb", "a\u2028b", "a\u2029b\n"];
    const { value } = await findIn(...folders);
    expect(value.map(({ text }) => text)).toEqual(folders);
    expect(value.map(({ topic }) => topic)).toEqual(folders.map((folder) => `ws-${folder}`));
  });
});

describe("a conflict", () => {
  test("is one URL of two files", async () => {
    expect(await mistakesIn("a/route.ts", "(g)/a", "b/[[...p]]", "b", "c/[x]", "c/[y]")).toEqual([
      "BBX1002 app/ws/a/route.ts: app/ws/(g)/a/route.ts and app/ws/a/route.ts have the same URL /ws/a (Keep one of the 2 files.)",
      "app/ws/(g)/a/route.ts: the same URL",
      "BBX1002 app/ws/b/route.ts: app/ws/b/[[...p]]/route.ts and app/ws/b/route.ts have the same URL /ws/b (Keep one of the 2 files. `[[...p]]` also answers /ws/b.)",
      "app/ws/b/[[...p]]/route.ts: the same URL",
      "BBX1002 app/ws/c/[y]/route.ts: app/ws/c/[x]/route.ts and app/ws/c/[y]/route.ts have the same URL /ws/c/[x] (Keep one of the 2 files.)",
      "app/ws/c/[x]/route.ts: the same URL",
    ]);
    expect(await mistakesIn("a", "[a]", "[...b]", "[[...c]]/(g)", "b")).toEqual([]);
    expect(await mistakesIn("a/[[b]]", "a/[[...d]]")).toEqual([
      "BBX1002 app/ws/a/[[b]]/route.ts: app/ws/a/[[...d]]/route.ts and app/ws/a/[[b]]/route.ts have the same URL /ws/a (Keep one of the 2 files. `[[...d]]` and `[[b]]` also answer /ws/a.)",
      "app/ws/a/[[...d]]/route.ts: the same URL",
    ]);
  });

  test("is two names for one parameter", async () => {
    const hint = "Rename the folders so that the parameter has one name.";
    expect(await mistakesIn("[a]/x", "[a]/y", "[b]/z")).toEqual([
      `BBX1003 app/ws/[b]/z/route.ts: [a] and [b] match the same URL segment, so they need the same name: app/ws/[a]/x/route.ts, app/ws/[a]/y/route.ts, app/ws/[b]/z/route.ts (${hint})`,
      "app/ws/[a]/x/route.ts: another name for the same parameter",
      "app/ws/[a]/y/route.ts: another name for the same parameter",
    ]);
    expect(await mistakesIn("[a]/[b]", "[a]/x/[c]", "y/[d]", "[a]")).toEqual([]);
  });

  test("is an optional parameter beside its folder, or beside another optional one", async () => {
    expect(await codesIn("wiki", "wiki/[[page]]")).toEqual(["BBX1002"]);
    expect(await codesIn("wiki/[[page]]", "wiki/[[...path]]")).toEqual(["BBX1002"]);
    expect(await codesIn("[[a]]", "[[b]]")).toEqual(["BBX1002"]);
    expect(await codesIn("[a]", "[[b]]")).toEqual(["BBX1003"]);
    expect(await codesIn("[[a]]/x")).toEqual(["BBX1005"]);
    expect(await codesIn("[a]", "[[a]]", "[...rest]", "wiki/[[page]]", "wiki/[page]/edit")).toEqual([]);
  });

  test("is reported by what it comes from: two files for one URL, and a third with another name", async () => {
    expect(await codesIn("[a]", "[b]")).toEqual(["BBX1002"]);
    expect(await codesIn("[a]", "[b]", "[c]/x")).toEqual(["BBX1002", "BBX1003"]);
    expect(await codesIn("[a]", "[b]", "x/[c]", "x/[d]")).toEqual(["BBX1002", "BBX1002"]);
    expect(await codesIn("x", "(g)/x", "[a]/y", "[b]/z")).toEqual(["BBX1002", "BBX1003"]);
  });

  test("is a parameter twice, or a folder below a catch-all", async () => {
    expect(await mistakesIn("[a]/x/[...a]", "[...b]/x", "[[...c]]/[d]", "x/[...e]")).toEqual([
      "BBX1005 app/ws/[...b]/x/route.ts: `[...b]` must be the last folder; nothing below it can match (Move the route into [...b] itself.)",
      "BBX1005 app/ws/[[...c]]/[d]/route.ts: `[[...c]]` must be the last folder; nothing below it can match (Move the route into [[...c]] itself.)",
      "BBX1004 app/ws/[a]/x/[...a]/route.ts: /ws/[a]/x/[...a] uses the parameter name `a` twice (Rename one of the two folders.)",
    ]);
    expect(await mistakesIn("a/a/a")).toEqual([]);
  });
});

function inCaseAlone(first: string, second: string): string {
  return `app/ws/${first} and app/ws/${second} differ only in case; the bundler treats them as one (Rename one of the two.)`;
}

describe("names that differ in case alone", () => {
  test("are two folders, of which the second is blamed", async () => {
    expect(await mistakesIn("Chat", "chat", "other")).toEqual([
      `BBX1010 app/ws/chat/route.ts: ${inCaseAlone("Chat", "chat")}`,
      "app/ws/Chat/route.ts: the other of the two",
    ]);
  });

  test("are two files", async () => {
    await using project = await projectOf(["a"]);
    await project.write({ "app/ws/a/Route.ts": "" });
    expect((await find(project)).diagnostics.flatMap(shown)).toEqual([
      `BBX1010 app/ws/a/route.ts: ${inCaseAlone("a/Route.ts", "a/route.ts")}`,
    ]);
    // Neither is a route.
    await unlink(path.join(project.root, "app/ws/a/route.ts"));
    await project.write({ "app/ws/a/x.ts": "", "app/ws/a/X.ts": "", "app/ws/route.ts": "" });
    expect((await find(project)).diagnostics.flatMap(shown)).toEqual([
      `BBX1010 -: ${inCaseAlone("a/X.ts", "a/x.ts")}`,
    ]);
  });

  test("may have a route only below the first", async () => {
    await using project = await projectOf(["Chat/inner"]);
    await project.write({ "app/ws/chat/lib.ts": "", "app/ws/chatter/route.ts": "" });
    expect((await find(project)).diagnostics.flatMap(shown)).toEqual([
      `BBX1010 app/ws/Chat/inner/route.ts: ${inCaseAlone("Chat", "chat")}`,
    ]);
  });

  test("are compared as file systems and the bundler do", async () => {
    expect(await codesIn("\u0130", "i")).toEqual(["BBX1010"]);
    expect(await codesIn("\u017f", "S")).toEqual(["BBX1010"]);
    // One URL, written in two ways, is reported as that.
    expect(await codesIn("\u00e9", "e\u0301")).toEqual(["BBX1002"]);
    expect(await codesIn("a", "b", "ab")).toEqual([]);
  });
});
