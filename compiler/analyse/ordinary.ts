// The text of a file in, whether its syntax needs a closer look out.
//
// Loading ts-morph takes 0.3 s. A route whose exports are the handlers alone, none of them a generator, and whose text
// has none of the words that the hazards hang on, has nothing that syntax could add to what esbuild and tsc know.
import { HANDLERS, type Route } from "../model.ts";

const GENERATOR = /function\s*\*|\*\s*(?:upgrade|on[A-Z])/;
const VALUE = /\bexport\s+(?:(?:const|let|var)\s+\w+[^=\n]*=\s*[\d"'`{[-]|class|enum|namespace)/;
const CLOSE = /\.close\s*\(\s*[\d.]/;
const HANDSHAKE_HEADER =
  /\b(?:connection|content-length|keep-alive|sec-websocket-\w+|transfer-encoding|trailer|upgrade)["']?\s*:/i;
const TRUE = /\breturn true\b|\btrue\s*[:;]|=>\s*\(?\s*true/;
const PARAM = /\bparams\b\s*\.\s*([\p{L}\p{Nd}_$]+)/gu;
const TOPIC = /["'`](\/?ws[^"'`\n]*)["'`]/g;
const NEGATED = /!\s*([\w$]+)/g;
const ASYNCHRONOUS =
  /\basync\s+function\s*\*?\s*([\w$]+)|(?<![\w$])([\w$]+)\s*(?::[^=;\n]{1,200})?=\s*async\b/g;
const PARAMS_RENAMED = /\bparams\s*:\s*\w+\s*[,}]/;

/**
 * Whether a route raises no question that syntax would answer.
 *
 * @param names what the module exports at run time
 * @param topics the topics of all static routes
 * @param asynchronous the names of all asynchronous functions that a guard could call
 */
export function isOrdinary(
  { text, segments, topic }: Route,
  names: readonly string[],
  topics: ReadonlySet<string>,
  asynchronous: ReadonlySet<string>,
): boolean {
  if (names.length === 0 || names.some((name) => !HANDLERS.some((handler) => handler === name))) return false;
  if (VALUE.test(text)) return false;
  // What is handed on may be written anywhere, in any form.
  if (/\bexport\s*[{*]/.test(text)) return false;
  if (GENERATOR.test(text) || CLOSE.test(text) || PARAMS_RENAMED.test(text)) return false;
  if ([...text.matchAll(PARAM)].some(([, param]) => !segments.some(({ name }) => name === param)))
    return false;
  if (/\.(?:subscribe|publish)\s*\(/.test(text) && mentionsTopic(text, topics, topic)) return false;
  if (names.includes("upgrade") && !isPlainUpgrade(text, asynchronous)) return false;
  // A handler's word without its export: a type, a declaration, a forgotten `export`, or no more than a mention.
  return HANDLERS.every((name) => names.includes(name) || !new RegExp(String.raw`\b${name}\b`).test(text));
}

function mentionsTopic(text: string, topics: ReadonlySet<string>, own: string | null): boolean {
  if (text.includes("`/ws")) return true;
  return [...text.matchAll(TOPIC)].some(([, name = ""]) => name !== own && topics.has(name));
}

function isPlainUpgrade(text: string, asynchronous: ReadonlySet<string>): boolean {
  if (/\bheaders\b/.test(text) && HANDSHAKE_HEADER.test(text)) return false;
  if (/\bdata\b/.test(text) && TRUE.test(text)) return false;
  if (/!\s*\(/.test(text)) return false;
  return [...text.matchAll(NEGATED)].every(([, name = ""]) => {
    const value = new RegExp(
      String.raw`(?<![\w$.])${name.replaceAll("$", "\\$")}\s*(?::[^=]{0,200})?=\s*([\w$]+)\s*\(`,
    ).exec(text);
    return ![name, value?.[1]].some(
      (each) => each !== undefined && mayBeAsynchronous(text, each, asynchronous),
    );
  });
}

/** An alias hides which function it is. */
function mayBeAsynchronous(text: string, name: string, asynchronous: ReadonlySet<string>): boolean {
  return asynchronous.has(name) || text.includes(` as ${name}`);
}

/** The names of the asynchronous functions in a file's text. */
export function asynchronousIn(text: string): readonly string[] {
  return [...text.matchAll(ASYNCHRONOUS)].map(([, declared, assigned]) => declared ?? assigned ?? "");
}

/** Whether a file has neither a computed import nor a place that the bundle changes. */
export function staysInPlace(text: string): boolean {
  return !/__dirname|__filename|import\.meta\.(?:dir|dirname|file|filename|path|url)\b|\bimport\s*\(\s*[^"'`\s)]/.test(
    text,
  );
}
