// Finds what messages are made of: the arguments of everything that sends.
import type { Node } from "oxc-parser";
import type { HandlerRoles } from "../syntax/roles.ts";
import type { Source } from "../syntax/source.ts";
import { indexOf } from "../syntax/indexed.ts";
import { unwrap } from "../syntax/tree.ts";
import { isOwnName } from "./own-types.ts";
import { argumentOf, type Call, isImported, methodCalls, occurrences } from "./questions.ts";
import { type Sender, senderNames, SENDERS } from "./senders.ts";

/** A call that sends, and the argument that it sends. */
export interface Sending {
  readonly call: Call;
  readonly sender: Sender;
  readonly data: Node;
}

/** The calls that send a text or bytes. */
export function sendingsIn(source: Source, handlers: HandlerRoles): readonly Sending[] {
  return sendingsAs("message", source, handlers);
}

/** The calls that turn a value into JSON and send it. */
export function jsonSendingsIn(source: Source, handlers: HandlerRoles): readonly Sending[] {
  return sendingsAs("json", source, handlers);
}

function sendingsAs(as: Sender["as"], source: Source, handlers: HandlerRoles): readonly Sending[] {
  return SENDERS.filter((each) => each.as === as).flatMap((sender) =>
    callsTo(sender, source, handlers).flatMap((call) => {
      const data = argumentOf(call, sender.data);
      return data === undefined ? [] : [{ call, sender, data }];
    }),
  );
}

function callsTo({ of, name }: Sender, source: Source, handlers: HandlerRoles): readonly Call[] {
  if (of !== "bunbox") return methodCalls(source, handlers, of, [name]);
  return indexOf(source.program)
    .of("CallExpression")
    .filter(({ callee }) => isOwnName(unwrap(callee), name));
}

/**
 * An argument up to the comma or the parenthesis that ends it, if it is a text without an escape, a number or a name with its properties.
 * Anything longer, such as `"a" || b`, does not match.
 */
const SIMPLE =
  /^\s*(?:"[^"\\\n]*"|'[^'\\\n]*'|`[^`\\]*`|\d+|([\p{ID_Start}$_][\p{ID_Continue}$]*)(?:\.[\p{ID_Start}$_][\p{ID_Continue}$]*)*)\s*([,)])/u;

/** How code begins to give values to names of its own. */
const DECLARING = ["const", "let", "var", "class", "enum", "namespace"];

/** Whether code may send something else than a text and a parameter: if it cannot, its tree need not be read. */
export function maySendObject(source: Source, code: string): boolean {
  const declares = DECLARING.some((word) => code.includes(word));

  /** Whether the argument may be an object: it is none of a few short forms, or a name that may stand for anything. */
  const isOpen = (argument: Argument | undefined): boolean =>
    argument === undefined ||
    (argument.root !== undefined &&
      (declares || occurrences(code, argument.root).some((at) => isImported(source, at))));

  return senderNames("message").some((name) =>
    occurrences(code, name).some((at) => {
      const after = at + name.length;
      if (isImported(source, at)) return code.startsWith(" as ", after);
      if (!code.startsWith("(", after)) return true;
      const first = argumentAt(code, after + 1);
      // A topic is before what is published.
      const isTopic = name.startsWith("publish") && first?.isLast === false;
      return isOpen(isTopic ? argumentAt(code, first.end) : first);
    }),
  );
}

/** Whether code may turn a value into JSON and send it. `send(…)` with one short argument is that of a socket. */
export function maySendJson(source: Source, code: string): boolean {
  return senderNames("json").some((name) =>
    occurrences(code, name).some((at) => {
      const after = at + name.length;
      if (name !== "send") return true;
      if (isImported(source, at)) return false;
      return !code.startsWith("(", after) || argumentAt(code, after + 1)?.isLast !== true;
    }),
  );
}

/** An argument in a text. */
interface Argument {
  readonly end: number;
  readonly isLast: boolean;
  /** The name that it begins with. */
  readonly root: string | undefined;
}

/** The argument that begins at a place; `undefined` if it is more than a text, a number, or a name with its properties. */
function argumentAt(code: string, from: number): Argument | undefined {
  const [text = "", root, end] = SIMPLE.exec(code.slice(from, from + 200)) ?? [];
  return text === "" ? undefined : { end: from + text.length, isLast: end === ")", root };
}
