// Turns the plan into the text of `match`: one switch for the static paths, nested ones for the dynamic; Maps for many routes.
import type { ServerPlan } from "../model.ts";
import { emitMatchOfMany } from "./match-of-many.ts";
import { emitLevel, emitRoot, indent } from "./nodes.ts";
import { quote } from "./quote.ts";
import { MOST_IN_CODE } from "./table-text.ts";

/** Writes the function `match(path)`, which takes a canonical path and returns a row of the table or `undefined`. */
export function emitMatch(plan: ServerPlan): readonly string[] {
  return plan.routes.length > MOST_IN_CODE ? emitMatchOfMany(plan) : emitSwitch(plan);
}

/** Writes `match` for few routes: a switch over the static paths, and nested code for the others. */
export function emitSwitch({ statics, tree, routes }: ServerPlan): readonly string[] {
  const dynamic = routes.some(({ topic }) => topic === null);
  return [
    "function match(path) {",
    ...indent([
      ...emitStatics(statics),
      ...emitRoot(tree, rowOf, "undefined"),
      ...(dynamic ? ["const end = path.length;", ...emitLevel(tree, 0, rowOf)] : []),
    ]),
    "}",
  ];
}

function emitStatics(statics: ServerPlan["statics"]): readonly string[] {
  if (statics.length === 0) return [];
  return [
    "switch (path) {",
    ...indent(
      statics.flatMap(([path, index]) => [`case ${quote(path)}:`, ...indent([`return ${rowOf(index)};`])]),
    ),
    "}",
  ];
}

function rowOf(index: number): string {
  return `table[${index}]`;
}
