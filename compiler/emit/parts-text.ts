// Writes the parts of an app that its routes decide about: what finds their contexts, and what calls their handlers.
import { EVENTS, type HandlerName } from "../../runtime/facts.ts";
import type { ServerPlan } from "../model.ts";
import { quote } from "./quote.ts";

/** Imports of the entry, and the expressions that they are for. */
export interface PartsText {
  readonly imports: readonly string[];
  /** What finds the context of a path. */
  readonly contexts: string;
  /** What decides about a handshake. */
  readonly decide: string;
  /** The callbacks of the sockets. */
  readonly connections: string;
  /** Further parts of the app. */
  readonly parts: readonly string[];
}

/** Code that no route needs is not in the output. */
export function emitParts(plan: ServerPlan): PartsText {
  const { routes, guards, pubsub, workers, base } = plan;
  const has = (name: HandlerName): boolean => routes.some(({ handlers }) => handlers.includes(name));
  // Guards, and what waits for a topic on other servers, are an `upgrade` to the runtime.
  const decides = has("upgrade") || guards.length > 0 || pubsub !== null || workers !== null;
  // A route that joins its topic later gets an `onOpen` that leaves it.
  const opens = has("onOpen") || routes.some(({ flags }) => flags.includes("subscribe"));
  const isDynamic = routes.some(({ topic }) => topic === null);
  const layers = [
    { call: "withClose", file: "on-close", isNeeded: opens || has("onClose") },
    { call: "withOpen", file: "on-open", isNeeded: opens },
  ].filter(({ isNeeded }) => isNeeded);
  const events = Object.entries(EVENTS).filter(([, name]) => has(name));
  return {
    imports: [
      decides
        ? 'import { decideHandshake } from "bunbox:upgrade";'
        : 'import { acceptAll } from "bunbox:accept";',
      'import { createConnections } from "bunbox:connection";',
      isDynamic
        ? 'import { pathContexts } from "bunbox:path-contexts";'
        : 'import { staticContexts } from "bunbox:contexts";',
      ...layers.map(({ call, file }) => `import { ${call} } from "bunbox:${file}";`),
      ...(events.length > 0 ? ['import { withEvent } from "bunbox:on-event";'] : []),
      ...(plan.sure ? [] : ['import { faultsOf } from "bunbox:handlers";']),
    ],
    contexts: isDynamic ? `pathContexts(${["match", ...topicOf(base)].join(", ")})` : "staticContexts(match)",
    decide: decides ? "decideHandshake" : "acceptAll",
    connections: events.reduce(
      (inner, [event, name]) => `withEvent(${inner}, ${quote(event)}, ${quote(name)})`,
      layers.reduce((inner, { call }) => `${call}(${inner})`, "createConnections(contexts)"),
    ),
    parts: plan.sure ? [] : ["faults: table.flatMap(faultsOf)"],
  };
}

/** The topic of a dynamic route begins with `/ws` whatever the base is, so that it is the same wherever a route is served. */
function topicOf(base: string): readonly string[] {
  if (base === "/ws") return [];
  const below = base === "/" ? 'path === "/" ? "" : path' : `path.slice(${base.length})`;
  return [`(path) => "/ws" + (${below})`];
}
