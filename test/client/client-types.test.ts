// Tests the types of the typed client: they accept correct programs on every platform, and reject mistakes.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import path from "node:path";
import { COMPILER_OPTIONS, CONFIG, createUses, RIGHT, WRONG } from "./uses.ts";
import { GENERIC } from "./generic-uses.ts";
import { createProject, REPOSITORY, type TestProject } from "../support/project.ts";
import { IN_FULL } from "../support/sample.ts";

let project: TestProject;

beforeAll(async () => {
  project = await createUses();
}, 120_000);

afterAll(() => project[Symbol.asyncDispose]());

const IMPORTS = 'import { connect, live, parse, stringify } from "./ws.gen.ts";';

/** What the project's tsc says of some files. */
async function complaints(
  files: Readonly<Record<string, string>>,
  typescript = "typescript",
): Promise<string> {
  await project.write(files);
  return check(project, typescript);
}

function tsconfig(options: object): string {
  return JSON.stringify({ compilerOptions: { ...COMPILER_OPTIONS, ...options }, include: ["."] });
}

async function check({ root }: TestProject, typescript = "typescript"): Promise<string> {
  const tsc = path.join(REPOSITORY, "node_modules", typescript, "lib/tsc.js");
  const child = Bun.spawn(["node", tsc, "-p", "web"], { cwd: root, stdout: "pipe" });
  return await new Response(child.stdout).text();
}

describe("the types", () => {
  const compilers = [
    ["a browser's bundler", { module: "preserve" }, "typescript"],
    ["node's resolution", { module: "nodenext" }, "typescript"],
    ["a browser's bundler", { module: "preserve" }, "typescript-6.0"],
    ["a browser's bundler", { module: "preserve" }, "typescript-5.9"],
    // What 5.4 does not know yet.
    ["a browser's bundler", { module: "preserve", erasableSyntaxOnly: undefined }, "typescript-5.4"],
  ] as const;
  // A TypeScript that node runs takes ten times as long, so CI alone tries all of them.
  const tried = compilers.filter(([, , version]) => IN_FULL || version === "typescript");
  for (const [name, options, typescript] of tried) {
    test(`take what is right with ${name}, by ${typescript}`, async () => {
      const files = {
        "web/tsconfig.json": tsconfig(options),
        "web/use.ts": RIGHT,
        "web/generic.ts": GENERIC,
      };
      expect(await complaints(files, typescript)).toBe("");
    });
  }

  test("take what is right in a program for Bun", async () => {
    const bun = tsconfig({ module: "preserve", lib: ["esnext"], types: ["bun"] });
    expect(await complaints({ "web/tsconfig.json": bun, "web/use.ts": RIGHT })).toBe("");
  });

  test("are right if Node's types are the only ones", async () => {
    await using other = await createProject({
      "app/ws/echo/route.ts": "export function onMessage() {}",
      "bunbox.config.ts": CONFIG,
      "web/tsconfig.json": tsconfig({ module: "preserve", lib: ["esnext"], types: ["node"] }),
      "web/use.ts": `import { connect } from "./ws.gen.ts";\nconnect("/ws/echo").onmessage = ({ data }) => console.log(data);`,
    });
    await other.build();
    expect(await check(other)).toBe("");
  });

  test("refuse what is wrong", async () => {
    const cases = Object.entries(WRONG);
    const files = cases.map(
      ([, use], index) => [`web/wrong-${index}.ts`, `${IMPORTS}\n${use}; live;\n`] as const,
    );
    const found = await complaints({
      "web/tsconfig.json": tsconfig({ module: "preserve" }),
      ...Object.fromEntries(files),
    });
    for (const [index, [what]] of cases.entries()) {
      const of = found.split(/^(?=\S)/m).filter((each) => each.startsWith(`web/wrong-${index}.ts`));
      expect([what, of]).toEqual([
        what,
        [expect.stringMatching(/^web\/wrong-\d+\.ts\(2,\d+\): error TS\d+: /)],
      ]);
    }
    expect(found.match(/^\S/gm)).toHaveLength(cases.length);
  });
});
