// Measures what the output has of the runtime, without a clock: `npm run build && bun bench/sizes.ts` writes it to docs/performance.md.
import { gzipSync } from "node:zlib";
import { transformSync } from "esbuild";
import { buildApp, NOTHING } from "./app.ts";
import { replaceIn } from "./report.ts";

/** A project beside the one with `onMessage` alone. */
interface Feature {
  readonly name: string;
  /** What its route exports beside `onMessage`. */
  readonly more?: string;
  readonly folder?: string;
  readonly config?: string;
}

const FEATURES: readonly Feature[] = [
  { name: "`onOpen`", more: "export function onOpen() {}" },
  { name: "`onClose`", more: "export function onClose() {}" },
  { name: "`onDrain`", more: "export function onDrain() {}" },
  { name: "`upgrade`", more: "export function upgrade() { return true; }" },
  { name: "a parameter", folder: "[id]" },
  { name: "`maxConnections`", config: "{ maxConnections: 10 }" },
  { name: "`metrics`", config: "{ metrics: true }" },
];

/** How many modules the table lists by name. */
const MOST = 12;

/** Bytes of a text, gzipped. */
function sizeOf(text: string): number {
  return gzipSync(text, { level: 9 }).length;
}

/** As small as esbuild makes it, with names shortened too. */
function minified(text: string): string {
  return transformSync(text, { minify: true, format: "esm", target: "es2024" }).code;
}

async function outputOf({
  more = "",
  folder = "nothing",
  config = "{}",
}: Omit<Feature, "name">): Promise<string> {
  const routes = { [folder]: `${NOTHING.nothing}${more}\n` };
  return Bun.file(await buildApp("sizes", routes, ["--sourcemap", "none"], config)).text();
}

/** By module: what the output loses without it, minified and gzipped. */
function modulesIn(output: string): readonly (readonly [name: string, bytes: number])[] {
  const [head = "", ...parts] = output.split(/^(?=\/\/ (?:@ademattos|app\/|bunbox-entry))/m);
  // The marks survive minifying, which may merge statements of two modules otherwise.
  const marked = parts.map((part, index) => `"mark${index}".length;\n${part}`);
  const { code } = transformSync(head + marked.join(""), {
    minifyWhitespace: true,
    minifyIdentifiers: true,
    format: "esm",
    target: "es2024",
  });
  const [, ...texts] = code.split(/"mark\d+"\.length;?/);
  const all = texts.join("");
  return texts.map((text, index) => {
    const name = /([\w-]+)\.[jt]s$/m.exec(parts[index] ?? "")?.[1] ?? "";
    return [name, sizeOf(all) - sizeOf(all.replace(text, ""))] as const;
  });
}

const base = await outputOf({});
const total = sizeOf(minified(base));
const modules = modulesIn(base).toSorted(([, one], [, other]) => other - one);
const rest = modules.slice(MOST).reduce((sum, [, bytes]) => sum + bytes, 0);
const rows = modules.slice(0, MOST).map(([name, bytes]) => `| \`${name}\` | ${bytes} |`);
const features = [];
for (const feature of FEATURES)
  features.push(`| ${feature.name} | ${sizeOf(minified(await outputOf(feature))) - total} |`);
await replaceIn("sizes", [
  `All of it is ${total.toLocaleString("en")} bytes. What it would lose without one module:`,
  "",
  "| module of `runtime/` | bytes |",
  "| --- | --: |",
  ...rows,
  `| ${modules.length - MOST} others | ${rest} |`,
  "",
  "What a project adds to it:",
  "",
  "| | bytes |",
  "| --- | --: |",
  ...features,
  "",
]);
