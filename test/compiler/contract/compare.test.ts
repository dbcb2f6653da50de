// Tests which changes of a project break the clients of its earlier contract, and where they are reported.
import { beforeAll, describe, expect, test } from "bun:test";
import { compareContracts } from "../../../compiler/contract/compare.ts";
import { writeText } from "../../../compiler/contract/document-text.ts";
import type { DescribedContract } from "../../../compiler/contract/document.ts";
import { readContract } from "../../../compiler/contract/earlier.ts";
import { inOrder } from "../../../compiler/rules/once.ts";
import type { Diagnostic } from "../../../compiler/model.ts";
import { CHANGES } from "./changes.ts";
import { describeSources } from "./describe.ts";

const HANDLER = "\nexport function onMessage() {}\n";
const titles = Object.keys(CHANGES);

/** Changes of a folder. */
const ROUTES: Readonly<Record<string, readonly [before: string, after: string, ...reported: string[]]>> = {
  "a route stays": ["rooms/[room]", "rooms/[room]"],
  "a route is gone": [
    "rooms/[room]",
    "people/[room]",
    "BBX5002 The route /ws/rooms/{room} does not exist anymore",
  ],
  "a parameter gets another name": [
    "rooms/[room]",
    "rooms/[id]",
    "BBX5003 The parameter `room` is now `id`: /ws/rooms/{room} has become /ws/rooms/{id}",
  ],
  "a parameter is new": [
    "rooms",
    "rooms/[room]",
    "BBX5003 The parameter `room` is new: /ws/rooms has become /ws/rooms/{room}",
  ],
  "a parameter is gone": [
    "rooms/[room]/[seat]",
    "rooms/[room]",
    "BBX5003 The parameter `seat` is gone: /ws/rooms/{room}/{seat} has become /ws/rooms/{room}",
  ],
  "a parameter has moved": [
    "[a]/rooms",
    "rooms/[a]",
    "BBX5003 The parameters have moved: /ws/{a}/rooms has become /ws/rooms/{a}",
  ],
  "an optional parameter is new": ["wiki", "wiki/[[page]]"],
  "a parameter becomes optional": ["wiki/[page]", "wiki/[[page]]"],
  "an optional parameter becomes required": [
    "wiki/[[page]]",
    "wiki/[page]",
    "BBX5003 The parameter `page` cannot be left out anymore: /ws/wiki/{page}",
  ],
  "a catch-all becomes a parameter": [
    "files/[...path]",
    "files/[path]",
    "BBX5003 The parameter `path` is only one segment now: /ws/files/{path}",
  ],
  "a parameter becomes a catch-all": ["files/[path]", "files/[...path]"],
};

let found: readonly Diagnostic[];

/** Compares with a contract that is written to a file and read again. */
function compare(before: DescribedContract, after: DescribedContract): readonly Diagnostic[] {
  const [fromJson = [], fromYaml = []] = (["json", "yaml"] as const).map((format) => {
    const earlier = readContract(writeText(before.document, format));
    if (typeof earlier === "string") throw new Error(earlier);
    return compareContracts("contract.yaml", earlier, after);
  });
  expect(fromJson.map(({ message }) => message)).toEqual(fromYaml.map(({ message }) => message));
  return inOrder(fromYaml);
}

/** The sources before or after the changes. Each change has a folder of its own. */
function sources(side: 0 | 1): Readonly<Record<string, string>> {
  return Object.fromEntries([
    ...Object.values(CHANGES).map((change, index) => [`c${index}`, `${change[side]}${HANDLER}`] as const),
    ...Object.values(ROUTES).map((change, index) => [`r${index}-/${change[side]}`, HANDLER] as const),
  ]);
}

beforeAll(async () => {
  const [before, after] = [await describeSources(sources(0)), await describeSources(sources(1))];
  expect([...before.diagnostics, ...after.diagnostics]).toEqual([]);
  found = compare(before, after);
});

describe("a change of messages is judged:", () => {
  test.each(titles)("%s", (title) => {
    const [, , ...expected] = CHANGES[title] ?? [];
    const file = `app/ws/c${titles.indexOf(title)}/route.ts`;
    const own = found.filter(({ place }) => place?.file === file);
    expect(own.map(({ message }) => message)).toEqual(expected);
    const code = title.startsWith("in:") ? "BBX5004" : "BBX5005";
    expect(own.map((each) => each.code)).toEqual(expected.map(() => code));
  });
});

describe("a change of routes is judged:", () => {
  test.each(Object.keys(ROUTES))("%s", (title) => {
    const index = Object.keys(ROUTES).indexOf(title);
    const [, , ...expected] = ROUTES[title] ?? [];
    const own = found.filter(({ message }) => message.includes(`/r${index}-/`));
    expect(own.map(({ code, message }) => `${code} ${message.replaceAll(`/r${index}-/`, "/")}`)).toEqual(
      expected,
    );
  });
});

describe("a text that is not a contract of bunbox is refused:", () => {
  const UNUSABLE: Readonly<Record<string, readonly [text: string, complaint: string]>> = {
    "broken YAML": ["a: [1\nb: 2", "is neither YAML nor JSON: "],
    "broken JSON": ['{ "a": 1', "is neither YAML nor JSON: "],
    "a conflict of git": ["<<<<<<< HEAD\nasyncapi: 3.1.0\n=======\n", "is neither YAML nor JSON: "],
    "an alias": ["a: &a { b: *a }", "is neither YAML nor JSON: it has an alias"],
    "a text": ["hello", "is not an AsyncAPI 3 document"],
    nothing: ["", "is not an AsyncAPI 3 document"],
    "AsyncAPI 2": ["asyncapi: 2.6.0\nchannels: {}", "is not an AsyncAPI 3 document"],
    OpenAPI: ['{ "openapi": "3.1.0", "paths": {} }', "is not an AsyncAPI 3 document"],
    "that of another tool": [
      '{ "asyncapi": "3.0.0", "channels": {} }',
      "was not written by `bunbox contract`",
    ],
    "one of a newer bunbox": [
      "asyncapi: 3.1.0\nx-bunbox: 2\nchannels: {}",
      "was written by a newer version of bunbox",
    ],
  };

  test.each(Object.keys(UNUSABLE))("%s", (title) => {
    const [text = "", complaint = ""] = UNUSABLE[title] ?? [];
    const refused = readContract(text);
    expect(refused).toStartWith(complaint);
    expect(refused).not.toContain("\n");
  });
});

test("what a contract says beyond the schemas of bunbox is ignored", () => {
  const payload = {
    type: ["object", 7],
    properties: { a: { type: "string", maxLength: 3, const: {} }, b: true, c: "text" },
    required: ["a", 1],
    additionalProperties: false,
  };
  const earlier = readContract(
    JSON.stringify({
      asyncapi: "3.0.0",
      "x-bunbox": 1,
      channels: { a: { address: "/a", messages: { incoming: { payload }, other: 1 } }, b: 1 },
    }),
  );
  expect(earlier).toMatchObject({
    channels: {
      a: {
        address: "/a",
        parameters: {},
        messages: {
          incoming: {
            payload: {
              type: ["object"],
              properties: { a: { type: "string" }, b: {}, c: {} },
              required: ["a"],
            },
          },
          other: {},
        },
      },
      b: { address: "", parameters: {}, messages: {} },
    },
    components: { schemas: {} },
  });
});
