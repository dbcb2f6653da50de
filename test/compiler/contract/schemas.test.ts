// Tests that the schema of a type accepts the JSON of its values and nothing else, and that every reference leads somewhere.
import { Ajv } from "ajv";
import { beforeAll, describe, expect, test } from "bun:test";
import type { ContractDocument, DescribedContract } from "../../../compiler/contract/document.ts";
import { TSCONFIG } from "../../support/project.ts";
import { unionOf } from "../../../compiler/contract/json-schema.ts";
import { describeSources } from "./describe.ts";
import { TYPES } from "./types.ts";
import { UNWRITABLE } from "./unwritable.ts";

const titles = Object.keys(TYPES);
const oddities = Object.keys(UNWRITABLE);
let described: DescribedContract;
let document: ContractDocument;
let ajv: Ajv;

beforeAll(async () => {
  const sources = [
    ...Object.values(TYPES).map(({ source }, index) => [`right-${index}`, source] as const),
    ...Object.values(UNWRITABLE).map(([source], index) => [`wrong-${index}`, source] as const),
    ...SCHEMAS.map((source, index) => [`schema-${index}`, source] as const),
  ];
  described = await describeSources(Object.fromEntries(sources), {
    "shared.ts": "export type Shared = { shared: true };",
    "tsconfig.json": TSCONFIG,
  });
  ({ document } = described);
  ajv = new Ajv({ strict: true, strictTuples: false, allowUnionTypes: true, ownProperties: true });
  ajv.addFormat("date-time", (text) => text === "" || !Number.isNaN(Date.parse(text)));
  ajv.addVocabulary(["asyncapi", "info", "x-bunbox", "channels", "operations", "components"]);
  ajv.addSchema({ ...document, $id: "contract" });
});

/** Routes that export a schema. */
const SCHEMAS = [
  `import * as z from "zod";
   /** What a client says. */
   export const incoming = z.union([z.object({ n: z.number().default(1), at: z.string().transform(Number) }), z.string()]);`,
  'export const incoming = { "~standard": { version: 1, vendor: "own", validate: (value: unknown) => ({ value }) } } as const;',
  "export declare const incoming: any;",
];

function channelOf(kind: "right" | "wrong" | "schema", index: number): string {
  const route = [...described.routes].find(([, { path }]) => path === `/ws/${kind}-${index}`);
  return route?.[0] ?? "";
}

describe("the schema of a type accepts its values and nothing else:", () => {
  test.each(titles)("%s", (title) => {
    const { right = [], wrong = [] } = TYPES[title] ?? {};
    const channel = channelOf("right", titles.indexOf(title));
    expect(Object.keys(document.channels[channel]?.messages ?? {})).toEqual(["outgoing"]);
    const validate = ajv.compile({ $ref: `contract#/channels/${channel}/messages/outgoing/payload` });
    const judged = (value: unknown): readonly [unknown, boolean] => [value, validate(value)];
    expect(right.map(judged)).toEqual(right.map((value) => [value, true]));
    expect(wrong.map(judged)).toEqual(wrong.map((value) => [value, false]));
    expect(right.length * wrong.length).toBeGreaterThan(0);
  });
});

describe("a part that JSON does not have is reported:", () => {
  test.each(oddities)("%s", (title) => {
    const [, ...expected] = UNWRITABLE[title] ?? [""];
    const file = `app/ws/wrong-${oddities.indexOf(title)}/route.ts`;
    const found = described.diagnostics.filter(({ place }) => place?.file === file);
    expect(found.map(({ code }) => code)).toEqual(expected.map(() => "BBX5001"));
    for (const [index, text] of expected.entries()) expect(found[index]?.message).toContain(text);
  });

  test("and no other", () => {
    const files = described.diagnostics.map(({ place }) => place?.file ?? "");
    expect(files.filter((file) => !file.startsWith("app/ws/wrong-"))).toEqual([]);
  });
});

/** The messages of a route that exports a schema. */
function messagesOf(index: number): unknown {
  return document.channels[channelOf("schema", index)]?.messages;
}

describe("the schema of what a Standard Schema takes:", () => {
  test("its input, and every text is JSON", () => {
    const properties = { at: { type: "string" }, n: { type: "number" } };
    expect(messagesOf(0)).toEqual({
      incoming: {
        description: "What a client says.",
        contentType: "application/json",
        payload: {
          anyOf: [{ type: "string" }, { type: "object", properties, required: ["at"] }],
        },
      },
    });
  });

  test("any JSON, if it does not say what it takes", () => {
    const incoming = { contentType: "application/json", payload: {} };
    expect(messagesOf(1)).toEqual({ incoming });
    expect(messagesOf(2)).toEqual({ incoming });
  });
});

test("the named schemas are draft-07, and have the names of their types", () => {
  const { schemas } = document.components;
  for (const schema of Object.values(schemas)) expect(ajv.validateSchema(schema)).toBe(true);
  expect(Object.keys(schemas)).toContain("Tree");
  expect(Object.keys(schemas)).toContain("Json");
  expect(Object.keys(schemas)).toContain("Page_number");
  for (const name of Object.keys(schemas)) expect(name).toMatch(/^[\w.-]+$/);
  expect(Object.keys(schemas).filter((name) => /^(?:Array|Partial|Record|Pick)/.test(name))).toEqual([]);
});

test("a union is as short as it can be", () => {
  const yes = { const: true };
  const no = { const: false };
  expect(unionOf([yes, { type: "string" }, no])).toEqual({ type: ["boolean", "string"] });
  expect(unionOf([{ const: "b" }, { type: "null" }, { const: "a" }])).toEqual({ enum: ["a", "b", null] });
  expect(unionOf([no, { const: 10 }, { const: 9 }])).toEqual({ enum: [9, 10, false] });
  expect(unionOf([{ not: {} }, yes])).toEqual(yes);
  expect(unionOf([yes, {}])).toEqual({});
  expect(unionOf([])).toEqual({ not: {} });
});
