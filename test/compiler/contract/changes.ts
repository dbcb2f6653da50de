// Lists changes of a route's messages, each with what is reported about it.
import { OUTGOING_CHANGES } from "./outgoing-changes.ts";

/** A change: the types before, the types after, and the messages of the diagnostics; none if it is compatible. */
export type Change = readonly [before: string, after: string, ...reported: readonly string[]];

const incoming = (before: string, after: string, ...reported: readonly string[]): Change => [
  `export type Incoming = ${before};`,
  `export type Incoming = ${after};`,
  ...reported,
];

const many = Array.from({ length: 40 }, (_, index) => `"k${index}"`);
const ZOD = 'import * as z from "zod";';
const TREE = "interface Tree { name: string; kids: Tree[] }";

export const CHANGES: Readonly<Record<string, Change>> = {
  "in: nothing": incoming("{ a: string }", "{ a: string }"),
  "in: a new optional property": incoming("{ a: string }", "{ a: string; b?: string }"),
  "in: a new required property": incoming(
    "{ a: string }",
    "{ a: string; b: string }",
    "`Incoming.b` is new and required, but earlier clients do not send it",
  ),
  "in: an optional property becomes required": incoming(
    "{ a: { b?: string } }",
    "{ a: { b: string } }",
    "`Incoming.a.b` is now required, but earlier clients may leave it out",
  ),
  "in: a required property becomes optional": incoming("{ a: string }", "{ a?: string }"),
  "in: a property is not read anymore": incoming("{ a: string; b: string }", "{ a: string }"),
  "in: an optional property gets another name": incoming(
    "{ a?: string }",
    "{ b?: string }",
    "`Incoming` reads none of the properties that earlier clients send",
  ),
  "in: a wider type": incoming("{ a: string }", "{ a: string | number | null }"),
  "in: a narrower type": incoming(
    "{ a: string | number }",
    "{ a: string }",
    "`Incoming.a` no longer accepts `number`",
  ),
  "in: another type": incoming("{ a: string }", "{ a: number }", "`Incoming.a` no longer accepts `string`"),
  "in: null is not accepted anymore": incoming(
    "{ a: string | null }",
    "{ a: string }",
    "`Incoming.a` no longer accepts `null`",
  ),
  "in: unknown becomes a type": incoming(
    "{ a: unknown }",
    "{ a: string }",
    "`Incoming.a` no longer accepts any value",
  ),
  "in: a literal less": incoming('{ a: "x" | "y" }', '{ a: "x" }', '`Incoming.a` no longer accepts `"y"`'),
  "in: a literal more": incoming('{ a: "x" }', '{ a: "x" | "y" }'),
  "in: a string becomes literals": incoming(
    "{ a: string }",
    '{ a: "x" | "y" }',
    "`Incoming.a` no longer accepts `string`",
  ),
  "in: a member less": incoming(
    '{ k: "a"; v: string } | { k: "b" }',
    '{ k: "a"; v: string }',
    '`Incoming.k` no longer accepts `"b"`',
    "`Incoming.v` is new and required, but earlier clients do not send it",
  ),
  "in: a member more": incoming('{ k: "a" }', '{ k: "a" } | { k: "b" }'),
  "in: a member with a property more": incoming(
    '{ k: "a" } | { k: "b" }',
    '{ k: "a" } | { k: "b"; v: string }',
    "`Incoming.v` is new and required, but earlier clients do not send it",
  ),
  "in: one member is written as two": incoming(
    '{ k: "a" | "b"; v: string }',
    '{ k: "a"; v: string } | { k: "b"; v: string }',
  ),
  "in: one member is written as forty": incoming(
    `{ k: ${many.join(" | ")}; v: string }`,
    many.map((each) => `{ k: ${each}; v: string }`).join(" | "),
  ),
  "in: one of forty gets lost": incoming(
    `{ k: ${many.join(" | ")} }`,
    `{ k: ${many.slice(1).join(" | ")} }`,
    '`Incoming.k` no longer accepts `"k0"`',
  ),
  "in: a longer tuple": incoming("[string]", "[string, number]", "`Incoming` no longer accepts `[string]`"),
  "in: a tuple with an optional element more": incoming("[string]", "[string, number?]"),
  "in: an element of another type": incoming(
    "{ a: string[] }",
    "{ a: number[] }",
    "`Incoming.a[]` no longer accepts `string`",
  ),
  "in: a template": incoming(
    "{ a: `x-${string}` }",
    "{ a: `y-${string}` }",
    "`Incoming.a` no longer accepts ``x-${string}``",
  ),
  "in: a literal becomes a template that has it": incoming('{ a: "x-1" }', "{ a: `x-${number}` }"),
  "in: text is not accepted anymore": incoming(
    "string | { a: 1 }",
    "{ a: 1 }",
    "`Incoming` no longer accepts text messages",
  ),
  "in: bytes are not accepted anymore": incoming(
    "Uint8Array | string",
    "string",
    "`Incoming` no longer accepts binary messages",
  ),
  "in: JSON is not accepted anymore": incoming(
    "{ a: 1 } | string",
    "string",
    "`Incoming` no longer accepts JSON messages",
  ),
  "in: text is accepted too": incoming("{ a: 1 }", "string | Uint8Array | { a: 1 }"),
  "in: anything is accepted": incoming("string | { a: 1 }", "unknown"),
  "in: anything is not accepted anymore": incoming(
    "unknown",
    "{ a: 1 }",
    "`Incoming` no longer accepts any value",
  ),
  "in: a command less": incoming('"start" | "stop"', '"start"', '`Incoming` no longer accepts `"stop"`'),
  "in: it is described for the first time": ["", "export type Incoming = { a: 1 };"],
  "in: it is not described anymore": ["export type Incoming = { a: 1 };", ""],
  "in: a property of a recursive type": [
    `${TREE} export type Incoming = Tree;`,
    `${TREE.replace("name: string", "name: string; size: number")} export type Incoming = Tree;`,
    "`Incoming.size` is new and required, but earlier clients do not send it",
  ],
  "in: a recursive type stays": [
    `${TREE} export type Incoming = Tree;`,
    `${TREE} export type Incoming = Tree;`,
  ],
  "in: a type gets another name": [
    "interface A { b: string } export type Incoming = { a: A };",
    "interface B { b: string } export type Incoming = { a: B };",
  ],
  "in: a schema is stricter": [
    `${ZOD} export const incoming = z.object({ say: z.string() });`,
    `${ZOD} export const incoming = z.object({ say: z.enum(["hi"]), at: z.number().default(0) });`,
    "`incoming.say` no longer accepts `string`",
  ],
  "in: a text becomes JSON": [
    "export type Incoming = string;",
    `${ZOD} export const incoming = z.string();`,
    "`incoming` no longer accepts text messages",
  ],
  "in: a type becomes a schema": [
    "export type Incoming = { a: string };",
    `${ZOD} export const incoming = z.object({ a: z.string().max(5) });`,
  ],
  "in: a record's values": incoming(
    "Record<string, string | number>",
    "Record<string, string>",
    "`Incoming[string]` no longer accepts `number`",
  ),
  ...OUTGOING_CHANGES,
};
