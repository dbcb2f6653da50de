// BBX4027: a `const enum` that is only declared is used.
import { readFileSync } from "node:fs";
import type { Node, Program } from "oxc-parser";
import { pathOf } from "../../syntax/constants.ts";
import { bindingAt } from "../../syntax/scope.ts";
import { parse, type Source } from "../../syntax/source.ts";
import { indexOf } from "../../syntax/indexed.ts";
import { isEsModule } from "../../syntax/tree.ts";
import { mayMention } from "../../syntax/words.ts";
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
    const declared = typed.declarations.flatMap(declaredIn);
    const files = ownSources(graph, sources);
    const ambient = new Set([...declared, ...files.flatMap(globalsOf)]);
    const words = ["enum", ...[...ambient].flatMap((each) => each.split(".", 1))];
    return files.filter(({ text }) => mayMention(text, words)).flatMap((source) => enumsIn(source, ambient));
  },
} as const satisfies Rule;

/** The const enums that a declaration file makes global, with the namespaces around them: `Api.Level`. */
function declaredIn(file: string): readonly string[] {
  const source = parse(file, readFileSync(file, "utf8"));
  if (!source.text.includes("enum")) return [];
  return isEsModule(source.program) ? globalsOf(source) : constEnumsOf(source.program.body, true);
}

/** Those that a module puts into `declare global`. */
function globalsOf(source: Source): readonly string[] {
  if (!source.text.includes("enum")) return [];
  return source.program.body.flatMap((each) =>
    each.type === "TSModuleDeclaration" && each.kind === "global" ? constEnumsOf(bodyOf(each), true) : [],
  );
}

/** @param declared whether everything in these statements is only declared */
function constEnumsOf(statements: Program["body"], declared: boolean): readonly string[] {
  return statements.flatMap((statement): readonly string[] => {
    const node = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (node?.type === "TSEnumDeclaration")
      return node.const && (declared || node.declare) ? [node.id.name] : [];
    if (node?.type !== "TSModuleDeclaration" || node.kind === "global") return [];
    const names = namesOf(node.id);
    return names.length === 0
      ? []
      : constEnumsOf(bodyOf(node), declared || node.declare).map((each) => [...names, each].join("."));
  });
}

function bodyOf({ body }: Extract<Node, { type: "TSModuleDeclaration" }>): Program["body"] {
  return body?.type === "TSModuleBlock" ? body.body : [];
}

/** The names of a namespace: `A.B`. A module whose name is a string does not have any. */
function namesOf(id: Node): readonly string[] {
  if (id.type === "Identifier") return [id.name];
  return id.type === "TSQualifiedName" ? [...namesOf(id.left), ...namesOf(id.right)] : [];
}

/** The places where a const enum that is only declared is used as a value. */
function enumsIn(source: Source, ambient: ReadonlySet<string>): readonly Finding[] {
  const own = new Set(constEnumsOf(source.program.body, false));
  return indexOf(source.program)
    .of("MemberExpression")
    .flatMap(({ object }) => {
      const path = pathOf(object);
      const [first] = path;
      if (first === undefined) return [];
      const name = path.join(".");
      // `namespace Api.V1` is not among the bindings of its file.
      const declaration = bindingAt(object, first)?.declaration;
      const isErased =
        declaration === undefined
          ? ambient.has(name) || own.has(name)
          : declaration.type === "TSEnumDeclaration"
            ? declaration.const && declaration.declare && path.length === 1
            : declaration.type === "TSModuleDeclaration" && own.has(name);
      if (!isErased) return [];
      const message = `\`${name}\` is only declared, so it does not exist when the server runs`;
      const hint = `Write \`enum ${path.at(-1) ?? name}\` without \`declare\` in a module, and import it.`;
      return [{ place: source.placeOf(object), message, hint }];
    });
}
