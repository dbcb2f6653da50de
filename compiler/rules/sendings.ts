// Finds what messages are made of: the arguments of `send`, `broadcast`, `publish` and `broadcastJSON`.
import type { Node } from "oxc-parser";
import type { HandlerRoles } from "../syntax/roles.ts";
import type { Source } from "../syntax/source.ts";
import { indexOf, unwrap } from "../syntax/tree.ts";
import { isOwnName } from "./own-types.ts";
import { argumentOf, type Call, methodCalls, occurrences } from "./questions.ts";

/** A call that sends text or bytes, and the argument that it sends. */
export interface Sending {
  readonly call: Call;
  readonly data: Node;
}

const OWN = ["publish", "publishHere"];

/** The calls that send text or bytes: of a socket, of a context, and of the functions that bunbox exports. */
export function sendingsIn(source: Source, handlers: HandlerRoles): readonly Sending[] {
  const published = indexOf(source.program)
    .of("CallExpression")
    .filter(({ callee }) => OWN.some((name) => isOwnName(unwrap(callee), name)));
  return [
    ...sent(methodCalls(source, handlers, "socket", ["send", "sendText"]), 0),
    ...sent(methodCalls(source, handlers, "context", ["broadcast"]), 0),
    ...sent(methodCalls(source, handlers, "socket", ["publish", "publishText"]), 1),
    ...sent(published, 1),
  ];
}

/** The calls that turn a value into JSON and send it. */
export function jsonSendingsIn(source: Source, handlers: HandlerRoles): readonly Sending[] {
  return sent(methodCalls(source, handlers, "context", ["broadcastJSON"]), 0);
}

function sent(calls: readonly Call[], index: number): readonly Sending[] {
  return calls.flatMap((call) => {
    const data = argumentOf(call, index);
    return data === undefined ? [] : [{ call, data }];
  });
}

const NAMES = ["send", "sendText", "broadcast", "publish", "publishText", "publishHere"];

/**
 * An argument up to the comma or the parenthesis that ends it, if it is a text without an escape, a number or a name with its properties.
 * Anything longer, such as `"a" || b`, does not match.
 */
const SIMPLE =
  /^\s*(?:"[^"\\\n]*"|'[^'\\\n]*'|`[^`\\]*`|\d+|([\p{ID_Start}$_][\p{ID_Continue}$]*)(?:\.[\p{ID_Start}$_][\p{ID_Continue}$]*)*)\s*([,)])/u;

/** How code begins to give values to names of its own. */
const DECLARING = ["const", "let", "var", "class", "enum", "namespace"];

/** Whether code may send something else than a text and a parameter: if it cannot, its tree need not be read. */
export function maySendObject({ imports }: Source, code: string): boolean {
  const isImported = (at: number): boolean => imports.some(({ start, end }) => start <= at && at < end);
  const declares = DECLARING.some((word) => code.includes(word));

  /** The end of an argument, and whether it is the last one; `undefined` if it may be an object. */
  function simpleAt(from: number): { readonly end: number; readonly isLast: boolean } | undefined {
    const [text = "", root, end] = SIMPLE.exec(code.slice(from, from + 200)) ?? [];
    if (text === "") return undefined;
    if (root !== undefined && (declares || occurrences(code, root).some(isImported))) return undefined;
    return { end: from + text.length, isLast: end === ")" };
  }

  return NAMES.some((name) =>
    occurrences(code, name).some((at) => {
      const after = at + name.length;
      if (isImported(at)) return code.startsWith(" as ", after);
      if (!code.startsWith("(", after)) return true;
      const first = simpleAt(after + 1);
      if (!name.startsWith("publish") || first?.isLast !== false) return first === undefined;
      return simpleAt(first.end) === undefined;
    }),
  );
}
