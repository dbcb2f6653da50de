// BBX2007: a handler's name is exported, but it does not exist when the server runs.
import type { ExportForm } from "../../model.ts";
import { isFunctionName, readExportsOf } from "../../syntax/export-facts.ts";
import { fileStart } from "../../place.ts";
import type { Rule } from "../rule.ts";
import { relatedTo } from "../signature.ts";

/** Why an export does not exist when the server runs. */
const ERASED: ReadonlyMap<ExportForm, string> = new Map([
  ["type", "is exported as a type"],
  ["declared", "is only declared"],
  ["ambiguous", "comes from two `export *` with different values"],
  ["absent", "is exported from a module that does not have it"],
  ["lost", "is declared twice with `var`, which the bundler does not support"],
]);

export const noValue = {
  code: "BBX2007",
  severity: "error",
  name: "no-value",
  label: "not there at run time",
  meaning:
    "A route exports the name of a handler or of `incoming`, but nothing of it exists when the server runs: it is a type, it is only declared, two `export *` bring different values for it, or the module that it comes from does not have it.",
  remedy: "Export a function with a body, or the schema itself, without `type` or `declare`.",
  inExports({ route, exports, names }) {
    const read: readonly string[] = readExportsOf(route);
    return exports.flatMap((fact) => {
      const { name, form } = fact;
      if (!read.includes(name) || form === "generator") return [];
      const erased = ERASED.get(form);
      // If esbuild does not find an export, it does not exist, however it is written.
      if (erased === undefined && (form === "dynamic" || names.includes(name))) return [];
      return {
        place: fact.exportedAt ?? fact.place,
        message: `\`${name}\` ${erased ?? "is exported"}, so it does not exist when the server runs`,
        hint: hintFor(name),
        related: relatedTo(fact),
      };
    });
  },
  inDisagreement({ route, handler, fact, seenBy }) {
    if (seenBy !== "TypeScript") return null;
    return {
      place: fact?.place ?? fileStart(route.file),
      message: `\`${handler}\` is exported as a type, so it does not exist when the server runs`,
      hint: hintFor(handler),
    };
  },
} as const satisfies Rule;

function hintFor(name: string): string {
  return isFunctionName(name)
    ? `Export a function with a body: \`export function ${name}(…) { … }\`.`
    : `Export its value, without \`type\` or \`declare\`: \`export const ${name} = …\`.`;
}
