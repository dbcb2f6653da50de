// Writes the route table: one object per route, or columns if there are many.
import { HANDLERS, type PlannedRoute } from "../model.ts";
import { indent } from "./nodes.ts";
import { literal, quote } from "./quote.ts";

/** More routes than this are written in columns, and matched by Maps: JavaScriptCore does not optimize a function that holds more. */
export const MOST_IN_CODE = 64;

/** Lines of the entry. */
export interface TableText {
  readonly imports: readonly string[];
  readonly text: string;
}

/** Rows are objects if an export may change, or is a setting, which few routes have. */
export function emitTable(routes: readonly PlannedRoute[]): TableText {
  const isPlain = routes.every(({ live, settings }) => live.length + settings.length === 0);
  if (routes.length <= MOST_IN_CODE || !isPlain)
    return { imports: [], text: ["[", ...indent(routes.flatMap(emitRow)), "]"].join("\n") };
  const columns = [
    `${literal(routes.map(({ path }) => path))},`,
    `${literal(routes.map(({ file }) => file))},`,
    `${literal(routes.map(({ topic }) => topic))},`,
    `${literal(routes.map(({ params }) => params.join("/")))},`,
    "{",
    ...indent(HANDLERS.flatMap((name) => emitColumn(name, routes))),
    "},",
  ];
  return {
    imports: ['import { rowsOf } from "bunbox:rows";'],
    text: ["rowsOf(", ...indent(columns), ")"].join("\n"),
  };
}

function emitColumn(name: (typeof HANDLERS)[number], routes: readonly PlannedRoute[]): readonly string[] {
  const rows = routes.flatMap(({ handlers }, index) => (handlers.includes(name) ? [index] : []));
  if (rows.length === 0) return [];
  // One line per handler, because esbuild repeats the line in its warning of each that does not exist.
  return [`${name}: [${literal(rows)}, [`, ...indent(rows.map((index) => `route${index}.${name},`)), "]],"];
}

/** A route of the table, one line per handler and setting. */
export function emitRow(
  { path, file, topic, params, handlers, settings, live }: PlannedRoute,
  index: number,
): readonly string[] {
  const info = [
    `path: ${quote(path)}`,
    `file: ${quote(file)}`,
    `topic: ${literal(topic)}`,
    `params: ${literal(params)}`,
  ];
  const names = [...handlers, ...settings];
  if (names.length === 0) return [`{ ${info.join(", ")} },`];
  return [
    `{ ${info.join(", ")},`,
    ...indent(
      names.map((name) => {
        const value = `route${index}.${name}`;
        return live.includes(name) ? `get ${name}() { return ${value}; },` : `${name}: ${value},`;
      }),
    ),
    "},",
  ];
}
