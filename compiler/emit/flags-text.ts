// Writes the parts of the entry for the flags of routes: `ordered` and `subscribe`.
import type { FlagName } from "../../runtime/facts.ts";
import type { ServerPlan } from "../model.ts";
import { literal } from "./quote.ts";

/** Lines of the entry, and how its parts go through the flags. */
export interface FlagsText {
  readonly imports: readonly string[];
  /** The rows, whose messages are in order. */
  readonly ordered: (text: string) => string;
  /** Declares the rows and refers to them, if they are needed again. */
  readonly declare: (rows: string) => { readonly lines: readonly string[]; readonly rows: string };
  readonly table: (text: string) => string;
  readonly app: (text: string) => string;
}

/** Without a flag, no line is added and each part stays as it is. */
export function emitFlags({ routes }: ServerPlan): FlagsText {
  const having = (flag: FlagName): readonly number[] =>
    routes.flatMap(({ flags }, place) => (flags.includes(flag) ? [place] : []));
  const ordered = having("ordered");
  const later = having("subscribe");
  const joinsLater = later.length > 0;
  return {
    imports: [
      ...(ordered.length === 0 ? [] : ['import { orderMessages } from "bunbox:ordered";']),
      ...(joinsLater ? ['import { describedBy, joinLater } from "bunbox:join-later";'] : []),
    ],
    ordered: (text) => (ordered.length === 0 ? text : `orderMessages(${literal(ordered)}, ${text})`),
    declare: (rows) =>
      joinsLater ? { lines: [`const rows = ${rows};`], rows: "rows" } : { lines: [], rows },
    table: (text) => (joinsLater ? `joinLater(${literal(later)}, rows, ${text})` : text),
    app: (text) => (joinsLater ? `describedBy(rows, ${text})` : text),
  };
}
