// What the type check says of handlers: each misfit by what is wrong with it, and which names TypeScript sees.
import { afterAll, beforeAll, expect, test } from "bun:test";
import path from "node:path";
import type { Outcome, Typed } from "../../../compiler/model.ts";
import { checkTypes, shownErrors, shownMisfit } from "./check-types.ts";
import { createProject, type TestProject } from "../../support/project.ts";

const IMPORT = 'import type { ServerWebSocket, WebSocketContext } from "@ademattos/bunbox";\n';

/** Route texts, each with what is wrong with its handlers. */
const ROUTES: Readonly<Record<string, readonly [text: string, misfits: readonly string[]]>> = {
  fits: [
    "export function upgrade() { return { data: { name: 1 } }; }\nexport function onMessage(ws: ServerWebSocket<{ name: number }>, message: string | Buffer) {}",
    [],
  ],
  "[id]": [
    "export function onOpen(ws: ServerWebSocket, { params: { id } }: WebSocketContext<{ id: string }>) { id.trim(); }",
    [],
  ],
  "[...all]": [
    "export function onOpen(ws: ServerWebSocket, ctx: WebSocketContext<{ all: string }>) {}",
    ["[...all] onOpen parameter 1"],
  ],
  data: [
    "export function upgrade() { return { data: { name: 1 } }; }\nexport function onMessage(ws: ServerWebSocket<{ other: number }>) {}",
    ["data onMessage parameter 0"],
  ],
  several: [
    "export function onOpen(ws: string) {}\nexport function onMessage(ws: number, message: number) {}\nexport function onClose(ws: unknown, ctx: unknown, code: number, reason: string, more: string) {}",
    ["several onClose arity 4", "several onMessage parameter 0 and 1", "several onOpen parameter 0"],
  ],
  result: ["export function upgrade() { return 3; }", ["result upgrade return"]],
  keys: ["export function upgrade() { return { dta: 1 }; }", ["keys upgrade keys"]],
  generator: ["export const onMessage = function* () {};", ["generator onMessage generator"]],
  value: [
    "export const onOpen = 3;\nexport const onDrain = { call: 1 };",
    ["value onDrain callable", "value onOpen callable"],
  ],
  overloads: [
    "export function onMessage(ws: ServerWebSocket, message: string): void;\nexport function onMessage(ws: ServerWebSocket, message: Buffer): void;\nexport function onMessage(ws: ServerWebSocket, message: string | Buffer) {}",
    ["overloads onMessage parameter 1"],
  ],
  // Its parameters fit one by one; the whole does not.
  rest: [
    "export function onMessage(ws: unknown, ...more: string[]) {}\nexport function onOpen(ws: number) {}",
    ["rest onMessage whole", "rest onOpen parameter 0"],
  ],
  union: [
    "export const onOpen: ((ws: ServerWebSocket) => void) | ((a: number) => void) = null!;",
    ["union onOpen whole"],
  ],
  stars: ['export * from "../../handlers.ts";', ["stars onClose parameter 2"]],
  types: ["export type onMessage = number;\nexport const onOpen = () => {};", []],
  near: [
    "export const onmessage = 3, onopen = () => {}, Onclose: unknown = 1;\nexport function onDrain(ws: ServerWebSocket) {}",
    [],
  ],
  empty: ["", []],
  // What is wrong with the type itself is an error of its own.
  unknown: ["export const upgrade = missing;\nexport function onOpen(ws: ServerWebSocket<any>) {}", []],
};

const HANDLERS = `${IMPORT}
export function onMessage(ws: ServerWebSocket) {}
export function onClose(ws: unknown, ctx: unknown, code: string) {}
`;

let project: TestProject;
let checked: Outcome<Typed>;

beforeAll(async () => {
  const files = Object.entries(ROUTES).map(([folder, [text]]) => [
    `app/ws/${folder}/route.ts`,
    `${IMPORT}${text}\n`,
  ]);
  project = await createProject({
    ...Object.fromEntries(files),
    "app/handlers.ts": HANDLERS,
    "app/pages.ts": "export default (req: Request) => req.url;\n",
  });
  checked = await checkTypes(project, {
    near: { near: ["onmessage", "onopen", "Onclose"] },
    fallback: "app/pages.ts",
  });
});

afterAll(() => project[Symbol.asyncDispose]());

/** TypeScript's words about a handler. */
function reasonOf(folder: string, handler: string): string | undefined {
  return checked.value.misfits.find((misfit) => shownMisfit(misfit).startsWith(`${folder} ${handler} `))
    ?.reason;
}

function knownOf(folder: string): readonly string[] | undefined {
  const known = checked.value.known.get(`app/ws/${folder}/route.ts`);
  return known === undefined ? undefined : [...known];
}

test("a handler is blamed for what does not fit, and for that alone", () => {
  const expected = ["app fallback whole", ...Object.values(ROUTES).flatMap(([, misfits]) => misfits)];
  expect(checked.value.misfits.map(shownMisfit).toSorted()).toEqual(expected.toSorted());
});

test("only several wrong parameters are listed with the first", () => {
  const several = checked.value.misfits.filter(({ blame }) => "others" in blame);
  expect(several.map(shownMisfit)).toEqual(["several onMessage parameter 0 and 1"]);
});

test("the reason is in TypeScript's words, without the types that only the contract has", () => {
  expect(reasonOf("keys", "upgrade")).toBe('"dta"');
  expect(reasonOf("several", "onClose")).toBe(
    "Target signature provides too few arguments. Expected 5 or more, but got 4.",
  );
  expect(reasonOf("value", "onOpen")).toBe("Its type is 'number'.");
  expect(reasonOf("value", "onDrain")).toBe("Its type is '{ call: number; }'.");
  expect(reasonOf("result", "upgrade")).toBe(
    "Type 'number' is not assignable to type 'Awaitable<UpgradeResult>'",
  );
  expect(reasonOf("rest", "onMessage")).toStartWith(
    "Type '(ws: unknown, ...more: string[]) => void' is not assignable",
  );
  expect(reasonOf("rest", "onMessage")?.split("\n").length).toBeGreaterThan(1);
});

test("TypeScript sees the handlers that a module has", () => {
  expect(knownOf("fits")).toEqual(["upgrade", "onMessage"]);
  expect(knownOf("stars")).toEqual(["onMessage", "onClose"]);
  expect(knownOf("types")).toEqual(["onOpen"]);
  expect(knownOf("near")).toEqual(["onDrain"]);
  expect(knownOf("empty")).toEqual([]);
});

test("TypeScript says which near names cannot be called", () => {
  expect(checked.value.uncallable).toEqual(
    new Map([["app/ws/near/route.ts", new Set(["onmessage", "Onclose"])]]),
  );
});

test("an error of the project is at its place", () => {
  expect(shownErrors(checked)).toEqual(["TS2304 app/ws/unknown/route.ts:2:24"]);
});

test("the files that TypeScript has read are listed", () => {
  expect(checked.value.files).toContain(path.join(project.root, "app/handlers.ts"));
  expect(checked.value.files.every((file) => path.isAbsolute(file))).toBe(true);
});
