// Lists the guards of routes.
import type { Route } from "./model.ts";

/** The guards of these routes, each once, in the order of their files. */
export function guardsOf(routes: readonly Route[]): readonly Route[] {
  const guards = new Set(routes.flatMap((route) => route.guards));
  return [...guards].toSorted((a, b) => (a.file < b.file ? -1 : 1));
}
