// Finds imports that keep a page's TypeScript from finding the types of the messages.
import path from "node:path";
import type { Diagnostic, Project } from "./model.ts";
import { relativeTo } from "./place.ts";
import { clientAlias } from "./rules/build/client-alias.ts";
import { report } from "./rules/rule.ts";
import { relativeTarget } from "./syntax/modules.ts";
import { specifierPlace } from "./syntax/places.ts";
import type { Sources } from "./syntax/source.ts";
import { indexOf } from "./syntax/indexed.ts";
import { aliasesOf, chainOf, isAlias, nearestTsconfig } from "./syntax/tsconfigs.ts";

/**
 * Checks the files in which the types of messages are declared. A page reads them, and all that they import, with its own
 * tsconfig: an alias of the server does not exist there, so the type becomes `any`.
 *
 * @param client absolute path of the client
 * @param declaring the files that the client names, relative to the project
 */
export function checkClientImports(
  project: Project,
  client: string,
  declaring: readonly string[],
  sources: Sources,
): readonly Diagnostic[] {
  const server = nearestTsconfig(project.root);
  const page = nearestTsconfig(path.dirname(client));
  if (server === null || server === page) return [];
  const known = page === null ? [] : aliasesOf(chainOf(page));
  const aliases = aliasesOf(chainOf(server)).filter((alias) => !known.includes(alias));
  if (aliases.length === 0) return [];
  const diagnostics: Diagnostic[] = [];
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const specifier of importsOf(sources, file)) {
      const next = relativeTarget(sources, file, specifier);
      if (next.kind === "file") visit(next.file);
      if (!aliases.some((alias) => isAlias(alias, specifier))) continue;
      const reader = page === null ? "The page" : relativeTo(project, page);
      const message = `\`${specifier}\` is an alias that only the server has, so a page that uses the client cannot resolve it`;
      const hint = `Import it by its path, or give ${reader} the same \`paths\`.`;
      diagnostics.push(report(clientAlias, specifierPlace(sources, file, specifier), message, { hint }));
    }
  };
  for (const file of declaring) visit(file);
  return diagnostics;
}

/** The imports of a file, of values and of types. */
function importsOf(sources: Sources, file: string): readonly string[] {
  const source = sources.get(file);
  if (source === undefined || source.failure !== null) return [];
  const index = indexOf(source.program);
  const literals = [
    ...index.of("ImportDeclaration"),
    ...index.of("ExportNamedDeclaration"),
    ...index.of("ExportAllDeclaration"),
    ...index.of("ImportExpression"),
    ...index.of("TSImportType"),
  ].map((node) => node.source);
  return literals.flatMap((literal) =>
    literal?.type === "Literal" && typeof literal.value === "string" ? [literal.value] : [],
  );
}
