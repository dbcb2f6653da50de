// Finds files that are meant as routes, but are not named `route.ts`.
import path from "node:path";
import { editsBetween } from "../did-you-mean.ts";
import type { Place } from "../model.ts";
import { fileStart } from "../place.ts";
import { isHandler } from "../syntax/export-facts.ts";
import type { Sources } from "../syntax/source.ts";

/** A file that is meant as a route. */
export interface StrayRoute {
  readonly file: string;
  /** Where it exports its first handler; the beginning of the file if it is only named almost like a route. */
  readonly place: Place;
  readonly message: string;
  readonly hint: string;
}

/** Names of files that usually hold what their folder is about. */
const WHOLE_FOLDER: ReadonlySet<string> = new Set([
  "default",
  "handler",
  "handlers",
  "index",
  "main",
  "mod",
  "page",
  "server",
  "socket",
  "websocket",
  "ws",
]);

/**
 * The files that are meant as routes.
 *
 * @param files scripts below the folder of the routes, in folders without a route, relative to the project
 * @param routes the folder of the routes
 */
export function strayRoutes(
  sources: Sources,
  files: readonly string[],
  routes: string,
): readonly StrayRoute[] {
  return files.flatMap((file) => {
    const source = sources.get(file);
    if (source === undefined) return [];
    const ending = path.posix.extname(file);
    const handler = source.exports.find(({ name, isType }) => isHandler(name) && !isType);
    if (handler === undefined && !isNearRoute(path.posix.basename(file, ending))) return [];
    const exported = handler === undefined ? "" : ` exports \`${handler.name}\`, but it`;
    return [
      {
        file,
        place: handler === undefined ? fileStart(file) : source.placeOf(handler.range),
        message: `${file}${exported} is not a route, because it is not named \`route${ending}\``,
        hint: hintFor(file, ending, routes),
      },
    ];
  });
}

/** Whether a name is `route` with a wrong letter, or in another case. A router is something else. */
function isNearRoute(name: string): boolean {
  return name !== "router" && editsBetween(name.toLowerCase(), "route") <= 1;
}

function hintFor(file: string, ending: string, routes: string): string {
  const folder = path.posix.dirname(file);
  const [name = ""] = path.posix.basename(file, ending).split(".");
  const own = path.posix.join(folder, `route${ending}`);
  const below = path.posix.join(folder, name, `route${ending}`);
  const word = name.toLowerCase();
  if (isNearRoute(name) || WHOLE_FOLDER.has(word) || word === path.posix.basename(folder).toLowerCase())
    return `Rename it to ${own}.`;
  return folder === routes ? `Move it to ${below}.` : `Rename it to ${own}, or move it to ${below}.`;
}
