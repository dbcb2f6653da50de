// Reports what TypeScript's own emit adds to a program and no bundler does: metadata of decorators, values of const enums.
import { readFileSync } from "node:fs";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import type { Diagnostic, Graph, Typed } from "../model.ts";
import { bindingAt } from "../syntax/scope.ts";
import { parse, type Source, type Sources } from "../syntax/source.ts";
import { indexOf } from "../syntax/tree.ts";

/** The diagnostics of the project's own files that run. */
export function checkErased(
  { reached }: Pick<Graph, "reached">,
  { metadata, declarations }: Pick<Typed, "metadata" | "declarations">,
  sources: Sources,
): readonly Diagnostic[] {
  const ambient = declarations.flatMap(constEnumsOf);
  return reached
    .filter((file) => /\.[cm]?tsx?$/.test(file) && !file.includes("node_modules/"))
    .flatMap((file) => {
      const source = sources.get(file);
      if (source?.failure !== null) return [];
      const { text } = source;
      return [
        ...(metadata && text.includes("@") ? decoratedIn(source) : []),
        ...(/\benum\b/.test(text) || ambient.some((name) => text.includes(name))
          ? enumsIn(source, new Set(ambient))
          : []),
      ];
    });
}

/** The const enums that a file of declarations gives to all files. */
function constEnumsOf(file: string): readonly string[] {
  const text = readFileSync(file, "utf8");
  if (!text.includes("enum")) return [];
  const { program } = parse(file, text);
  const isModule = program.body.some(({ type }) => /^(?:Import|Export)/.test(type));
  return isModule
    ? []
    : program.body.flatMap((each) => (each.type === "TSEnumDeclaration" && each.const ? [each.id.name] : []));
}

/** One diagnostic per class, at its first decorator. */
function decoratedIn(source: Source): readonly Diagnostic[] {
  const classes = new Map<unknown, Diagnostic>();
  for (const decorator of indexOf(source.program).of("Decorator")) {
    let owner = decorator.parent;
    while (owner?.type !== "ClassDeclaration" && owner?.type !== "ClassExpression" && owner?.parent)
      owner = owner.parent;
    if (classes.has(owner)) continue;
    const message = "The types that this decorator may ask for are not in the output";
    const hint =
      "Name what is to be injected: `@inject(TOKEN)`; or turn `emitDecoratorMetadata` off in tsconfig.json.";
    classes.set(owner, diagnostic("BBX4026", source.placeOf(decorator), message, { hint }));
  }
  return [...classes.values()];
}

/** Where a const enum that is only declared is used as a value. */
function enumsIn(source: Source, ambient: ReadonlySet<string>): readonly Diagnostic[] {
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
      const message = `\`${name}\` is only declared, and does not exist when the server runs`;
      const hint = `Write \`enum ${name}\` without \`declare\` in a module, and import it.`;
      return [diagnostic("BBX4027", source.placeOf(object), message, { hint })];
    });
}
