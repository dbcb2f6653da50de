// Which imports leave a doubt about their file, so that TypeScript is asked, and what is read from its answer.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { resolutionsOf } from "../../../compiler/types/resolution.ts";
import type { ProjectConfig } from "../../../compiler/types/tsconfig.ts";
import { EMPTY_GRAPH } from "../../support/graph.ts";
import { createProject, type TestProject } from "../../support/project.ts";
import { FOREVER, projectOf } from "./check-types.ts";

const ROUTE = "app/ws/a/route.ts";
const PATHS = { "@/*": ["./app/*"] };

type Options = ProjectConfig["compilerOptions"];
/** Specifier, and the file that the bundler has found. */
type Found = readonly (readonly [specifier: string, target: string | null])[];

let project: TestProject;

beforeAll(async () => {
  project = await createProject({
    "tsconfig.json": JSON.stringify({ extends: "./config/base.json" }),
    "config/base.json": JSON.stringify({ compilerOptions: { paths: PATHS } }),
    "plain/tsconfig.json": JSON.stringify({ compilerOptions: { paths: PATHS } }),
  });
  await mkdir(path.join(project.root, ".bunbox/check"), { recursive: true });
});

afterAll(() => project[Symbol.asyncDispose]());

interface Given {
  /** Relative to the project. */
  readonly tsconfig?: string | null;
  readonly importer?: string;
  readonly faulty?: boolean;
  /** What TypeScript prints. */
  readonly output?: string;
}

/** What TypeScript answers, by importing file; it is not asked if nothing is in doubt. */
async function answer(options: Options, imports: Found, given: Given = {}): Promise<Record<string, object>> {
  const { tsconfig = "plain/tsconfig.json", importer = "plain/route.ts", faulty = false } = given;
  const output = given.output ?? `ts.ts\n  Imported via "${imports[0]?.[0]}" from file '${importer}'`;
  const resolutions = await resolutionsOf(
    {
      project: projectOf(project),
      // A shell that says what tsc would.
      typescript: {
        version: "6.0.3",
        command: "sh",
        args: ["-c", `cat <<'END'\n${output}\nEND`],
        until: FOREVER,
      },
      config: {
        file: tsconfig === null ? null : path.join(project.root, tsconfig),
        files: [],
        compilerOptions: options,
        errors: [],
      },
      folder: path.join(project.root, ".bunbox/check"),
      overlaid: [],
    },
    ["contract-0.mts"],
    { ...EMPTY_GRAPH, imports: new Map([[importer, new Map(imports)]]) },
    faulty,
  );
  return Object.fromEntries([...resolutions].map(([file, found]) => [file, Object.fromEntries(found)]));
}

describe("TypeScript is asked", () => {
  const doubts: Readonly<Record<string, readonly [Options, Found, Given?]>> = {
    "for a package, with a condition": [{ customConditions: ["dev"] }, [["acme", "node_modules/acme/a.ts"]]],
    "for a package, with a base": [{ baseUrl: "." }, [["acme", "plain/acme.ts"]]],
    "for the project's own `imports`": [{}, [["#name", "plain/name.ts"]]],
    "for a relative import, with `rootDirs`": [{ rootDirs: ["a", "b"] }, [["./x.ts", "plain/x.ts"]]],
    "for the folder itself, with `rootDirs`": [{ rootDirs: ["a", "b"] }, [[".", "plain/index.ts"]]],
    "for an alias to another file": [{ paths: PATHS }, [["@/x", "plain/other/x.ts"]]],
    "for an alias to a script": [{ paths: PATHS }, [["@/x.js", "plain/app/x.js"]]],
    "for an alias to a component": [{ paths: PATHS }, [["@/x", "plain/app/x.tsx"]]],
    "for an alias with two targets": [
      { paths: { "@/*": ["./app/*", "./b/*"] } },
      [["@/x", "plain/app/x.ts"]],
    ],
    "for an alias without a target": [{ paths: { "@/*": [] } }, [["@/x", "plain/app/x.ts"]]],
    "for an alias whose targets are not a list": [
      { paths: { "@/*": "./app/*" } },
      [["@/x", "plain/app/x.ts"]],
    ],
    "for two aliases that match": [
      { paths: { ...PATHS, "@/x/*": ["./x/*"] } },
      [["@/x/y", "plain/app/x/y.ts"]],
    ],
    "if a nearer tsconfig has its own aliases": [
      { paths: { "@/*": ["./plain/app/*"] } },
      [["@/x", "config/plain/app/x.ts"]],
      { tsconfig: "tsconfig.json" },
    ],
    "if one of several imports is in doubt": [
      { paths: PATHS },
      [
        ["@/x", "plain/x.ts"],
        ["@/y", "plain/app/y.ts"],
      ],
    ],
    "if the bundler did not find everything": [{ paths: PATHS }, [["@/x", null]], { faulty: true }],
  };
  for (const [when, [options, imports, given]] of Object.entries(doubts)) {
    test(when, async () => {
      const importer = given?.importer ?? "plain/route.ts";
      expect(await answer(options, imports, given)).toEqual({
        [importer]: { [imports[0]?.[0] ?? ""]: "ts.ts" },
      });
    });
  }
});

describe("TypeScript is not asked", () => {
  const evident: Readonly<Record<string, readonly [Options, Found, Given?]>> = {
    "without a tsconfig": [{ paths: PATHS }, [["@/x", "y.ts"]], { tsconfig: null, faulty: true }],
    "for a relative import": [
      { paths: PATHS, baseUrl: "." },
      [
        ["./x", "plain/y.ts"],
        ["..", "y.ts"],
      ],
    ],
    "for a package": [{ paths: PATHS }, [["acme", "node_modules/acme/index.js"]]],
    "for a package, if the aliases are reset": [{ paths: null }, [["acme", "node_modules/acme/index.js"]]],
    "for an import within a package": [
      { customConditions: ["dev"] },
      [["acme", "node_modules/acme/index.js"]],
      { importer: "node_modules/other/index.js" },
    ],
    "for an alias to a source": [
      { paths: PATHS },
      [
        ["@/x.ts", "plain/app/x.ts"],
        ["@/x", "plain/app/x.ts"],
        ["@/y.mjs", "plain/app/y.mts"],
        ["@/z.json", "plain/app/z.json"],
      ],
    ],
    "for an alias below a base": [{ baseUrl: "./lib", paths: PATHS }, [["@/x", "plain/lib/app/x.ts"]]],
    "for an alias of a tsconfig that it extends": [
      { paths: PATHS },
      [["@/x", "config/app/x.ts"]],
      { tsconfig: "tsconfig.json", importer: ROUTE },
    ],
    "for what the bundler has not found": [{ paths: PATHS }, [["@/x", null]]],
    "for nothing": [{ paths: PATHS }, []],
  };
  for (const [when, [options, imports, given]] of Object.entries(evident)) {
    test(when, async () => {
      expect(await answer(options, imports, given)).toEqual({});
    });
  }
});

test("the answer has every import that the tsconfig decides about", async () => {
  const output = [
    "plain/app/x.ts",
    `  Imported via "@/x" from file 'plain/route.ts'`,
    `  Imported via '@/x' from file 'app/ws/a/route.ts'`,
    `  Imported via "./x" from file 'plain/app/y.ts'`,
    "  Matched by include pattern 'app' in 'tsconfig.json'",
    "node_modules/acme/index.d.ts",
    `  Imported via "acme" from file 'plain/route.ts' with packageId 'acme/index.d.ts@1.0.0'`,
    "plain/app/z.ts",
    `  Imported via "@/z" from file 'plain/route.ts'`,
  ].join("\r\n");
  expect(await answer({ paths: PATHS }, [["@/x", "x.ts"]], { output })).toEqual({
    "plain/route.ts": { "@/x": "plain/app/x.ts", "@/z": "plain/app/z.ts" },
    [ROUTE]: { "@/x": "plain/app/x.ts" },
  });
});
