// Lists changes of what a route sends, each with what is reported about it.
import type { Change } from "./changes.ts";

const outgoing = (before: string, after: string, ...reported: readonly string[]): Change => [
  `export type Outgoing = ${before};`,
  `export type Outgoing = ${after};`,
  ...reported,
];

export const OUTGOING_CHANGES: Readonly<Record<string, Change>> = {
  "out: a new property": outgoing("{ a: string }", "{ a: string; b: number }"),
  "out: a property is gone": outgoing(
    "{ a: string; b: number }",
    "{ a: string }",
    "`Outgoing.b` is gone, but earlier clients read it",
  ),
  "out: a property becomes optional": outgoing(
    "{ a: string }",
    "{ a?: string }",
    "`Outgoing.a` may now be left out, but earlier clients read it",
  ),
  "out: an optional property becomes required": outgoing("{ a?: string }", "{ a: string }"),
  "out: a wider type": outgoing(
    "{ a: string }",
    "{ a: string | number }",
    "`Outgoing.a` may now be `number`",
  ),
  "out: a narrower type": outgoing("{ a: string | null }", "{ a: string }"),
  "out: a literal more": outgoing('{ a: "x" }', '{ a: "x" | "y" }', '`Outgoing.a` may now be `"y"`'),
  "out: a member more": outgoing('{ k: "a" }', '{ k: "a" } | { k: "b" }', '`Outgoing.k` may now be `"b"`'),
  "out: a member less": outgoing('{ k: "a" } | { k: "b" }', '{ k: "a" }'),
  "out: a type becomes unknown": outgoing(
    "{ a: string }",
    "{ a: unknown }",
    "`Outgoing.a` may now be any value",
  ),
  "out: text too": outgoing("{ a: 1 }", '{ a: 1 } | "pong"', "`Outgoing` may now be text messages"),
  "out: bytes too": outgoing("{ a: 1 }", "{ a: 1 } | ArrayBuffer", "`Outgoing` may now be binary messages"),
  "out: no text anymore": outgoing('{ a: 1 } | "pong"', "{ a: 1 }"),
  "out: it is described for the first time": ["", "export type Outgoing = { a: 1 };"],
  "out: it is not described anymore": [
    "export type Outgoing = { a: 1 };",
    "",
    "`Outgoing` is gone, so earlier clients do not know what they get",
  ],
  "out: several properties": outgoing(
    "{ a: string; b: { c: number; d: number } }",
    "{ a: number; b: { c: number } }",
    "`Outgoing.a` may now be `number`",
    "`Outgoing.b.d` is gone, but earlier clients read it",
  ),
  "out: a record's values": outgoing(
    "Record<string, number>",
    "Record<string, number | string>",
    "`Outgoing[string]` may now be `string`",
  ),
  "out: a Date becomes a number": outgoing(
    "{ at: Date }",
    "{ at: number }",
    "`Outgoing.at` may now be `number`",
  ),
  "out: a comment": outgoing("{ a: 1 }", "{ /** A comment. */ a: 1 }"),
};
