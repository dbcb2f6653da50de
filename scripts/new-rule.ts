// Writes the files of a new rule: `npm run new-rule -- FOLDER/NAME`, for example `npm run new-rule -- handlers/empty-topic`.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "..");
const RULES = path.join(ROOT, "compiler/rules");

/** The range of codes of each folder. */
const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  routes: [1001, 1999],
  exports: [2001, 2029],
  handlers: [2030, 2999],
  config: [3001, 3999],
  build: [4001, 4999],
  contract: [5001, 5999],
};

/** The first code of a folder that is not taken. */
function freeCode(folder: string): string {
  const list = readdirSync(RULES, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(path.join(RULES, file), "utf8"))
    .join("\n");
  const [first, last] = RANGES[folder] ?? [0, 0];
  const taken = [...list.matchAll(/code: "BBX(\d{4})"/g)]
    .map((match) => Number(match[1]))
    .filter((code) => code >= first && code <= last);
  return `BBX${Math.max(first - 1, ...taken) + 1}`;
}

/** The words are empty, and the search finds nothing: the tests of the rules fail until both are written. */
function ruleText(code: string, name: string, constant: string): string {
  return `// ${code}: ${name.replaceAll("-", " ")}.
import type { Rule } from "../rule.ts";

export const ${constant} = {
  code: "${code}",
  severity: "warning",
  name: "${name}",
  label: "",
  meaning: "",
  remedy: "",
  mayApply: () => true,
  inFile: () => [],
} as const satisfies Rule;
`;
}

const samplesText = (code: string, name: string): string => `// ${code}: ${name.replaceAll("-", " ")}.
import type { Samples } from "../samples.ts";

export const SAMPLES: Samples = { wrong: {}, right: {} };
`;

/** The fixture is right until it has the mistake. */
const ROUTE = `import type { ServerWebSocket } from "@ademattos/bunbox";

export function onMessage(ws: ServerWebSocket, message: string | Buffer) {
  ws.send(message);
}
`;

/** The list of rules with one more, in the order of the codes. */
function withRule(list: string, code: string, file: string, constant: string): string {
  const lines = list.split("\n");
  const statement = `import { ${constant} } from "./${file}.ts";`;
  const imports = lines.findIndex(
    (line) => line.startsWith("import {") && line.slice(line.indexOf('"')) > `"./${file}`,
  );
  lines.splice(imports, 0, statement);
  const codes = new Map(
    [...list.matchAll(/import \{ (\w+) \} from "\.\/(\w+\/[\w-]+)\.ts";/g)].map(
      ([, name = "", where = ""]) => [
        name,
        /code: "(BBX\d{4})"/.exec(readFileSync(path.join(RULES, `${where}.ts`), "utf8"))?.[1] ?? "",
      ],
    ),
  );
  const start = lines.findIndex((line) => line.includes("RULES: readonly Rule[] = ["));
  const after = lines.findIndex(
    (line, index) => index > start && (codes.get(line.trim().replace(",", "")) ?? "~") > code,
  );
  lines.splice(after, 0, `  ${constant},`);
  return lines.join("\n");
}

const [folder = "", name = ""] = (process.argv[2] ?? "").split("/");
if (!(folder in RANGES) || !/^[a-z]+(?:-[a-z]+)*$/.test(name)) {
  console.error(
    `usage: npm run new-rule -- FOLDER/NAME, where FOLDER is one of ${Object.keys(RANGES).join(", ")}`,
  );
  process.exit(2);
}
const file = `${folder}/${name}`;
if (existsSync(path.join(RULES, `${file}.ts`))) {
  console.error(`compiler/rules/${file}.ts exists already`);
  process.exit(1);
}
const code = freeCode(folder);
const constant = name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
const fixture = path.join(ROOT, "fixtures/errors", `${code}-${name}`);
const index = path.join(RULES, "index.ts");
writeFileSync(path.join(RULES, `${file}.ts`), ruleText(code, name, constant));
writeFileSync(path.join(RULES, `${file}.samples.ts`), samplesText(code, name));
writeFileSync(index, withRule(readFileSync(index, "utf8"), code, file, constant));
mkdirSync(path.join(fixture, "app/ws/chat"), { recursive: true });
writeFileSync(path.join(fixture, "app/ws/chat/route.ts"), ROUTE);
const tsconfig = path.join(ROOT, "fixtures/errors/BBX2030-close-code/tsconfig.json");
writeFileSync(path.join(fixture, "tsconfig.json"), readFileSync(tsconfig));
console.log(
  `${code}: edit compiler/rules/${file}.ts, ${name}.samples.ts beside it, and ${path.relative(ROOT, fixture)}`,
);
