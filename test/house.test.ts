// Checks the rules of ARCHITECTURE.md that a reader relies on. Each failure names the offending line.
import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import path from "node:path";
import { REPOSITORY } from "./support/project.ts";

interface Source {
  /** Relative to the repository. */
  readonly file: string;
  readonly lines: readonly string[];
}

interface Import {
  readonly at: string;
  /** Relative to the repository, or the name of a package. */
  readonly target: string;
  readonly typeOnly: boolean;
}

function sources(folder: string, recursive = true): readonly Source[] {
  return readdirSync(path.join(REPOSITORY, folder), { recursive, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => path.posix.join(folder, file))
    .map((file) => ({ file, lines: readFileSync(path.join(REPOSITORY, file), "utf8").split("\n") }));
}

const COMPILER = sources("compiler");
const RUNTIME = sources("runtime");
const INSPECTOR = sources("inspector");
const CLIENT = sources("client");
const SCRIPTS = sources("scripts");
const TEST = sources("test");
// Beside them lies what the bench installs and makes.
const BENCH = [...sources("bench", false), ...sources("bench/servers", false)];

/** Static imports, re-exports and `import()`, each with its line; imports over several lines count by their last. */
function importsOf({ file, lines }: Source): readonly Import[] {
  const text = lines.join("\n");
  const statement = /^(?:import|export)\b([^;"]*?)\bfrom "([^"]+)"|^import "([^"]+)"|\bimport\("([^"]+)"\)/gm;
  return [...text.matchAll(statement)].map((match) => {
    const specifier = match[2] ?? match[3] ?? match[4] ?? "";
    const names = match[1] ?? "";
    const typeOnly = names.startsWith(" type ") || allNamesAreTypes(names);
    const line = text.slice(0, match.index).split("\n").length;
    const target = specifier.startsWith(".")
      ? path.posix.join(path.posix.dirname(file), specifier)
      : specifier;
    return { at: `${file}:${line}: ${match[0].replaceAll(/\s+/g, " ")}`, target, typeOnly };
  });
}

function allNamesAreTypes(names: string): boolean {
  const listed = /\{([^}]*)\}/.exec(names)?.[1];
  if (listed === undefined) return false;
  const each = listed.split(",").map((name) => name.trim());
  return each.filter((name) => name !== "").every((name) => name.startsWith("type "));
}

/** The first line that is neither for the shell nor for the compiler. */
function opening({ lines }: Source): string {
  return lines.find((line) => !/^#!|^\/\/\/ /.test(line)) ?? "";
}

function isPackage(target: string, name: string): boolean {
  return target === name || target.startsWith(`${name}/`);
}

/** The imports of some sources that a rule forbids. */
function offending(
  some: readonly Source[],
  forbidden: (target: Import, source: Source) => boolean,
): readonly string[] {
  return some.flatMap((source) =>
    importsOf(source)
      .filter((each) => forbidden(each, source))
      .map(({ at }) => at),
  );
}

/** The lines of some sources that match. */
function matching(some: readonly Source[], pattern: RegExp): readonly string[] {
  return some.flatMap(({ file, lines }) =>
    lines.flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
  );
}

/** The first folder below compiler/, or the file itself. */
function phaseOf(file: string): string {
  return file.split("/")[1] ?? "";
}

/** The places of the names that are used more than once. */
function shared(named: readonly (readonly [name: string, where: string])[]): readonly string[] {
  return named
    .filter(([name]) => named.filter(([other]) => other === name).length > 1)
    .map(([, where]) => where)
    .toSorted();
}

/** The command, `bunbox dev`, the helper for tests, and the chapters of the pipeline, which are the files beside the folders. */
function standsOnPhases(phase: string): boolean {
  return ["cli", "dev", "testing"].includes(phase) || phase.endsWith(".ts");
}

describe("imports", () => {
  test("are found, so that the rules below can fail", () => {
    expect(COMPILER.flatMap(importsOf).length).toBeGreaterThan(100);
    expect(RUNTIME.flatMap(importsOf).length).toBeGreaterThan(20);
  });

  test("of runtime/ stay in runtime/ and take no package", () => {
    const builtins = new Set(builtinModules.map((name) => `node:${name}`));
    expect(
      offending(RUNTIME, ({ target }) => !target.startsWith("runtime/") && !builtins.has(target)),
    ).toEqual([]);
  });

  test("of inspector/ stay in inspector/ and runtime/ and take no package", () => {
    expect(offending(INSPECTOR, ({ target }) => !/^(?:inspector|runtime|node:)/.test(target))).toEqual([]);
    expect(
      offending(
        INSPECTOR.filter(({ file }) => file.startsWith("inspector/page/")),
        ({ target, typeOnly }) =>
          !target.startsWith("inspector/page/") && target !== "runtime/facts.ts" && !typeOnly,
      ),
    ).toEqual([]);
  });

  test("of compiler/ take types and the values of facts.ts from runtime/, and types from inspector/", () => {
    expect(
      offending(
        COMPILER,
        ({ target, typeOnly }) =>
          /^(?:runtime|inspector)\//.test(target) && target !== "runtime/facts.ts" && !typeOnly,
      ),
    ).toEqual([]);
  });

  test("of the product never lead to the scripts that build it", () => {
    const product = [...COMPILER, ...RUNTIME, ...INSPECTOR, ...CLIENT];
    expect(offending(product, ({ target }) => /^(?:scripts|test)\//.test(target))).toEqual([]);
  });

  test("of facts.ts are none, and those of the client are what comes first in its module", () => {
    expect(
      offending(
        RUNTIME.filter(({ file }) => file === "runtime/facts.ts"),
        () => true,
      ),
    ).toEqual([]);
    expect(
      offending(
        CLIENT,
        ({ target }, { file }) => file !== "client/reconnect.ts" || target !== "client/connect.ts",
      ),
    ).toEqual([]);
  });

  test("of a phase stay in the phase, the model, the syntax and the rules", () => {
    const phases = COMPILER.filter(({ file }) => !standsOnPhases(phaseOf(file)));
    // The parser serves every phase that asks about syntax.
    const allowed = new Set([
      "model.ts",
      "place.ts",
      "packages.ts",
      "guards-of.ts",
      "did-you-mean.ts",
      "rules",
      "syntax",
    ]);
    expect(
      offending(phases, ({ target }, { file }) => {
        if (!target.startsWith("compiler/")) return false;
        return phaseOf(target) !== phaseOf(file) && !allowed.has(phaseOf(target));
      }),
    ).toEqual([]);
  });

  test("of a tool are made in the one folder that knows it", () => {
    const homes: Readonly<Record<string, string>> = {
      "fast-glob": "routes",
      "ts-morph": "contract",
      "oxc-parser": "syntax",
      esbuild: "graph",
      "@jridgewell/sourcemap-codec": "graph",
    };
    for (const [tool, home] of Object.entries(homes)) {
      expect(
        offending(
          COMPILER,
          // The types of syntax nodes are the language of every rule.
          ({ target, typeOnly }, { file }) =>
            isPackage(target, tool) && phaseOf(file) !== home && !(tool === "oxc-parser" && typeOnly),
        ),
      ).toEqual([]);
    }
    expect(offending(COMPILER, ({ target }) => isPackage(target, "typescript"))).toEqual([]);
  });

  test("of report/ touch no disk, no process and no network", () => {
    const report = COMPILER.filter(({ file }) => phaseOf(file) === "report");
    expect(offending(report, ({ target }) => target.startsWith("node:") && target !== "node:util")).toEqual(
      [],
    );
  });
});

describe("a file", () => {
  test("is as long as its one thought: most under 200 lines, none over 400", () => {
    const all = [...COMPILER, ...RUNTIME, ...INSPECTOR, ...CLIENT, ...SCRIPTS, ...TEST, ...BENCH];
    const longer = (most: number): readonly string[] =>
      all
        .filter(({ lines }) => lines.length > most + 1)
        .map(({ file, lines }) => `${file}: ${lines.length - 1} lines`);
    expect(longer(400)).toEqual([]);
    expect(longer(200).length).toBeLessThan(all.length / 20);
  });

  test("is named in kebab-case", () => {
    const named = [...COMPILER, ...RUNTIME, ...INSPECTOR, ...CLIENT, ...SCRIPTS].map(({ file }) => file);
    const kebab = /^(?:[a-z]+(?:-[a-z]+)*\/)*[a-z]+(?:-[a-z]+)*(?:\.samples|\.d)?\.ts$/;
    expect(named.filter((file) => !kebab.test(file))).toEqual([]);
    expect(
      named.filter((file) => /(?:^|\/)(?:utils?|helpers?|common|shared|misc|manager)(?:\/|\.ts$)/.test(file)),
    ).toEqual([]);
  });

  test("and an exported type have a name for one thing", () => {
    // Every folder may have an entry point.
    const all = [...COMPILER, ...RUNTIME, ...INSPECTOR, ...CLIENT, ...SCRIPTS];
    const entryPoints = new Set(["index.ts", "main.ts"]);
    const files = all.map(({ file }) => [path.basename(file), file] as const);
    expect(shared(files.filter(([name]) => !entryPoints.has(name)))).toEqual([]);
    const types = all.flatMap(({ file, lines }) =>
      [...lines.join("\n").matchAll(/^export (?:interface|type|class) (\w+)/gm)].map(
        ([, name = ""]) => [name, `${file}: ${name}`] as const,
      ),
    );
    expect(shared(types)).toEqual([]);
  });

  test("opens by saying what it is", () => {
    const silent = [...COMPILER, ...RUNTIME, ...INSPECTOR, ...CLIENT, ...SCRIPTS, ...TEST, ...BENCH].filter(
      (source) => !opening(source).startsWith("// "),
    );
    expect(silent.map(({ file }) => file)).toEqual([]);
  });
});

describe("code", () => {
  test("has no default export, and in compiler/ no class and no state of a module", () => {
    expect(
      matching([...COMPILER, ...RUNTIME, ...INSPECTOR, ...CLIENT, ...SCRIPTS], /^export default\b/),
    ).toEqual([]);
    // A user's test recognizes an error by its class.
    const others = COMPILER.filter(({ file }) => file !== "compiler/testing/refused-error.ts");
    expect(matching(others, /^(?:export )?(?:let|var|class)\b/)).toEqual([]);
  });

  test("prints and ends the process only in the command", () => {
    // These are processes of their own, which a build and `bunbox dev` start.
    const processes = new Set(["compiler/config/evaluate.ts", "compiler/dev/run-check.ts"]);
    const others = COMPILER.filter(({ file }) => phaseOf(file) !== "cli" && !processes.has(file));
    expect(matching(others, /\bconsole\.|process\.(?:exit|exitCode|stdout|stderr)\b/)).toEqual([]);
  });

  test("names the path of the runtime once", () => {
    expect(matching(COMPILER, /["'`]\.\.\/runtime["'`]/)).toHaveLength(1);
  });

  test("swallows no error silently", () => {
    expect(
      matching(
        [...COMPILER, ...RUNTIME, ...INSPECTOR, ...CLIENT, ...SCRIPTS, ...TEST, ...BENCH],
        /catch(?: \(\w+\))? \{\s*\}/,
      ),
    ).toEqual([]);
  });
});
