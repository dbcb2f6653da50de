// BBX4027: a `const enum` that is only declared is used.
import { readFileSync } from "node:fs";
import { bindingAt } from "../../syntax/scope.ts";
import { parse, type Source } from "../../syntax/source.ts";
import { indexOf } from "../../syntax/tree.ts";
import { ownSources } from "../own-sources.ts";
import type { Finding, Rule } from "../rule.ts";

export const declaredEnum = {
  code: "BBX4027",
  severity: "error",
  name: "declared-enum",
  label: "does not exist at run time",
  meaning:
    "A `const enum` is only declared. tsc would write its values instead of its members; a bundler and Bun do not, so using it is a ReferenceError.",
  remedy: "Declare the enum in a module, without `declare`, and import it.",
  inProject({ graph, typed, sources }) {
    const ambient = typed.declarations.flatMap(constEnumsOf);
    return ownSources(graph, sources)
      .filter(({ text }) => /\benum\b/.test(text) || ambient.some((name) => text.includes(name)))
      .flatMap((source) => enumsIn(source, new Set(ambient)));
  },
} as const satisfies Rule;

/** The const enums that a declaration file makes global. */
function constEnumsOf(file: string): readonly string[] {
  const text = readFileSync(file, "utf8");
  if (!text.includes("enum")) return [];
  const { program } = parse(file, text);
  const isModule = program.body.some(({ type }) => /^(?:Import|Export)/.test(type));
  return isModule
    ? []
    : program.body.flatMap((each) => (each.type === "TSEnumDeclaration" && each.const ? [each.id.name] : []));
}

/** The places where a const enum that is only declared is used as a value. */
function enumsIn(source: Source, ambient: ReadonlySet<string>): readonly Finding[] {
  return indexOf(source.program)
    .of("MemberExpression")
    .flatMap(({ object }) => {
      if (object.type !== "Identifier") return [];
      const { name } = object;
      const declaration = bindingAt(object, name)?.declaration;
      const isErased =
        declaration === undefined
          ? ambient.has(name)
          : declaration.type === "TSEnumDeclaration" && declaration.const && declaration.declare;
      if (!isErased) return [];
      const message = `\`${name}\` is only declared, so it does not exist when the server runs`;
      const hint = `Write \`enum ${name}\` without \`declare\` in a module, and import it.`;
      return [{ place: source.placeOf(object), message, hint }];
    });
}
