// Lists functions that decide, which TypeScript lets pass, and whose results only the running server can judge.
import { type Form, forms, type Kind, RIGHT_TS } from "../form.ts";
import type { Slot } from "../slot.ts";

/** Bun shows what the function returns, and the documentation says what the server must do then. */
const RESULT: Kind = { ...RIGHT_TS, handlers: ["upgrade"], markless: true };

/** A function whose result has the type `any`. */
function returning(result: string): (slot: Slot) => string {
  return ({ id, name }) =>
    `const ${id}_result = (): any => { ${result} };\nexport function ${name}() { return ${id}_result(); }`;
}

/** The same, later. */
function resolving(result: string): (slot: Slot) => string {
  return ({ id, name }) =>
    `const ${id}_result = async (): Promise<any> => { ${result} };\nexport const ${name} = async () => ${id}_result();`;
}

const RESULTS: Readonly<Record<string, string>> = {
  true: "return true;",
  false: "return false;",
  nothing: "",
  undefined: "return undefined;",
  null: "return null;",
  "the number 1": "return 1;",
  "a text": 'return "yes";',
  "an empty object": "return {};",
  "an object without a prototype": "return Object.create(null);",
  data: 'return { data: "data" };',
  "data that is undefined": "return { data: undefined };",
  "headers and protocol": 'return { headers: { "x-a": "b" }, protocol: undefined };',
  "an unknown key": 'return { data: "data", user: 1 };',
  "an unknown key alone": "return { user: 1 };",
  "an array": "return [];",
  "an error": 'return new Error("no");',
  "a Map": "return new Map();",
  "a Date": "return new Date();",
  "a function": "return () => true;",
  "an object of a class": "return new (class { id = 1 })();",
  "a Boolean": "return Object(true);",
  "a response": "return new Response(null, { status: 401 });",
};

export const GUARDS: readonly Form[] = Object.entries(RESULTS).flatMap(([title, result]) =>
  forms(RESULT, {
    [`upgrade returns ${title}`]: returning(result),
    [`upgrade resolves with ${title}`]: resolving(result),
  }),
);
