// The facts of a route in, the mistakes in how its handlers are named and exported out.
import { diagnostic, fileStart } from "../diagnostics/diagnostic.ts";
import { didYouMean } from "../diagnostics/did-you-mean.ts";
import { type Diagnostic, type ExportFact, HANDLERS, type RouteFacts } from "../model.ts";
import { relatedTo } from "./signatures.ts";

/** What other APIs call these functions: Bun.serve's callbacks, the browser's properties, other libraries' events. */
const ALIASES: Readonly<Record<string, string>> = {
  open: "onOpen",
  message: "onMessage",
  close: "onClose",
  drain: "onDrain",
  SOCKET: "onMessage",
  onconnect: "onOpen",
  onconnection: "onOpen",
  ondisconnect: "onClose",
  onmsg: "onMessage",
  onupgrade: "upgrade",
};

/** The handler that a name was meant for, in any case, or one or two letters off; ordinary words are left alone. */
function meantBy(name: string): string | undefined {
  const alias = ALIASES[name] ?? ALIASES[name.toLowerCase()];
  if (alias !== undefined) return alias;
  // `isOpen` and `reopen` are near too, and `upgraded` is another word.
  if (!/^(?:on|up)/i.test(name) || /^upgrade./i.test(name)) return undefined;
  return didYouMean(name, HANDLERS);
}

/** Everything that is wrong with the names and forms of a route's exports. */
export function checkHandlers({ route, names, exports, unexported }: RouteFacts): readonly Diagnostic[] {
  const facts = new Map(exports.map((fact) => [fact.name, fact]));
  const present = names.filter(isHandler);
  const diagnostics = [
    ...exports.filter(({ name }) => isHandler(name)).flatMap((fact) => checkForm(fact, present)),
    ...exports.filter(isForeignFunction).flatMap((fact) => checkName(fact, present)),
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

/** A function under another name. What is made elsewhere may be one, and is where only the case of its name is wrong. */
function isForeignFunction({ name, form }: ExportFact): boolean {
  if (name === "default" || isHandler(name)) return false;
  const sameWord = HANDLERS.some((handler) => handler.toLowerCase() === name.toLowerCase());
  return form === "function" || form === "generator" || (form === "elsewhere" && sameWord);
}

function checkForm(fact: ExportFact, present: readonly string[]): readonly Diagnostic[] {
  const { name, form, place } = fact;
  const related = relatedTo(fact);
  if (form === "generator") {
    const hint = `Remove the \`*\`: \`export function ${name}(…)\`.`;
    return [
      diagnostic("BBX2006", place, `\`${name}\` is a generator, and calling one runs nothing of its body`, {
        hint,
        related,
      }),
    ];
  }
  if ((form === "type" || form === "declared") && !present.includes(name)) {
    const what = form === "type" ? "exported as a type" : "only declared";
    const hint = `Export a function with a body: \`export function ${name}(…) { … }\`.`;
    return [
      diagnostic("BBX2007", place, `\`${name}\` is ${what}, and does not exist when the server runs`, {
        hint,
        related,
      }),
    ];
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
  const meant = meantBy(name);
  if (meant === undefined) return [];
  if (present.includes(meant)) {
    const message = `\`${name}\` is exported beside \`${meant}\`, and is never called`;
    return [diagnostic("BBX2003", place, message, { hint: "Rename it, or do not export it.", related })];
  }
  const message = `\`${name}\` is no handler, and is never called`;
  return [diagnostic("BBX2002", place, message, { hint: `Did you mean \`${meant}\`?`, related })];
}

/** Without any handler it is what was meant; beside others it may be a helper of this name. */
function checkUnexported({ name, place }: ExportFact, present: readonly string[]): Diagnostic {
  const hint = `Write \`export\` before it.`;
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

/** A default export is fine beside handlers, unless it is named as one that is missing. */
function checkDefault(fact: ExportFact | undefined, present: readonly string[]): readonly Diagnostic[] {
  if (fact === undefined) return [];
  const { localName = "", place } = fact;
  const meant = isHandler(localName) && !present.includes(localName) ? localName : undefined;
  if (meant === undefined && present.length > 0) return [];
  const message =
    meant === undefined
      ? "A route is read by its named exports, and this one has only a default export"
      : `\`${meant}\` is the default export, and routes are read by name`;
  return [
    diagnostic("BBX2004", place, message, { hint: `Write \`export function ${meant ?? "onMessage"}(…)\`.` }),
  ];
}
