// Lists types of messages with parts that JSON does not have.

/** Each type, with the path of each part and what it is. */
export const UNWRITABLE: Readonly<Record<string, readonly [source: string, ...found: readonly string[]]>> = {
  "a function": ["export type Outgoing = { cb: () => void };", "`Outgoing.cb` is a function"],
  "an optional function": ["export type Outgoing = { cb?: () => void };", "`Outgoing.cb` is a function"],
  "a method of an interface": ["export interface Outgoing { run(): void }", "`Outgoing.run` is a function"],
  "a class itself": ["class A {} export type Outgoing = { a: typeof A };", "`Outgoing.a` is a function"],
  "a symbol": ["export type Outgoing = { s: symbol };", "`Outgoing.s` is a symbol"],
  "a bigint": [
    "export type Outgoing = { n: bigint | string; m: 1n };",
    "`Outgoing.n` is a bigint",
    "`Outgoing.m` is a bigint",
  ],
  "a Map and a Set": [
    "export type Outgoing = { m: Map<string, Set<number>>; s: ReadonlySet<string> };",
    "`Outgoing.m` is `Map`",
    "`Outgoing.s` is `ReadonlySet`",
  ],
  "a promise": ["export type Outgoing = { p: Promise<string> };", "`Outgoing.p` is `Promise`"],
  "an error": ["export type Outgoing = { e: Error };", "`Outgoing.e` is `Error`"],
  "bytes within JSON": [
    "export type Outgoing = { a: Buffer; b: ArrayBuffer; c: Float64Array };",
    "`Outgoing.a` is bytes",
    "`Outgoing.b` is bytes",
    "`Outgoing.c` is bytes",
  ],
  "a part deep inside": [
    "interface User { ids: bigint[] } export type Outgoing = { rooms: Record<string, { users: [User?] }> };",
    "`Outgoing.rooms[string].users[0].ids[]` is a bigint",
  ],
  "an odd name": ['export type Outgoing = { "a-b": symbol };', '`Outgoing["a-b"]` is a symbol'],
  "a type without an end": [
    "interface Nest<T> { value: T; next?: Nest<T[]> } export type Outgoing = Nest<string>;",
    "is a type that nests without an end",
    "is a type that nests without an end",
  ],
};
