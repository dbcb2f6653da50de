// Routes in, the typed client for browsers out, where the option `client` asks for one.
import path from "node:path";
import { openSyntax } from "./configure.ts";
import { emitClient } from "./emit/client.ts";
import { diagnostic } from "./diagnostics/diagnostic.ts";
import type { Client, Diagnostic, Graph, Project, Route, Settings } from "./model.ts";
import { relativeTo } from "./project.ts";

/** The client of a project without errors; `null` where none is wanted. */
export async function clientOf(
  project: Project,
  routes: readonly Route[],
  { client }: Settings,
): Promise<Client | null> {
  if (client === null) return null;
  const file = path.resolve(project.root, client);
  const typed = routes.filter(({ file: source, text }) => mayExportTypes(source, text));
  const syntax = typed.length === 0 ? null : await openSyntax(project, new Map());
  const described = routes.map((route) => {
    const messages = typed.includes(route) ? (syntax?.messagesOf(route.file) ?? []) : [];
    return {
      path: route.path,
      segments: route.segments,
      messages: messages.map(({ type, name, file: source }) => ({
        type,
        name,
        specifier: specifierOf(path.dirname(file), path.join(project.root, source)),
      })),
    };
  });
  return { file, text: emitClient(described), sources: syntax?.read() ?? [] };
}

/** A route cannot import what is written from the routes: it would always be that of the build before. */
export async function checkClient(
  project: Project,
  { client }: Settings,
  { imports }: Graph,
): Promise<readonly Diagnostic[]> {
  if (client === null) return [];
  const written = relativeTo(project, path.resolve(project.root, client));
  const mentions = [...imports].flatMap(([importer, targets]) =>
    [...targets].flatMap(([specifier, target]) => (target === written ? [{ importer, specifier }] : [])),
  );
  if (mentions.length === 0) return [];
  const syntax = await openSyntax(project, imports);
  return mentions.map(({ importer, specifier }) =>
    diagnostic(
      "BBX4008",
      syntax.specifierPlace(importer, specifier),
      `${importer} imports the client ${written}, which is written from the routes`,
    ),
  );
}

/** Asking the syntax takes 0.3 s, and most routes do not mention a message's type. */
function mayExportTypes(file: string, text: string): boolean {
  return /\.[cm]?tsx?$/.test(file) && /\b(?:Incoming|Outgoing)\b|\bexport\s+(?:type\s+)?\*/.test(text);
}

/** TypeScript finds `route.ts` as `route.js` with every setting of `moduleResolution`, and as `route.ts` with few. */
function specifierOf(folder: string, file: string): string {
  const relative = path
    .relative(folder, file)
    .split(path.sep)
    .join("/")
    .replace(/\.(m?)tsx?$/, ".$1js");
  return relative.startsWith("../") ? relative : `./${relative}`;
}
