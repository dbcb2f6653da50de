// Finds the handler that the name of an export was meant for.
import { HANDLERS } from "../../runtime/facts.ts";
import { didYouMean, editsBetween } from "../did-you-mean.ts";
import { isHandler } from "../syntax/export-facts.ts";
import type { ExportFact, ExportForm, RouteFacts } from "../model.ts";
import { handlerOfAlias, remedyForUnheard } from "./foreign-handlers.ts";
import type { ExportsSubject } from "./rule.ts";

/** The handler that a name was meant for: in another case, or with a few wrong letters. Ordinary words do not count. */
function meantBy(name: string): string | undefined {
  const alias = handlerOfAlias(name);
  if (alias !== undefined) return alias;
  // `upgraded`, `upgradeUser` and `onOpenAI` are other words.
  if (/^upgrade\p{L}/iu.test(name) || HANDLERS.some((handler) => goesOn(name, handler))) return undefined;
  if (/^(?:on|up)/i.test(name)) return didYouMean(name, HANDLERS);
  // The beginning may have a wrong or a similar letter. `noMessage` is two words, so it does not count.
  if (/^(?:in|no|un)\p{Lu}/u.test(name)) return undefined;
  return HANDLERS.find((handler) => editsBetween(name.normalize("NFKC"), handler) <= 1);
}

/** Whether another word follows. */
function goesOn(name: string, handler: string): boolean {
  return name.startsWith(handler) && /^\p{Lu}/u.test(name.slice(handler.length));
}

/** The forms of an export that is a function, or may be one. */
const MAY_BE_CALLED: ReadonlySet<ExportForm> = new Set(["function", "generator", "elsewhere", "dynamic"]);

/** An export that is named almost like a handler. */
export interface NearHandler {
  readonly fact: ExportFact;
  readonly meant: string;
}

/** The exports that are functions and named almost like a handler. */
export function nearHandlers({ exports, uncallable }: ExportsSubject): readonly NearHandler[] {
  return exports.flatMap((fact) => {
    const { name, form } = fact;
    if (isHandler(name) || !MAY_BE_CALLED.has(form) || uncallable.has(name)) return [];
    const meant = meantBy(name);
    return meant === undefined ? [] : [{ fact, meant }];
  });
}

/** An export that is named like a handler which only other WebSocket APIs have. */
export interface UnheardHandler {
  readonly fact: ExportFact;
  readonly remedy: string;
}

/** The exports that are functions and named like a handler which only other WebSocket APIs have. */
export function unheardHandlers({ exports, uncallable }: ExportsSubject): readonly UnheardHandler[] {
  return exports.flatMap((fact) => {
    const remedy = remedyForUnheard(fact.name);
    return remedy === undefined || !MAY_BE_CALLED.has(fact.form) || uncallable.has(fact.name)
      ? []
      : [{ fact, remedy }];
  });
}

/** The exports that are named almost like a handler, and of which only TypeScript knows whether they can be called. */
export function nearNames({ exports }: RouteFacts): readonly string[] {
  return exports
    .filter(
      ({ name, form }) =>
        form === "elsewhere" && !isHandler(name) && (meantBy(name) ?? remedyForUnheard(name)) !== undefined,
    )
    .map(({ name }) => name);
}
