// A checked configuration in, every setting with a value out.
import type { BuildOptions, Config, ServerOptions } from "../../runtime/config.ts";
import type { Settings } from "../model.ts";
import { optionsOf, type Reader } from "./options.ts";

/**
 * Fills in the defaults, and brings values into the project's own form.
 *
 * @param config options that `validate` has found right
 */
export function settingsOf(config: Config): Settings {
  // TypeScript cannot follow names through a table; these types are generated from the same one.
  const build: BuildOptions = Object.fromEntries(valuesFor("build", config));
  const server: Omit<ServerOptions, "websocket"> = Object.fromEntries(valuesFor("server", config));
  const websocket: ServerOptions["websocket"] = Object.fromEntries(valuesFor("Bun", config));
  return { ...build, server: { ...server, websocket } };
}

/** What a reader gets: names and values. */
function valuesFor(reader: Reader, config: Config): readonly (readonly unknown[])[] {
  const given = new Map<string, unknown>(Object.entries(config));
  return optionsOf(reader).map(({ name, as, kind, default: preset }) => {
    const value = given.get(name);
    if (value === undefined) return [as, preset];
    return [as, kind.normalize?.(value) ?? value];
  });
}
