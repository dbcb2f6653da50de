// Writes the part of the entry that runs guards, if the project has any.
import type { PlannedGuard, PlannedRoute, ServerPlan } from "../model.ts";
import { indent } from "./nodes.ts";
import { literal, quote } from "./quote.ts";

/** Lines of the entry, and how its parts go through the guards. */
export interface GuardsText {
  readonly imports: readonly string[];
  /** Imports of the user's modules. */
  readonly modules: readonly string[];
  readonly declaration: readonly string[];
  readonly table: (text: string) => string;
  /** The app, whose metrics count what guards return. */
  readonly counted: (text: string) => string;
  /** The app around all other parts, which list the routes without their guards. */
  readonly named: (text: string) => string;
}

const NONE: GuardsText = {
  imports: [],
  modules: [],
  declaration: [],
  table: (text) => text,
  counted: (text) => text,
  named: (text) => text,
};

/**
 * Without guards, no line is added and each part stays as it is.
 *
 * @param counted whether the metrics count refusals
 */
export function emitGuards({ guards, routes, limits }: ServerPlan, counted: boolean): GuardsText {
  if (guards.length === 0) return NONE;
  const time = limits === null ? [] : [literal(limits.upgradeTimeout)];
  return {
    imports: [
      'import { guardRoutes, namingGuards } from "bunbox:guards/guard-routes";',
      ...(counted ? ['import { countingGuards } from "bunbox:guards/counting-guards";'] : []),
    ],
    modules: guards.map(({ file }, index) => `import * as guard${index} from ${quote(`./${file}`)};`),
    declaration: [
      "const guards = [",
      ...indent(guards.map(emitGuard)),
      "];",
      "const guarded = new Map([",
      ...indent(routes.filter(({ guardedBy }) => guardedBy.length > 0).map(emitGuarded)),
      "]);",
    ],
    table: (text) => `guardRoutes(${[text, "guarded", "bunboxIsMain", ...time].join(", ")})`,
    counted: (text) => (counted ? `countingGuards(${text})` : text),
    named: (text) => `namingGuards(${text}, guarded)`,
  };
}

function emitGuard({ file, live }: PlannedGuard, index: number): string {
  const value = `guard${index}.guard`;
  return `{ file: ${quote(file)}, ${live ? `get guard() { return ${value}; }` : `guard: ${value}`} },`;
}

function emitGuarded({ path, handlers, guardedBy }: PlannedRoute): string {
  const guards = guardedBy.map((index) => `guards[${index}]`).join(", ");
  return `[${quote(path)}, { guards: [${guards}], handlers: ${literal(handlers)} }],`;
}
