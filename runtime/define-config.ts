// Gives bunbox.config.ts its type in an editor.
import type { Config } from "./config.ts";

/**
 * Returns its argument, and gives it a type. An option that is `undefined` has its default, also under
 * `exactOptionalPropertyTypes`.
 *
 * @example
 * // bunbox.config.ts
 * import { defineConfig } from "@ademattos/bunbox";
 * export default defineConfig({ port: 8080, origins: ["https://example.com"] });
 */
export function defineConfig(config: { [Name in keyof Config]: Config[Name] | undefined }): typeof config {
  return config;
}
