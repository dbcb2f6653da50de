// Routes in, the typed client for browsers out, where the option `client` asks for one.
import path from "node:path";
import { openSyntax } from "./configure.ts";
import { emitClient } from "./emit/client.ts";
import { type Client, type Graph, MESSAGE_TYPES, type Project, type Route, type Settings } from "./model.ts";

/** The client of a project without errors; `null` where none is wanted. */
export async function clientOf(
  project: Project,
  routes: readonly Route[],
  { client }: Settings,
  { imports }: Graph,
): Promise<Client | null> {
  if (client === null) return null;
  const file = path.resolve(project.root, client);
  const typed = routes.filter(({ file: source, text }) => mayExportTypes(source, text));
  const syntax = typed.length === 0 ? null : await openSyntax(project, imports);
  const described = routes.map((route) => {
    const exports = typed.includes(route) ? (syntax?.factsOf(route, []).exports ?? []) : [];
    const types = MESSAGE_TYPES.filter((name) =>
      exports.some((each) => each.name === name && each.form === "type"),
    );
    const specifier = specifierOf(path.dirname(file), path.join(project.root, route.file));
    return { path: route.path, segments: route.segments, specifier, types };
  });
  return { file, text: emitClient(described) };
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
