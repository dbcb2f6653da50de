// Adds hints to errors of TypeScript about options of bunbox.config.ts that are given a text, such as a variable.
import { OPTIONS } from "./config/options.ts";
import type { Diagnostic } from "./model.ts";
import { keyText } from "./syntax/scope.ts";
import type { Sources } from "./syntax/source.ts";
import { indexOf } from "./syntax/indexed.ts";

/**
 * An error with a hint, if it says that an option is a text.
 *
 * @param config the configuration file, relative to the project; `null` if there is none
 */
export function withOptionHint(sources: Sources, config: string | null, diagnostic: Diagnostic): Diagnostic {
  const { code, hint, message, place } = diagnostic;
  if (code !== "TS2322" || hint !== undefined || place === null || place.file !== config) return diagnostic;
  const source = sources.get(config);
  if (source === undefined || !message.startsWith("Type 'string")) return diagnostic;
  const at = source.offsetOf(place);
  const property = indexOf(source.program)
    .of("Property")
    .find(({ key }) => key.start === at);
  const name = property === undefined ? undefined : keyText(property.key, property.computed);
  const [, option] = Object.entries(OPTIONS).find(([each]) => each === name) ?? [];
  // The text is known only when the configuration runs, and was not set then.
  const advice = option?.kind.advise?.("", name ?? "");
  return advice === undefined ? diagnostic : { ...diagnostic, hint: advice };
}
