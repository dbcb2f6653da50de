// Builds the route table of many routes from its columns: the engine reads a list of constants faster than as many objects.
import type { HandlerName } from "./facts.ts";
import type { RouteEntry } from "./route.ts";

/** Which rows have a handler, and the handler of each. */
export type HandlerColumn = readonly [rows: readonly number[], values: readonly unknown[]];

/**
 * The rows.
 *
 * @param params the names of each row's parameters, with a slash between them
 */
export function rowsOf(
  paths: readonly string[],
  files: readonly string[],
  topics: readonly (string | null)[],
  params: readonly string[],
  handlers: Readonly<Partial<Record<HandlerName, HandlerColumn>>>,
): readonly RouteEntry[] {
  const table = paths.map((path, row): RouteEntry => {
    const names = params[row];
    return {
      path,
      file: files[row] ?? "",
      topic: topics[row] ?? null,
      params: names ? names.split("/") : [],
    };
  });
  for (const [name, [rows, values]] of Object.entries(handlers)) {
    for (const [place, row] of rows.entries()) Reflect.set(table[row] ?? {}, name, values[place]);
  }
  return table;
}
