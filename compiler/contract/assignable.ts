// Asks TypeScript which schemas accept what others accept, in a program of its own with settings of our own.
import { Project as TypeScriptProject } from "ts-morph";
import type { Schema } from "./json-schema.ts";
import { COMPONENTS } from "./schema-names.ts";
import { typeText } from "./type-text.ts";

/** A schema, and the named schemas of the document that it is in. */
export interface ScopedSchema {
  readonly schema: Schema;
  readonly scope: Readonly<Record<string, Schema>>;
}

/** Whether `to` must accept all that `from` accepts. */
export interface Pair {
  readonly from: ScopedSchema;
  readonly to: ScopedSchema;
}

/** Why TypeScript refuses a pair. */
export interface Unassignable {
  /** Whether both are objects that only share optional properties, of which `from` has none. */
  readonly isWeak: boolean;
}

/** TypeScript's code for a type that has no property in common with one whose properties are all optional. */
const WEAK = 2559;

/** Compares pairs; the result has `null` for each pair that fits. */
export function compareAll(pairs: readonly Pair[]): readonly (Unassignable | null)[] {
  if (pairs.length === 0) return [];
  const lines: string[] = [];
  const scopes = new Map<ScopedSchema["scope"], string>();
  const typeOf = ({ schema, scope }: ScopedSchema): string => {
    let prefix = scopes.get(scope);
    if (prefix === undefined) {
      prefix = `Scope${scopes.size}_`;
      scopes.set(scope, prefix);
    }
    return typeText(schema, namesIn(scope, prefix));
  };
  for (const { from, to } of pairs) {
    const [source, target] = [typeOf(from), typeOf(to)];
    lines.push(`export const fits${lines.length}: ${target} = null! as ${source};`);
  }
  for (const [scope, prefix] of scopes) {
    for (const [index, schema] of Object.values(scope).entries())
      lines.push(`type ${prefix}${index} = ${typeText(schema, namesIn(scope, prefix))};`);
  }
  const found = errorsIn(lines.join("\n"));
  return pairs.map((_, index) => found.get(index) ?? null);
}

/** The types of a scope's schemas are numbered, because names may have any characters. */
function namesIn(scope: ScopedSchema["scope"], prefix: string): (ref: string) => string | undefined {
  const names = Object.keys(scope);
  return (ref) => {
    const index = ref.startsWith(COMPONENTS) ? names.indexOf(ref.slice(COMPONENTS.length)) : -1;
    return index < 0 ? undefined : `${prefix}${index}`;
  };
}

/** The errors of a program, by the line where they begin. */
function errorsIn(text: string): ReadonlyMap<number, Unassignable> {
  const project = new TypeScriptProject({
    useInMemoryFileSystem: true,
    compilerOptions: { strict: true, noEmit: true, types: [], lib: ["lib.es5.d.ts"] },
  });
  const file = project.createSourceFile("/compare.ts", text);
  const source = file.compilerNode;
  const errors = new Map<number, Unassignable>();
  for (const { start = 0, code } of project.getProgram().compilerObject.getSemanticDiagnostics(source))
    errors.set(source.getLineAndCharacterOfPosition(start).line, { isWeak: code === WEAK });
  return errors;
}
