// The table of options in, the text of runtime/config.ts out: the types of bunbox.config.ts and of what is made of it.
import { type Option, OPTIONS, optionsOf } from "../compiler/config/options.ts";

/** What values an option takes, and which by default: `0–960 seconds, by default 120`. */
export function factsOf({ kind, default: value }: Option): string {
  if (value === null) return kind.label;
  const printed = kind.print?.(value) ?? `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;
  return `${kind.label}, by default ${printed}`;
}

/** The module `runtime/config.ts`. */
export function configTypes(): string {
  const options: readonly (readonly [string, Option])[] = Object.entries(OPTIONS);
  return [
    "// The types of bunbox.config.ts. `npm run docs` writes this file from compiler/config/options.ts.",
    "",
    "/** Everything that `bunbox.config.ts` may hold. Each option is described in docs/configuration.md. */",
    "export interface Config {",
    ...options.flatMap(([name, option]) => [...comment(option), `  ${name}?: ${option.kind.type};`]),
    "}",
    "",
    "/** What the build reads, every option with a value; `null` for none. */",
    "export interface BuildOptions {",
    ...optionsOf("build").map(property),
    "}",
    "",
    "/** What the build writes into the server, every option with a value; `null` for none. */",
    "export interface ServerOptions {",
    ...optionsOf("server").map(property),
    "  /** Passed on to Bun.serve as they are. */",
    "  readonly websocket: Pick<",
    "    Bun.WebSocketHandler<unknown>,",
    ...optionsOf("Bun").map(({ as }) => `    | "${as}"`),
    "  >;",
    "}",
    "",
  ].join("\n");
}

/** What an editor shows, which has no page that a link could lead to. */
function comment(option: Option): readonly string[] {
  const description = option.description.replaceAll(/\[([^\]]+)\]\([^)]+\)/g, "$1");
  return ["  /**", `   * ${description}`, "   *", `   * ${factsOf(option)}`, "   */"];
}

function property({ as, kind, default: value }: Option & { readonly as: string }): string {
  return `  readonly ${as}: ${kind.type}${value === null ? " | null" : ""};`;
}
