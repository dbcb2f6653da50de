// Describes the routes for the typed client, if the option `client` asks for one.
import path from "node:path";
import { checkClientImports } from "./client-imports.ts";
import { emitClient } from "./emit/client.ts";
import { diagnostic } from "./diagnostics/diagnostic.ts";
import {
  type Client,
  type Diagnostic,
  type Graph,
  MESSAGE_TYPES,
  type Outcome,
  type Project,
  type Route,
  type Settings,
} from "./model.ts";
import { relativeTo } from "./project.ts";
import { exportsNamed, starsOf } from "./syntax/exports.ts";
import { specifierPlace } from "./syntax/places.ts";
import type { Source, Sources } from "./syntax/source.ts";

/** The client of a project without errors, and what a page could not read of it; `null` if none is wanted. */
export async function clientOf(
  project: Project,
  routes: readonly Route[],
  { client }: Settings,
  sources: Sources,
): Promise<Outcome<Client | null>> {
  if (client === null) return { value: null, diagnostics: [] };
  const file = path.resolve(project.root, client);
  const typed = routes.filter((route) => mayExportTypes(sources.get(route.file)));
  const types = typed.length === 0 ? null : (await import("./message-types.ts")).openMessageTypes(project);
  const declaring = new Set<string>();
  const described = routes.map((route) => {
    const messages = typed.includes(route) ? (types?.of(route.file) ?? []) : [];
    for (const message of messages) declaring.add(message.file);
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
  return {
    value: { file, text: emitClient(described), sources: types?.read() ?? [] },
    diagnostics: checkClientImports(project, file, [...declaring], sources),
  };
}

/** A route cannot import what is written from the routes: it would always be that of the build before. */
export function checkClient(
  project: Project,
  { client }: Settings,
  { imports }: Graph,
  sources: Sources,
): readonly Diagnostic[] {
  if (client === null) return [];
  const written = relativeTo(project, path.resolve(project.root, client));
  const mentions = [...imports].flatMap(([importer, targets]) =>
    [...targets].flatMap(([specifier, target]) => (target === written ? [{ importer, specifier }] : [])),
  );
  return mentions.map(({ importer, specifier }) =>
    diagnostic(
      "BBX4008",
      specifierPlace(sources, importer, specifier),
      `${importer} imports the client ${written}, which is written from the routes`,
    ),
  );
}

/** Whether a route exports a type of its messages, or a `*` may bring one: loading ts-morph takes 0.3 s. */
function mayExportTypes(source: Source | undefined): boolean {
  if (source === undefined || !/\.[cm]?tsx?$/.test(source.file)) return false;
  return starsOf(source).length > 0 || MESSAGE_TYPES.some((type) => exportsNamed(source, type).length > 0);
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
