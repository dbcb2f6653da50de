// Finds the handler that the name of an export was meant for.
import { GUARD, HANDLERS } from "../../runtime/facts.ts";
import { didYouMean, editsBetween } from "../did-you-mean.ts";
import { isCalledIn, isHandler } from "../syntax/export-facts.ts";
import type { ExportFact, ExportForm, Route, RouteFacts } from "../model.ts";
import { handlerOfAlias, isGuardAlias, remedyForUnheard } from "./foreign-handlers.ts";
import type { ExportsSubject } from "./rule.ts";

/** The handler that a name was meant for: in another case, or with a few wrong letters. Ordinary words do not count. */
function meantBy(name: string): string | undefined {
  const alias = handlerOfAlias(name);
  if (alias !== undefined) return alias;
  // `onPing` is not a mistyped `onOpen` or the like: other APIs have it.
  if (remedyForUnheard(name) !== undefined) return undefined;
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

/** Whether a name in a guard's file was meant for `guard`. `guardAdmin` is another word. */
export function isMeantAsGuard(name: string): boolean {
  const plain = name.normalize("NFKC").replaceAll("_", "").toLowerCase();
  return isGuardAlias(plain) || handlerOfAlias(name) === "upgrade" || editsBetween(plain, GUARD) <= 1;
}

/** The function that a name was meant for, in a route or in a guard. */
function meantIn(route: Route, name: string): string | undefined {
  if (route.isGuard !== true) return meantBy(name);
  return name === "upgrade" || isMeantAsGuard(name) ? GUARD : undefined;
}

/** What to do instead of a function that only other APIs have, or that only routes have. */
function remedyIn(route: Route, name: string): string | undefined {
  if (route.isGuard !== true) return remedyForUnheard(name);
  return isHandler(name) && name !== "upgrade" ? "Handlers are exports of a `route.ts`." : undefined;
}

/** The forms of an export that is a function, or may be one. */
const MAY_BE_CALLED: ReadonlySet<ExportForm> = new Set(["function", "generator", "elsewhere", "dynamic"]);

/** An export that is named almost like a handler. */
export interface NearHandler {
  readonly fact: ExportFact;
  readonly meant: string;
}

/** The exports that are functions and named almost like a handler. */
export function nearHandlers({ route, exports, uncallable }: ExportsSubject): readonly NearHandler[] {
  return exports.flatMap((fact) => {
    const { name, form, star } = fact;
    if (isCalledIn(route, name) || !MAY_BE_CALLED.has(form) || uncallable.has(name)) return [];
    // A star may bring a helper of this name.
    if (name === GUARD && star === true) return [];
    const meant = meantIn(route, name);
    return meant === undefined ? [] : [{ fact, meant }];
  });
}

/** An export that is named like a handler which only other WebSocket APIs have. */
export interface UnheardHandler {
  readonly fact: ExportFact;
  readonly remedy: string;
}

/** The exports that are functions and named like a handler which only other WebSocket APIs have. */
export function unheardHandlers({ route, exports, uncallable }: ExportsSubject): readonly UnheardHandler[] {
  return exports.flatMap((fact) => {
    const remedy = remedyIn(route, fact.name);
    return remedy === undefined || !MAY_BE_CALLED.has(fact.form) || uncallable.has(fact.name)
      ? []
      : [{ fact, remedy }];
  });
}

/** The exports that are named almost like a handler, and of which only TypeScript knows whether they can be called. */
export function nearNames({ route, exports }: RouteFacts): readonly string[] {
  return exports
    .filter(
      ({ name, form }) =>
        form === "elsewhere" &&
        !isCalledIn(route, name) &&
        (meantIn(route, name) ?? remedyIn(route, name)) !== undefined,
    )
    .map(({ name }) => name);
}
