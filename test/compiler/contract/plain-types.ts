// Lists types of messages that are written out: objects, unions, arrays, tuples and records.
import type { TypeCase } from "./types.ts";

export const PLAIN_TYPES: Readonly<Record<string, TypeCase>> = {
  "an object": {
    source: "export type Outgoing = { a: string; b: number; c: boolean; d: null };",
    right: [
      { a: "", b: -1.5, c: false, d: null },
      { a: "x", b: 0, c: true, d: null, more: 1 },
    ],
    wrong: [
      {},
      { a: 1, b: 1, c: true, d: null },
      { a: "", b: "1", c: true, d: null },
      { a: "", b: 1, c: true },
      null,
      "x",
      [],
    ],
  },
  "an interface that extends another": {
    source: "interface Base { id: number } export interface Outgoing extends Base { name: string }",
    right: [{ id: 1, name: "a" }],
    wrong: [{ name: "a" }, { id: 1 }],
  },
  "optional properties, and those that may be undefined": {
    source: "export type Outgoing = { a?: number; b: number | undefined; c?: never; d: number };",
    right: [{ d: 1 }, { a: 1, b: 2, d: 3 }],
    wrong: [{}, { a: null, d: 1 }, { b: "2", d: 1 }, { c: 1, d: 1 }],
  },
  literals: {
    source: 'export type Outgoing = { kind: "a" | "b"; level: 1 | 2; yes: true };',
    right: [{ kind: "b", level: 2, yes: true }],
    wrong: [
      { kind: "c", level: 1, yes: true },
      { kind: "a", level: 3, yes: true },
      { kind: "a", level: 1, yes: false },
      { kind: "a", level: "1", yes: true },
    ],
  },
  "a union with tags": {
    source: 'export type Outgoing = { kind: "a"; n: number } | { kind: "b"; s: string };',
    right: [
      { kind: "a", n: 1 },
      { kind: "b", s: "" },
    ],
    wrong: [{ kind: "a", s: "" }, { kind: "b", n: 1 }, { kind: "c" }],
  },
  "a union of kinds": {
    source: "export type Outgoing = { v: string | number | null | boolean | string[] };",
    right: [{ v: "" }, { v: 1 }, { v: null }, { v: true }, { v: ["a"] }],
    wrong: [{ v: {} }, { v: [1] }, {}],
  },
  "literals beside null and booleans": {
    source: 'export type Outgoing = { v: "a" | null; w: 1 | boolean; x: "a" | number };',
    right: [
      { v: null, w: 1, x: 7 },
      { v: "a", w: false, x: "a" },
    ],
    wrong: [
      { v: "b", w: 1, x: 1 },
      { v: "a", w: 2, x: 1 },
      { v: "a", w: 1, x: "b" },
      { v: 1, w: 1, x: 1 },
    ],
  },
  "an array": {
    source: "export type Outgoing = { a: readonly number[]; b: Array<string | undefined> };",
    right: [
      { a: [], b: [] },
      { a: [1, 2], b: ["x", null] },
    ],
    wrong: [
      { a: ["1"], b: [] },
      { a: {}, b: [] },
      { a: [], b: [1] },
    ],
  },
  "a tuple": {
    source: "export type Outgoing = [string, number];",
    right: [["a", 1]],
    wrong: [["a"], ["a", 1, 2], [1, "a"], {}],
  },
  "a tuple with an optional element": {
    source: "export type Outgoing = [string, number?];",
    right: [["a"], ["a", 1]],
    wrong: [[], ["a", "b"], ["a", 1, 1]],
  },
  "a tuple with a rest": {
    source: "export type Outgoing = [string, ...number[]];",
    right: [["a"], ["a", 1, 2]],
    wrong: [[], [1], ["a", "b"]],
  },
  "a tuple with a rest in the middle": {
    source: "export type Outgoing = [...number[], string];",
    right: [["a"], [1, 2, "a"]],
    wrong: [[], [true]],
  },
  "the empty tuple": { source: "export type Outgoing = { a: [] };", right: [{ a: [] }], wrong: [{ a: [1] }] },
  "a record": {
    source: "export type Outgoing = Record<string, number>;",
    right: [{}, { a: 1 }],
    wrong: [{ a: "1" }, [], null],
  },
  "a record of a few keys": {
    source: 'export type Outgoing = Record<"a" | "b", number>;',
    right: [{ a: 1, b: 2 }],
    wrong: [{ a: 1 }, { a: 1, b: "" }],
  },
  "an index signature beside properties": {
    source: "export interface Outgoing { id: string; [key: string]: string | number }",
    right: [{ id: "a" }, { id: "a", b: 1 }],
    wrong: [{ b: 1 }, { id: 1 }, { id: "a", b: true }],
  },
  "index signatures of numbers and templates": {
    source: "export type Outgoing = { [key: number]: string; [key: `x-${string}`]: boolean };",
    right: [{}, { 1: "a", "x-a": true, other: {} }],
    wrong: [{ 1: 1 }, { "x-a": 1 }],
  },
};
