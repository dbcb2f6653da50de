// Formats routes as the table of `bunbox routes`.
import type { RouteInfo } from "../../runtime/route.ts";

/** One row per route: path, topic, handlers, its guards if there are any, file. A dynamic route's topic is its concrete path. */
export function formatTable(routes: readonly RouteInfo[]): string {
  const guarded = routes.some(({ guards = [] }) => guards.length > 0);
  const rows = [
    ["PATH", "TOPIC", "HANDLERS", ...(guarded ? ["GUARDS"] : []), "FILE"],
    ...routes.map(({ path, topic, handlers, guards = [], file }) => [
      path,
      topic ?? "(its path)",
      handlers.join(" "),
      ...(guarded ? [guards.join(" ")] : []),
      file,
    ]),
  ];
  const widths = rows[0]
    ?.slice(0, -1)
    .map((_, column) => column)
    .map((column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths?.[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join("");
}
