// Turns a checked configuration into settings that all have a value.
import type { BuildOptions, Config, ServerOptions } from "../../runtime/config.ts";
import type { Settings } from "../model.ts";
import { optionsOf, type Reader } from "./options.ts";

/**
 * Fills in the defaults, and turns values into the form that the compiler uses.
 *
 * @param config options that `validate` accepted
 */
export function settingsOf(config: Config): Settings {
  // TypeScript cannot follow names through a table. These types are generated from the same table.
  const build: BuildOptions = Object.fromEntries(valuesFor("build", config));
  const server: Omit<ServerOptions, "websocket"> = Object.fromEntries(valuesFor("server", config));
  const websocket: ServerOptions["websocket"] = Object.fromEntries(valuesFor("Bun", config));
  return { ...build, server: { ...server, websocket } };
}

/** The names and values of a reader's options. */
function valuesFor(reader: Reader, config: Config): readonly (readonly unknown[])[] {
  const given = new Map<string, unknown>(Object.entries(config));
  return optionsOf(reader).map(({ name, as, kind, default: preset }) => {
    const value = given.get(name);
    if (value === undefined) return [as, preset];
    return [as, kind.normalize?.(value) ?? value];
  });
}
