// Explains TypeScript's errors about values that cannot be sent: BBX2047 replaces some, the others get a hint.
import type { Node } from "oxc-parser";
import type { Diagnostic } from "../model.ts";
import { isSamePlace } from "../place.ts";
import { parametersOf } from "../syntax/origins.ts";
import type { HandlerRoles } from "../syntax/roles.ts";
import type { Source } from "../syntax/source.ts";
import { unwrap, within } from "../syntax/tree.ts";
import { hintFor, sentObject } from "./handlers/sent-object.ts";
import { argumentOf, type Call, methodCalls, shortText } from "./questions.ts";
import { type Sending, sendingsIn } from "./sendings.ts";

/** TypeScript's errors about an argument that does not fit, or a part of it. */
const MISFITS: ReadonlySet<string> = new Set(["TS2322", "TS2345", "TS2353", "TS2561", "TS2740", "TS2769"]);

/**
 * The errors of a file, without those that BBX2047 reports too.
 *
 * @param broken broken rules in the sources
 */
export function withSendingHints(
  errors: readonly Diagnostic[],
  source: Source,
  handlers: HandlerRoles,
  broken: readonly Diagnostic[],
): readonly Diagnostic[] {
  const sendings = errors.some(({ code }) => MISFITS.has(code)) ? sendingsIn(source, handlers) : [];
  return errors.flatMap((error) => {
    const { place } = error;
    if (place !== null && error.code === "TS2554" && error.hint === undefined)
      return withSocket(error, source.offsetOf(place), source, handlers);
    if (place === null || !MISFITS.has(error.code)) return error;
    const at = source.offsetOf(place);
    const sending = sendings.find(({ data }) => startsOf(data).includes(at));
    if (sending === undefined) return error;
    const isReported = broken.some(
      (each) => each.code === sentObject.code && isSamePlace(each.place, source.placeOf(sending.data)),
    );
    if (isReported) return [];
    const hint = hintOf(error, sending);
    return hint === undefined ? error : { ...error, hint };
  });
}

/** The error about too few arguments; a `ctx.send` that gets the value alone lacks the socket. */
function withSocket(error: Diagnostic, at: number, source: Source, handlers: HandlerRoles): Diagnostic {
  const call = methodCalls(source, handlers, "context", ["send"]).find(({ callee, arguments: given }) => {
    const called = unwrap(callee);
    const name = called.type === "MemberExpression" ? called.property : called;
    return given.length === 1 && (name.start === at || called.start === at);
  });
  if (call === undefined) return error;
  const data = argumentOf(call, 0);
  if (data === undefined) return error;
  const written = `${shortText(unwrap(call.callee), "ctx.send")}(${socketAt(call, handlers)}, ${shortText(data, "…")})`;
  return { ...error, hint: `The socket comes first: \`${written}\`.` };
}

/** The name of the socket in the handler around a call. */
function socketAt(call: Call, handlers: HandlerRoles): string {
  const around = [...handlers.keys()].find((fn) => within(fn, ["CallExpression"]).includes(call));
  const [first] = around === undefined ? [] : parametersOf(around);
  return first?.type === "Identifier" ? first.name : "ws";
}

/** Where TypeScript marks an argument that does not fit: at its beginning, or at a key or an element. */
function startsOf(data: Node): readonly number[] {
  const node = unwrap(data);
  if (node.type === "ObjectExpression") return [data.start, ...node.properties.map(({ start }) => start)];
  if (node.type === "ArrayExpression") return [data.start, ...node.elements.map((each) => each?.start ?? -1)];
  return [data.start];
}

/** What to write instead, by the type that TypeScript names. A type that may be `undefined` needs a condition first. */
function hintOf({ message }: Diagnostic, { call, data }: Sending): string | undefined {
  const type = /^Argument of type '(.+)' is not assignable to parameter/s.exec(message)?.[1];
  const text = shortText(data, "…");
  if (type === undefined || /\b(?:undefined|null|unknown)\b|Buffer|ArrayBuffer|Uint8|Blob|Stream/.test(type))
    return undefined;
  if (/^Promise(?:Like)?</.test(type)) return `Write \`await ${text}\`, and make the function \`async\`.`;
  if (type === "Response") return "Send its text: `await response.text()`.";
  if (/^(?:number|bigint|boolean|true|false|-?\d+n?)$/.test(type)) return `Write \`String(${text})\`.`;
  if (/^(?:Readonly)?Map</.test(type)) return hintFor(call, `Object.fromEntries(${text})`);
  if (/^(?:Readonly)?Set</.test(type)) return hintFor(call, `[...${text}]`);
  return hintFor(call, text);
}
