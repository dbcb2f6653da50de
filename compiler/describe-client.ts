// Describes the routes for the typed client, if the option `client` asks for one.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { checkClientImports } from "./client-imports.ts";
import { emitClient } from "./emit/client-module.ts";
import {
  type Client,
  MESSAGE_TYPES,
  type Outcome,
  type Project,
  type Route,
  type Settings,
} from "./model.ts";
import { exportsNamed, starsOf } from "./syntax/exports.ts";
import { isTypeScript, type Source, type Sources } from "./syntax/source.ts";
import { specifierFrom } from "./place.ts";

/** The code that is the same for all routes, in its order. */
const CODE = ["connect.ts", "reconnect.ts"];

/** Describes the client of a project without errors, and reports imports that a page cannot resolve; `null` if none is wanted. */
export async function describeClient(
  project: Project,
  routes: readonly Route[],
  { client }: Settings,
  sources: Sources,
): Promise<Outcome<Client | null>> {
  if (client === null) return { value: null, diagnostics: [] };
  const file = path.resolve(project.root, client);
  const typed = routes.filter((route) => mayExportTypes(sources.get(route.file)));
  const types =
    typed.length === 0 ? null : (await import("./contract/message-types.ts")).openMessageTypes(project);
  const declaring = new Set<string>();
  const described = routes.map((route) => {
    const messages = typed.includes(route) ? (types?.of(route.file) ?? []) : [];
    for (const message of messages) declaring.add(message.file);
    return {
      path: route.path,
      segments: route.segments,
      messages: messages.map(({ type, isSchema, name, file: source }) => ({
        type,
        isSchema,
        name,
        specifier: specifierOf(path.dirname(file), path.join(project.root, source)),
      })),
    };
  });
  // They are beside the runtime, in the sources and in the built package.
  const folder = path.join(project.runtime, "../client");
  const code = await Promise.all(CODE.map((name) => readFile(path.join(folder, name), "utf8")));
  return {
    value: { file, text: emitClient(described, code), sources: types?.read() ?? [] },
    diagnostics: checkClientImports(project, file, [...declaring], sources),
  };
}

/** Whether a route exports a type of its messages, or a `*` may bring one. Loading ts-morph takes 0.3 s. */
function mayExportTypes(source: Source | undefined): boolean {
  if (source === undefined || !isTypeScript(source.file)) return false;
  const names = ["incoming", ...MESSAGE_TYPES];
  return starsOf(source).length > 0 || names.some((name) => exportsNamed(source, name).length > 0);
}

/** The specifier of a file. TypeScript resolves `route.js` to `route.ts` with every `moduleResolution`, but `route.ts` with few. */
function specifierOf(folder: string, file: string): string {
  return specifierFrom(folder, file).replace(/\.(m?)tsx?$/, ".$1js");
}
