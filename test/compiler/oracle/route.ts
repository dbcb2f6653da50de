// Makes one route, or one guard, from a seed: its files, and what each form in it expects.
import { HANDLERS } from "./handlers.ts";
import { typeNameOf } from "../../../compiler/syntax/signatures.ts";
import { type FunctionName, GUARD, HANDLERS as ALL_HANDLERS } from "../../../runtime/facts.ts";
import { DECOYS } from "./decoys.ts";
import type { Form, Written } from "./form.ts";
import { OTHER_FORMS, RIGHT_FORMS } from "./forms/all.ts";
import { type Random, randomFor } from "../../support/random.ts";
import { isSetting, makeSlot, type Slot, type SlotName } from "./slot.ts";

/** A form as a route uses it. */
export interface Used {
  readonly form: Form;
  readonly slot: Slot;
  readonly written: Written;
}

/** A generated route, or a guard with a route below it that sends what it is given. */
export interface MadeRoute {
  readonly number: number;
  /** Below the project: every file of the route is in it, or in a package whose name begins like it. */
  readonly folder: string;
  readonly file: string;
  /** The route below a guard. */
  readonly guarded: string | undefined;
  /** A path that it answers. */
  readonly url: string;
  readonly files: Readonly<Record<string, string>>;
  readonly forms: readonly Used[];
  /** The form that is not right by construction, if there is one. */
  readonly question: Used | undefined;
  readonly decoys: readonly string[];
}

const FUNCTIONS: readonly FunctionName[] = [GUARD, ...ALL_HANDLERS];
const TYPES = ["ServerWebSocket", ...FUNCTIONS.map(typeNameOf)];
const TYPE_IMPORT = `import type { ${TYPES.join(", ")} } from "@ademattos/bunbox";`;
const ENDINGS = ["ts", "ts", "ts", "ts", "tsx", "mts", "js", "mjs", "jsx"];

/** Folders below the route's own, with a path that leads there. */
const FOLDERS = [
  ["", ""],
  ["", ""],
  ["", ""],
  ["", "/"],
  ["/(group)", ""],
  ["/static", "/static"],
  ["/[id]", "/some%20id"],
  ["/[id]/end", "/id/end"],
  ["/[[id]]", ""],
  ["/[...rest]", "/a/b"],
  ["/[[...rest]]", ""],
] as const;

/** What is below a guard. */
const GUARDED = `import type { ServerWebSocket } from "@ademattos/bunbox";
export function onOpen(ws: ServerWebSocket<unknown>) { ws.send(String(ws.data ?? "")); }
`;

/** The route of this number in the run of this seed. */
export function makeRoute(seed: number, number: number): MadeRoute {
  const random = randomFor(seed, number);
  const asked = questionOf(seed, number);
  const isGuard = number % 4 === 3 && (asked === undefined || isForGuard(asked));
  const wished = random.pick(ENDINGS.filter((ending) => asked === undefined || fits(asked, isTyped(ending))));
  const typed = isTyped(wished);
  const forms = makeForms(random, number, typed, asked, isGuard ? [GUARD] : HANDLERS);
  const texts = forms.map(({ written }) => written.text);
  // Only these files take `<Type>value`.
  const ending = typed && texts.some((text) => text.includes("= <")) ? "ts" : wished;
  const decoys = makeDecoys(random, number, ending, forms);
  const [below, path] = random.pick(FOLDERS);
  const route = `app/ws/r${number}${below}`;
  // A guard is in the folder of the route, or in one above.
  const folder = isGuard && random.oneIn(2) ? `app/ws/r${number}` : route;
  const file = `${folder}/${isGuard ? "_guard" : "route"}.${ending}`;
  const guarded = isGuard ? `${route}/route.ts` : undefined;
  const parts = [...texts, ...decoys.map(({ text }) => text)];
  const text = dress(random, ending, random.some(parts, parts.length));
  const others = forms.flatMap(({ written }) => Object.entries(written.files ?? {}));
  return {
    number,
    folder,
    file,
    guarded,
    url: `/ws/r${number}${path}`,
    files: Object.fromEntries([
      [file, text],
      ...(guarded === undefined ? [] : [[guarded, GUARDED]]),
      ...others.map((other) => placed(folder, ...other)),
    ]),
    forms,
    question: forms.find(({ form }) => form.bunbox !== "right"),
    decoys: decoys.map(({ title }) => title),
  };
}

/**
 * The form of a route that is not right by construction, which two of five routes have. The forms take turns in random order,
 * so that a short run has each of them.
 */
function questionOf(seed: number, number: number): Form | undefined {
  const place = number % 5;
  if (place > 1) return undefined;
  const turn = Math.floor(number / 5) * 2 + place;
  const round = Math.floor(turn / OTHER_FORMS.length);
  return randomFor(seed, -1 - round).some(OTHER_FORMS, OTHER_FORMS.length)[turn % OTHER_FORMS.length];
}

/** One to five right forms, or a questionable one and the company that it wants. */
function makeForms(
  random: Random,
  number: number,
  typed: boolean,
  asked: Form | undefined,
  all: readonly SlotName[],
): readonly Used[] {
  const names = random.some(all, 1 + random.below(all.length));
  const letters = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
  const use = (form: Form, name: SlotName): Used => {
    const slot = makeSlot(random, name, `r${number}${letters.shift() ?? "z"}`, typed);
    const written = form.write(slot);
    return { form, slot, written: typeof written === "string" ? { text: written } : written };
  };
  const right = (name: SlotName): Used =>
    use(random.pick(RIGHT_FORMS.filter((form) => fits(form, typed) && isFor(form, name))), name);
  if (asked === undefined) return [...names, ...settingsFor(random, names)].map(right);
  const first = all.includes(GUARD) ? GUARD : random.pick(asked.handlers ?? names);
  const others = names.filter((name) => name !== first);
  const company: readonly SlotName[] = {
    alone: [],
    beside: others.length === 0 ? HANDLERS.filter((name) => name !== first).slice(0, 1) : others,
    same: [first, ...others],
    any: others.slice(0, random.below(3)),
  }[asked.company ?? "any"];
  const { needs = [], lacks = [] } = asked;
  // What a message is depends on the schema, so a form of `onMessage` says itself whether there is one.
  const isOpen = company.includes("onMessage") && first !== "onMessage" && asked.company !== "same";
  const settings = isOpen ? settingsFor(random, company) : [];
  const wanted = new Set<SlotName>(
    [...company, ...settings, ...needs].filter((name) => !lacks.includes(name)),
  );
  if (!isSame(asked)) wanted.delete(first);
  return [use(asked, first), ...[...wanted].map(right)];
}

function isSame({ company }: Form): boolean {
  return company === "same";
}

/** Settings that have an effect beside some handlers, and the handler of what a schema refuses. */
function settingsFor(random: Random, names: readonly SlotName[]): readonly SlotName[] {
  if (names.includes(GUARD)) return [];
  const flags = (["subscribe", "ordered"] as const).filter(
    (name) => random.oneIn(5) && (name === "subscribe" || names.includes("onMessage")),
  );
  if (!names.includes("onMessage") || !random.oneIn(3)) return flags;
  const others = (["onInvalid", "maxPayloadLength"] as const).filter(() => random.oneIn(2));
  return [...flags, "incoming", ...others];
}

function fits({ language }: Form, typed: boolean): boolean {
  return language === undefined || (language === "ts") === typed;
}

/** Whether a name can be written so. A guard decides as `upgrade` does. */
function isFor({ handlers }: Form, name: SlotName): boolean {
  return handlers === undefined ? !isSetting(name) : handlers.includes(name === GUARD ? "upgrade" : name);
}

/** Whether a form can be that of a guard, beside which no handler can be. */
function isForGuard(form: Form): boolean {
  return form.company !== "beside" && isFor(form, GUARD);
}

function isTyped(ending: string): boolean {
  return ending.includes("ts");
}

interface MadeDecoy {
  readonly title: string;
  readonly text: string;
}

function makeDecoys(
  random: Random,
  number: number,
  ending: string,
  forms: readonly Used[],
): readonly MadeDecoy[] {
  const near = new Set(
    forms.flatMap(({ form, slot, written }) => written.near ?? (form.bunbox === "harmless" ? slot.near : [])),
  );
  const taken = new Set<string>([...forms.map(({ slot }) => slot.name), ...near]);
  const absent = HANDLERS.filter((name) => !taken.has(name));
  const fit = DECOYS.filter(({ language, jsx = false, title }) => {
    if (title.includes("near name") && near.has("open")) return false;
    return (!jsx || ending.endsWith("x")) && (language !== "ts" || ending.includes("ts"));
  });
  const chosen = random.some(fit, random.below(7)).map((decoy, index) => {
    // If all five are exported, their names cannot be declared again.
    const lacking = absent.length === 0 ? `onNothing${index}` : random.pick(absent);
    const name = random.pick(HANDLERS.filter((other) => other !== lacking));
    return { title: decoy.title, text: decoy.write({ id: `r${number}_d${index}`, name, absent: lacking }) };
  });
  return unique(chosen);
}

/** Names are declared at most once by the decoys of a route. */
function unique(decoys: readonly MadeDecoy[]): readonly MadeDecoy[] {
  const seen = new Set<string>();
  return decoys.filter(({ text }) => {
    const declared = [...text.matchAll(/^(?:type|interface|const) (\w*\$?)\b/gm)].map(
      ([, name = ""]) => name,
    );
    if (declared.some((name) => seen.has(name))) return false;
    for (const name of declared) seen.add(name);
    return true;
  });
}

/** Joins the parts of a file. Some files get text that is only valid at the beginning, or other line ends. */
function dress(random: Random, ending: string, parts: readonly string[]): string {
  const jsx = ending.endsWith("x") ? [elements(ending.includes("ts"))] : [];
  const imports = ending.includes("ts") ? [TYPE_IMPORT] : [];
  const text = [...imports, ...jsx, ...parts].join(random.oneIn(4) ? "\n\n" : "\n");
  const lines = random.oneIn(8) ? text.replaceAll("\n", "\r\n") : text;
  // Bun takes both at once, esbuild says that it does not.
  const beginning = random.below(10);
  if (beginning === 0) return `#!/usr/bin/env bun\n${lines}`;
  return beginning === 1 ? `\uFEFF${lines}` : `${lines}\n`;
}

/** The factory of elements that the project's tsconfig names. */
function elements(typed: boolean): string {
  return typed ? "const h = (...parts: unknown[]): unknown => parts;" : "const h = (...parts) => parts;";
}

function placed(folder: string, name: string, text: string): readonly [string, string] {
  const header = /\.[cm]?tsx?$/.test(name) ? `${TYPE_IMPORT}\n` : "";
  return [name.startsWith("./") ? `${folder}/${name.slice(2)}` : `node_modules/${name}`, header + text];
}
