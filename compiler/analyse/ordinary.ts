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
const PARAMS_RENAMED = /\bparams\s*:\s*\w+\s*[,}]/;

/**
 * Whether a route raises no question that syntax would answer.
 *
 * @param names what the module exports at run time
 * @param topics the topics of all static routes
 */
export function isOrdinary(
  { text, segments, topic }: Route,
  names: readonly string[],
  topics: readonly string[],
): boolean {
  if (names.length === 0 || names.some((name) => !HANDLERS.some((handler) => handler === name))) return false;
  if (VALUE.test(text)) return false;
  // What is handed on may be written anywhere, in any form.
  if (/\bexport\s*[{*]/.test(text)) return false;
  if (GENERATOR.test(text) || CLOSE.test(text) || PARAMS_RENAMED.test(text)) return false;
  if ([...text.matchAll(PARAM)].some(([, param]) => !segments.some(({ name }) => name === param)))
    return false;
  if (
    /\.(?:subscribe|publish)\s*\(/.test(text) &&
    (text.includes("`/ws") || topics.some((other) => other !== topic && text.includes(other)))
  ) {
    return false;
  }
  if (names.includes("upgrade") && !isPlainUpgrade(text)) return false;
  // A handler's word without its export: a type, a declaration, a forgotten `export`, or no more than a mention.
  return HANDLERS.every((name) => names.includes(name) || !new RegExp(String.raw`\b${name}\b`).test(text));
}

function isPlainUpgrade(text: string): boolean {
  if (/\bheaders\b/.test(text) && HANDSHAKE_HEADER.test(text)) return false;
  if (/\bdata\b/.test(text) && TRUE.test(text)) return false;
  return !/![\w$]/.test(text);
}

/** Whether a file has neither a computed import nor a place that the bundle changes. */
export function staysInPlace(text: string): boolean {
  return !/__dirname|__filename|import\.meta\.(?:dir|dirname|file|filename|path|url)\b|\bimport\s*\(\s*[^"'`\s)]/.test(
    text,
  );
}
