// Turns the type of a route's messages in one direction into messages: those that are JSON, text and bytes.
import { ts } from "ts-morph";
import type { MessageType } from "../model.ts";
import { isBytes } from "./no-json.ts";
import type { RouteType } from "./route-types.ts";
import { acceptsAll, type Schema, unionOf } from "./json-schema.ts";
import { docOf, schemaOf, type Walk } from "./walk.ts";

/** How a message is sent: a string as text, bytes as a binary message, anything else as JSON. */
export type MessageForm = "json" | "text" | "bytes";

/** One kind of message of a route. */
export interface RouteMessage {
  readonly description?: string;
  /** Missing if the messages can have any form. */
  readonly contentType?: string;
  /** Missing for bytes. */
  readonly payload?: Schema;
}

export const CONTENT_TYPES: Readonly<Record<MessageForm, string>> = {
  json: "application/json",
  text: "text/plain",
  bytes: "application/octet-stream",
};

/** The forms, each with what the name of its message ends in. */
const ENDINGS: readonly (readonly [MessageForm, string])[] = [
  ["json", ""],
  ["text", "Text"],
  ["bytes", "Bytes"],
];

/**
 * Describes the messages of a route in one direction, by their names: `incoming`, `incomingText`, `incomingBytes`.
 *
 * @param channel the name of the route's channel, for a type that contains itself
 */
export function messagesOf(
  walk: Walk,
  direction: MessageType,
  { name: exported, isParsed, type, symbol, declaration }: RouteType,
  channel: string,
): Readonly<Record<string, RouteMessage>> {
  const members = (type.isUnion() ? type.types : [type]).filter((each) => !isUndefined(each));
  const at = { path: exported, declaration, depth: 0 };
  const rootName = `${channel[0]?.toUpperCase() ?? ""}${channel.slice(1)}${direction}`;
  const doc = docOf(walk, symbol);
  const messages = ENDINGS.flatMap(([form, ending]): readonly (readonly [string, RouteMessage])[] => {
    const some = members.filter((each) => formOf(each, isParsed) === form);
    if (some.length === 0) return [];
    const description = doc === "" ? {} : { description: doc };
    const name = `${direction.toLowerCase()}${ending}`;
    const contentType = CONTENT_TYPES[form];
    if (form === "bytes") return [[name, { ...description, contentType }]];
    const payload =
      some.length === members.length && (!type.isUnion() || type.types.length === some.length)
        ? schemaOf(walk, type, { ...at, rootName })
        : unionOf(some.map((each) => schemaOf(walk, each, at)));
    walk.origins.set(payload, declaration);
    return [
      [name, { ...description, ...(acceptsAll(payload) && !isParsed ? {} : { contentType }), payload }],
    ];
  });
  return Object.fromEntries(messages);
}

function isUndefined({ flags }: ts.Type): boolean {
  return (flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) !== 0;
}

function formOf(type: ts.Type, isParsed: boolean): MessageForm {
  // A brand of a string is still sent as text.
  const parts = type.isIntersection() ? type.types : [type];
  if (!isParsed && parts.some(({ flags }) => (flags & ts.TypeFlags.StringLike) !== 0)) return "text";
  return isBytes(type) ? "bytes" : "json";
}
