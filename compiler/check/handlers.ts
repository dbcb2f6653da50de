// Reports how the handlers of a route are named and exported, where that is wrong.
import { diagnostic, fileStart } from "../diagnostics/diagnostic.ts";
import { didYouMean, editsBetween } from "../diagnostics/did-you-mean.ts";
import { type Diagnostic, type ExportFact, type ExportForm, HANDLERS, type RouteFacts } from "../model.ts";
import { handlerOfAlias, remedyForUnheard } from "./foreign-handlers.ts";
import { generatorAt, relatedTo } from "./signatures.ts";

/** The handler that a name was meant for: in any case, or some letters off; ordinary words are left alone. */
function meantBy(name: string): string | undefined {
  const alias = handlerOfAlias(name);
  if (alias !== undefined) return alias;
  // `upgraded`, `upgradeUser` and `onOpenAI` are other words.
  if (/^upgrade\p{L}/iu.test(name) || HANDLERS.some((handler) => goesOn(name, handler))) return undefined;
  if (/^(?:on|up)/i.test(name)) return didYouMean(name, HANDLERS);
  // A beginning that is off by a letter, or by one that only looks like it: not `noMessage`, which is two words.
  if (/^(?:in|no|un)\p{Lu}/u.test(name)) return undefined;
  return HANDLERS.find((handler) => editsBetween(name.normalize("NFKC"), handler) <= 1);
}

/** Whether another word follows. */
function goesOn(name: string, handler: string): boolean {
  return name.startsWith(handler) && /^\p{Lu}/u.test(name.slice(handler.length));
}

/** The exports that nearly are handlers, and of which only TypeScript knows whether they can be called. */
export function nearNames({ exports }: RouteFacts): readonly string[] {
  return exports.filter(({ name, form }) => form === "elsewhere" && isNear(name)).map(({ name }) => name);
}

function isNear(name: string): boolean {
  if (name === "default" || isHandler(name)) return false;
  return meantBy(name) !== undefined || remedyForUnheard(name) !== undefined;
}

/**
 * Everything that is wrong with the names and forms of a route's exports.
 *
 * @param uncallable names that nearly are a handler's, and whose values cannot be called
 */
export function checkHandlers(
  { route, names, exports, unexported }: RouteFacts,
  uncallable: ReadonlySet<string>,
): readonly Diagnostic[] {
  const facts = new Map(exports.map((fact) => [fact.name, fact]));
  const present = names.filter(isHandler);
  const diagnostics = [
    ...exports.filter(({ name }) => isHandler(name)).flatMap((fact) => checkForm(fact, present)),
    ...exports
      .filter(({ name, form }) => isNear(name) && MAY_BE_CALLED.has(form) && !uncallable.has(name))
      .flatMap((fact) => checkName(fact, present)),
    ...checkStars(exports),
    ...checkDefault(facts.get("default"), present),
    ...unexported.filter(({ name }) => !names.includes(name)).map((fact) => checkUnexported(fact, present)),
  ];
  if (present.length > 0 || diagnostics.some(({ severity }) => severity === "error")) return diagnostics;
  const message = `${route.file} exports none of ${HANDLERS.join(", ")}`;
  const commonjs = exports.length === 0 && names.includes("default");
  const hint = commonjs
    ? "A route is an ES module: write `export function onMessage(…)` in place of `module.exports`."
    : "Export `onMessage`, or remove the file.";
  return [...diagnostics, diagnostic("BBX2001", fileStart(route.file), message, { hint })];
}

function isHandler(name: string): boolean {
  return HANDLERS.some((handler) => handler === name);
}

/** The forms of an export that is a function, or may be one. */
const MAY_BE_CALLED: ReadonlySet<ExportForm> = new Set(["function", "generator", "elsewhere", "dynamic"]);

/** One diagnostic per star, whatever it may bring. */
function checkStars(exports: readonly ExportFact[]): readonly Diagnostic[] {
  const hidden = exports.filter(
    ({ name, form, star }) => isHandler(name) && form === "dynamic" && star === true,
  );
  const places = new Map(hidden.map(({ place }) => [JSON.stringify(place), place]));
  return [...places.values()].map((place) =>
    diagnostic("BBX2015", place, "The handlers behind this `export *` are only known when the server runs", {
      hint: "Name what the route needs: `export { onMessage } from …`.",
    }),
  );
}

/** What is said of a handler that is exported and does not exist. */
const ERASED: ReadonlyMap<ExportForm, string> = new Map([
  ["type", "is exported as a type"],
  ["declared", "is only declared"],
  ["ambiguous", "comes from two `export *` with different values"],
  ["absent", "is exported from a module that does not have it"],
  ["lost", "is declared twice with `var`, which the bundler does not follow"],
]);

function checkForm(fact: ExportFact, present: readonly string[]): readonly Diagnostic[] {
  const { name, form, place } = fact;
  const related = relatedTo(fact);
  if (form === "generator") return [generatorAt(name, place, related)];
  const erased = ERASED.get(form);
  // What esbuild does not find is not there, however it is written.
  if (erased !== undefined || (form !== "dynamic" && !present.includes(name))) {
    const hint = `Export a function with a body: \`export function ${name}(…) { … }\`.`;
    const message = `\`${name}\` ${erased ?? "is exported"}, and does not exist when the server runs`;
    return [diagnostic("BBX2007", fact.exportedAt ?? place, message, { hint, related })];
  }
  if (form === "value" && present.includes(name)) {
    return [diagnostic("BBX2005", place, `\`${name}\` is not a function`, { related })];
  }
  return [];
}

function checkName(fact: ExportFact, present: readonly string[]): readonly Diagnostic[] {
  const { name } = fact;
  // The name is what is wrong, and stands where it is exported.
  const place = fact.exportedAt ?? fact.place;
  const related = place === fact.place ? relatedTo(fact) : [];
  const unheard = remedyForUnheard(name);
  if (unheard !== undefined) {
    const message = `\`${name}\` is not a handler name, so it is never called`;
    return [diagnostic("BBX2003", place, message, { hint: unheard, related })];
  }
  const meant = meantBy(name);
  if (meant === undefined) return [];
  if (present.includes(meant)) {
    // `upgrade$` and `onOpen2` beside the handler are names of their own.
    if (name.startsWith(meant) && !/^\p{L}/u.test(name.slice(meant.length))) return [];
    const message = `\`${name}\` is exported beside \`${meant}\`, and is never called`;
    return [diagnostic("BBX2003", place, message, { hint: "Rename it, or do not export it.", related })];
  }
  const message = `\`${name}\` is no handler, and is never called`;
  return [diagnostic("BBX2002", place, message, { hint: `Did you mean \`${meant}\`?`, related })];
}

/** Without any handler it is what was meant; beside others it may be a helper of this name. */
function checkUnexported(
  { name, place, imported = false }: ExportFact,
  present: readonly string[],
): Diagnostic {
  const hint = imported ? `Write \`export { ${name} };\` below it.` : "Write `export` before it.";
  return present.length === 0
    ? diagnostic("BBX2008", place, `\`${name}\` is not exported, and the route has no other handler`, {
        hint,
      })
    : diagnostic(
        "BBX2009",
        place,
        `\`${name}\` has a handler's name and is not exported, so it never runs by itself`,
        { hint },
      );
}

/** A default export is fine beside handlers, unless it is, or holds, one that is missing. */
function checkDefault(fact: ExportFact | undefined, present: readonly string[]): readonly Diagnostic[] {
  if (fact === undefined) return [];
  const { localNames = [], members = [], place } = fact;
  const isMissing = (name: string): boolean => isHandler(name) && !present.includes(name);
  const itself = localNames.find(isMissing);
  const meant = itself ?? members.find(isMissing);
  if (meant === undefined && present.length > 0) return [];
  const message =
    meant === undefined
      ? "A route is read by its named exports, and this one has only a default export"
      : itself === undefined
        ? `\`${meant}\` is in the default export, and routes are read by name`
        : `\`${meant}\` is the default export, and routes are read by name`;
  return [
    diagnostic("BBX2004", place, message, { hint: `Write \`export function ${meant ?? "onMessage"}(…)\`.` }),
  ];
}
