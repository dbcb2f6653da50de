// Lists types of messages, each with values that are of the type once they are JSON, and values that are not.
import { PLAIN_TYPES } from "./plain-types.ts";

/** One type: the source of a module that exports `Outgoing`. */
export interface TypeCase {
  readonly source: string;
  readonly right: readonly unknown[];
  readonly wrong: readonly unknown[];
}

export const TYPES: Readonly<Record<string, TypeCase>> = {
  ...PLAIN_TYPES,
  "mapped types": {
    source:
      "interface User { id: number; name: string; mail: string } export type Outgoing = { a: Partial<User>; b: Pick<User, 'id'>; c: Omit<User, 'mail'>; d: { [K in keyof User as `old_${K}`]: User[K] } };",
    right: [{ a: {}, b: { id: 1 }, c: { id: 1, name: "" }, d: { old_id: 1, old_name: "", old_mail: "" } }],
    wrong: [
      { a: { id: "" }, b: { id: 1 }, c: { id: 1, name: "" }, d: { old_id: 1, old_name: "", old_mail: "" } },
      { a: {}, b: {}, c: { id: 1, name: "" }, d: { old_id: 1, old_name: "", old_mail: "" } },
      { a: {}, b: { id: 1 }, c: { id: 1 }, d: { old_id: 1, old_name: "", old_mail: "" } },
      { a: {}, b: { id: 1 }, c: { id: 1, name: "" }, d: { old_id: 1 } },
    ],
  },
  "template literals": {
    source:
      "export type Outgoing = { color: `#${string}`; size: `${number}px`; path: `${'a' | 'b'}/${bigint}`; odd: `(${number}).$` };",
    right: [{ color: "#f\n0", size: "-1.5px", path: "b/12", odd: "(1e+21).$" }],
    wrong: [
      { color: "f00", size: "1px", path: "a/1", odd: "(1).$" },
      { color: "#", size: "px", path: "a/1", odd: "(1).$" },
      { color: "#", size: "1px", path: "c/1", odd: "(1).$" },
      { color: "#", size: "1px", path: "a/1.5", odd: "(1).$" },
      { color: "#", size: "1px", path: "a/1", odd: "(1)x$" },
    ],
  },
  enums: {
    source:
      'enum Color { Red, Green = 5 } enum Mood { Good = "good" } export type Outgoing = { color: Color; mood: Mood; one: Color.Red };',
    right: [
      { color: 0, mood: "good", one: 0 },
      { color: 5, mood: "good", one: 0 },
    ],
    wrong: [
      { color: 1, mood: "good", one: 0 },
      { color: 0, mood: "Good", one: 0 },
      { color: 0, mood: "good", one: 5 },
    ],
  },
  brands: {
    source:
      "declare const brand: unique symbol; type Id = string & { readonly [brand]: 'id' }; type Age = number & { __age: true }; export type Outgoing = { id: Id; age: Age };",
    right: [{ id: "a", age: 1 }],
    wrong: [
      { id: 1, age: 1 },
      { id: "a", age: "1" },
    ],
  },
  generics: {
    source:
      "interface Page<T> { items: T[]; next: number | null } export type Outgoing = { users: Page<{ name: string }>; ids: Page<number> };",
    right: [{ users: { items: [{ name: "a" }], next: null }, ids: { items: [1], next: 2 } }],
    wrong: [
      { users: { items: [1], next: null }, ids: { items: [1], next: 2 } },
      { users: { items: [], next: null }, ids: { items: ["a"], next: 2 } },
    ],
  },
  "a type that contains itself": {
    source:
      "interface Tree { name: string; kids: Tree[]; parent?: Tree | null } export type Outgoing = Tree;",
    right: [
      { name: "a", kids: [] },
      { name: "a", kids: [{ name: "b", kids: [], parent: null }] },
    ],
    wrong: [{ name: "a" }, { name: "a", kids: [{ name: 1, kids: [] }] }],
  },
  "a message that contains itself": {
    source: "export interface Outgoing { value: number; next: Outgoing | null }",
    right: [
      { value: 1, next: null },
      { value: 1, next: { value: 2, next: null } },
    ],
    wrong: [{ value: 1 }, { value: 1, next: { value: "2", next: null } }],
  },
  "types that contain each other": {
    source: "type A = { b?: B }; type B = { a: A[] }; export type Outgoing = A;",
    right: [{}, { b: { a: [{}, { b: { a: [] } }] } }],
    wrong: [{ b: {} }, { b: { a: [{ b: {} }] } }],
  },
  "any JSON": {
    source:
      "type Json = string | number | boolean | null | Json[] | { [key: string]: Json }; export type Outgoing = { value: Json };",
    right: [{ value: { a: [1, "b", null, [true]] } }, { value: 1 }],
    wrong: [{}],
  },
  "a recursive type without a name": {
    source:
      "const make = () => { const node = { value: 1, get next(): typeof node | null { return null; } }; return node; }; export type Outgoing = { list: ReturnType<typeof make> };",
    right: [{ list: { value: 1, next: null } }, { list: { value: 1, next: { value: 2, next: null } } }],
    wrong: [{ list: { value: 1, next: { value: 2 } } }],
  },
  "Date, and what has toJSON": {
    source:
      "class Money { constructor(readonly cents: number) {} toJSON() { return { cents: this.cents }; } } export type Outgoing = { at: Date; price: Money; link: URL };",
    right: [{ at: "2026-01-01T00:00:00.000Z", price: { cents: 1 }, link: "https://example.com/" }],
    wrong: [
      { at: 1, price: { cents: 1 }, link: "" },
      { at: "", price: 1, link: "" },
      { at: "", price: { cents: 1 }, link: 1 },
    ],
  },
  "a class": {
    source:
      "class User { #secret = 1; private age = 2; static count = 0; constructor(readonly name: string) {} get upper() { return this.name; } greet() { return this.#secret + this.age; } } export type Outgoing = User;",
    right: [{ name: "a", age: 2 }],
    wrong: [{ name: "a" }, { age: 2 }],
  },
  "an intersection": {
    source: "export type Outgoing = { a: string } & { b: number };",
    right: [{ a: "", b: 1 }],
    wrong: [{ a: "" }, { b: 1 }],
  },
  "any, unknown and never": {
    source: "export type Outgoing = { a: any; b: unknown; c?: never };",
    right: [
      { a: 1, b: null },
      { a: {}, b: [] },
    ],
    wrong: [{ a: 1, b: 1, c: 1 }],
  },
  object: {
    source: "export type Outgoing = { a: object };",
    right: [{ a: {} }, { a: [] }],
    wrong: [{ a: 1 }, { a: null }],
  },
  "odd names of properties": {
    source: 'export type Outgoing = { "a-b": string; "": boolean; constructor: number };',
    right: [{ "a-b": "", "": true, constructor: 1 }],
    wrong: [
      { "a-b": "", "": true },
      { "a-b": "", "": true, constructor: "1" },
    ],
  },
  "a type of another file": {
    source: 'export type { Shared as Outgoing } from "../../../shared.ts";',
    right: [{ shared: true }],
    wrong: [{}],
  },
  "what zod infers": {
    source:
      'import * as z from "zod"; const schema = z.object({ kind: z.enum(["a", "b"]), tags: z.array(z.string()).optional(), at: z.iso.datetime() }); export type Outgoing = z.infer<typeof schema>;',
    right: [
      { kind: "a", at: "" },
      { kind: "b", tags: ["x"], at: "" },
    ],
    wrong: [
      { kind: "c", at: "" },
      { kind: "a", tags: [1], at: "" },
    ],
  },
};
