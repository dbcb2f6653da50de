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

/** Whether code may send something that is neither a text nor the value of a parameter. */
export function maySendObject({ imports }: Source, code: string): boolean {
  return NAMES.some((name) =>
    occurrences(code, name).some((at) => {
      const isImport = imports.some(({ start, end }) => start <= at && at < end);
      if (isImport) return /^\s+as\b/.test(code.slice(at + name.length, at + name.length + 40));
      const [first, second] = argumentsAt(code, at + name.length);
      return !isPlain(code, name.startsWith("publish") ? second : first);
    }),
  );
}

/** The beginnings of the first two arguments of a call; of no call, an argument that may be anything. */
function argumentsAt(code: string, end: number): readonly [string, string] {
  const call = /^\s*\(\s*/.exec(code.slice(end, end + 40));
  // Another name that begins alike: `sender`, `publisher`.
  if (call === null) return /^[\p{ID_Continue}$]/u.test(code.slice(end, end + 1)) ? ['"', '"'] : ["", ""];
  const first = code.slice(end + call[0].length, end + call[0].length + 80);
  // `publish("news")` sends nothing.
  if (/^(["'`])[^"'`]*\1\s*\)/.test(first)) return [first, '"'];
  const comma = first.indexOf(",");
  return comma < 0 ? [first, ""] : [first, first.slice(comma + 1).trimStart()];
}

/** Whether an argument begins as a text, or is a name that no constant or import has, so that it is a parameter. */
function isPlain(code: string, argument: string): boolean {
  if (/^(?:["'`\d]|JSON\s*\.\s*stringify\b|String\s*\(|new Uint8Array\b)/.test(argument)) return true;
  const name = /^([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*([,)]|\.(?!\s*(?:then|catch)\b))/u.exec(argument);
  if (name === null) return false;
  const [, root = "", next = ""] = name;
  if ((next + argument.slice(name[0].length)).startsWith(".join(")) return true;
  return !isDeclared(code, root);
}

/** Whether code may declare a name as a constant, a variable or an import. */
function isDeclared(code: string, name: string): boolean {
  return occurrences(code, name).some((at) => {
    const before = code.slice(Math.max(0, code.lastIndexOf(";", at)), at);
    return /\b(?:const|let|var|import)\b/.test(before) && !/[\p{ID_Continue}$.]$/u.test(before);
  });
}
