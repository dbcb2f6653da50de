// Declares the place that a form of export fills: one handler of one route, with the code that must and must not run.
import { typeNameOf } from "../../../compiler/syntax/signatures.ts";
import { FLAGS, type FlagName, type FunctionName, GUARD, type SettingName } from "../../../runtime/facts.ts";
import type { Random } from "../../support/random.ts";

/** A name under which bunbox reads an export. */
export type SlotName = FunctionName | SettingName | FlagName;

/** Code of a function, without the keyword and name before it; of a setting, its value. */
export interface Code {
  /** The value of a setting. */
  readonly value: string;
  /** `(ws) { … }`: what follows `function` and a name, or the name of a method. */
  readonly body: string;
  /** `(ws) => { … }` */
  readonly arrow: string;
  /** The same for a function that must never run as this handler; as `upgrade` or `guard` it decides the other way. */
  readonly other: string;
  readonly otherArrow: string;
}

/** One handler, or one setting, that a form of export writes. */
export interface Slot extends Code {
  readonly name: SlotName;
  /** The name of the handler's type in `@ademattos/bunbox`, or the type of a setting. */
  readonly type: string;
  /** A name that is unique in the project, and valid in identifiers and file names. */
  readonly id: string;
  /** What the right function answers. */
  readonly mark: string;
  /** Whether the route is written in TypeScript; `body` and the others are in the route's language. */
  readonly typed: boolean;
  /** The same code in TypeScript, for other files. */
  readonly ts: Code;
  /** The same code in JavaScript, for other files. */
  readonly js: Code;
  /** Names that are nearly the handler's. */
  readonly near: string;
  /** A text in a TypeScript route, nothing in a JavaScript one. */
  t(text: string): string;
}

const NEAR: Readonly<Record<SlotName, readonly string[]>> = {
  incoming: ["incomming", "incomin", "INCOMING", "incomign"],
  maxPayloadLength: ["maxPayloadlength", "maxPayLoadLength", "maxPayloadLenth"],
  subscribe: ["subscibe", "SUBSCRIBE", "subscrib", "subscribed"],
  ordered: ["orderd", "ORDERED", "order", "oredered"],
  // `Guard` is a type that the routes import.
  guard: ["gaurd", "guards", "GUARD", "gard", "middleware", "upgrade"],
  upgrade: ["upgarde", "onUpgrade", "upgrad", "upgrde", "UPGRADE"],
  onOpen: ["onopen", "open", "onOPen", "onOpne", "ONOPEN"],
  onMessage: ["onmessage", "onMesage", "message", "onMEssage", "onMessgae"],
  onInvalid: ["oninvalid", "onInvalud", "onInvaild", "onINvalid"],
  onClose: ["onclose", "close", "onCLose", "onClsoe"],
  onDrain: ["ondrain", "drain", "onDRain", "onDrian"],
};

/** The parameters of a handler as a route writes them in TypeScript. */
export function parametersOf(name: SlotName): string {
  if (decides(name)) return "(req: Request)";
  return name === "onMessage" ? "(ws: ServerWebSocket, message: string | Buffer)" : "(ws: ServerWebSocket)";
}

/** Whether a name is that of a value that bunbox reads, and not of a function that it calls. */
export function isSetting(name: SlotName): name is SettingName | FlagName {
  return name in TYPES;
}

const TYPES: Readonly<Record<SettingName | FlagName, string>> = {
  incoming:
    '{ readonly "~standard": { readonly version: 1; readonly vendor: string; readonly validate: (value: unknown) => { value: string } | { issues: { message: string }[] } } }',
  maxPayloadLength: "number",
  subscribe: "boolean",
  ordered: "boolean",
};

/** The value of a setting: a schema of texts, a limit that no other message of the oracle reaches, or not the default. */
function valueOf(name: SlotName, typed: boolean): string {
  switch (name) {
    case "incoming":
      return schemaOf(typed ? ": unknown" : "", typed ? " as const" : "");
    case "maxPayloadLength":
      return String(LIMIT);
    case "subscribe":
    case "ordered":
      return String(!FLAGS[name]);
    default:
      return "undefined";
  }
}

/** What `maxPayloadLength` is in the generated routes. */
export const LIMIT = 2000;

function schemaOf(type: string, constant: string): string {
  const result = 'typeof value === "string" ? { value } : { issues: [{ message: "not a text" }] }';
  return `{ "~standard": { version: 1${constant}, vendor: "oracle", validate: (value${type}) => ${result} } }`;
}

function decides(name: SlotName): boolean {
  return name === "upgrade" || name === GUARD;
}

/** The declaration of a function that fits the handler. */
export function declared(slot: Slot, name: string): string {
  return `export declare function ${name}${parametersOf(slot.name)}: any;`;
}

/** The type of a function that fits the handler. */
export function arrowType(slot: Slot): string {
  return `${parametersOf(slot.name)} => any`;
}

/** Makes a slot; half of those that decide accept. */
export function makeSlot(random: Random, name: SlotName, id: string, typed: boolean): Slot {
  const accepts = random.oneIn(2);
  // A route whose handlers mention nothing but `ws.send` is compiled without its tree.
  const plain = random.below(3) < 2;
  const ts = codeOf(name, id, { accepts, plain }, true);
  const js = codeOf(name, id, { accepts, plain }, false);
  return {
    ...(typed ? ts : js),
    name,
    type: isSetting(name) ? TYPES[name] : typeNameOf(name),
    id,
    mark: id,
    typed,
    ts,
    js,
    near: random.pick(NEAR[name]),
    t: (text) => (typed ? text : ""),
  };
}

/** How a function is written. */
interface Style {
  /** Whether an `upgrade` or a `guard` lets the client in. */
  readonly accepts: boolean;
  /** Whether a handler sends its mark alone, and not also what `upgrade` has returned. */
  readonly plain: boolean;
}

function codeOf(name: SlotName, id: string, style: Style, typed: boolean): Code {
  const parameters = typed ? parametersOf(name) : parametersOf(name).replaceAll(/: [^,)]+/g, "");
  const block = blockOf(name, id, style);
  const other = blockOf(name, `${id}-other`, { ...style, accepts: !style.accepts });
  return {
    value: valueOf(name, typed),
    body: `${parameters} ${block}`,
    arrow: `${parameters} => ${block}`,
    other: `${parameters} ${other}`,
    otherArrow: `${parameters} => ${other}`,
  };
}

function blockOf(name: SlotName, mark: string, { accepts, plain }: Style): string {
  // A closed socket sends nothing, so the server's log has the mark.
  if (name === "onClose") return `{ ws.send("${mark}"); console.error("closed ${mark}"); }`;
  if (!decides(name) && plain) return `{ ws.send("${mark}"); }`;
  if (!decides(name)) return `{ ws.send(\`${mark}\${ws.data ?? ""}\`); }`;
  return accepts ? `{ return { data: "${mark}" }; }` : `{ return new Response("${mark}", { status: 403 }); }`;
}
