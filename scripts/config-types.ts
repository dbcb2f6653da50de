// Turns the table of options into the text of runtime/config.ts: the types of bunbox.config.ts and of the settings.
import { type Option, OPTIONS, optionsOf } from "../compiler/config/options.ts";

/** The values of an option, and its default: `0–960 seconds, by default 120`. */
export function factsOf({ kind, default: value }: Option): string {
  if (value === null) return kind.label;
  const printed = kind.print?.(value) ?? `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;
  return `${kind.label}, by default ${printed}`;
}

/** Writes the module `runtime/config.ts`. */
export function configTypes(): string {
  const options: readonly (readonly [string, Option])[] = Object.entries(OPTIONS);
  return [
    "// The types of bunbox.config.ts. `npm run docs` writes this file from compiler/config/options.ts.",
    'import type { Limits, LimitsConfig } from "./limits/limits-option.ts";',
    'import type { AddressRange } from "./proxies/proxies-option.ts";',
    'import type { PubSubConfig, PubSubSettings } from "./pubsub/pubsub-option.ts";',
    'import type { TlsCertificate, TlsFiles } from "./tls/tls-option.ts";',
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

/** The comment that an editor shows, without links, because an editor cannot follow them. */
function comment(option: Option): readonly string[] {
  const description = option.description.replaceAll(/\[([^\]]+)\]\([^)]+\)/g, "$1");
  return ["  /**", `   * ${description}`, "   *", `   * ${factsOf(option)}`, "   */"];
}

function property({ as, kind, default: value }: Option & { readonly as: string }): string {
  return `  readonly ${as}: ${kind.settled ?? kind.type}${value === null ? " | null" : ""};`;
}
