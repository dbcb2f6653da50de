// Formats routes as the table of `bunbox routes`.
import type { RouteInfo } from "../../runtime/route.ts";

/** One row per route: path, topic, handlers, file. A dynamic route's topic is its concrete path. */
export function formatTable(routes: readonly RouteInfo[]): string {
  const rows = [
    ["PATH", "TOPIC", "HANDLERS", "FILE"],
    ...routes.map(({ path, topic, handlers, file }) => [
      path,
      topic ?? "(its path)",
      handlers.join(" "),
      file,
    ]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join("");
}
