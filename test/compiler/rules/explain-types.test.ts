// What bunbox adds to TypeScript's errors about handlers, and which of them it reports once.
import { describe, expect, test } from "bun:test";
import { argument, explain, OWN } from "./explain.ts";

/** The hint for the first parameter without a type. */
function hintOf(text: string, folder = "chat"): string {
  return explain(text, "TS7006", "", { folder })[0] ?? "";
}

/** What is said about parameters without a type. */
const namesIn = (text: string): readonly string[] =>
  explain(text, "TS7006", "Parameter 'ws' implicitly has an 'any' type", { messages: true });

describe("parameters without a type", () => {
  test("are named", () => {
    expect(namesIn("export function onOpen(«ws) {}")).toEqual(["The parameter `ws` of `onOpen` has no type"]);
    expect(namesIn("export function onOpen(«ws, «ctx) {}")).toEqual([
      "The parameters of `onOpen` have no types",
    ]);
    expect(explain("export function onOpen({ «a }) {}", "TS7031", "Its own", { messages: true })).toEqual([
      "Its own",
    ]);
  });

  test("are one error per handler, with the types of the route", () => {
    const text = `${OWN}export function upgrade() { return { data: 1 }; }\nexport async function onMessage(«ws, «message, «ctx) {}`;
    expect(explain(text, "TS7006", "", { folder: "[id]" })).toEqual([
      'ws, message, ctx: Write `export async function onMessage(ws: ServerWebSocket<UpgradeData<typeof upgrade>>, message: string | Buffer, ctx: WebSocketContext<{ id: string }>)`, with `import type { WebSocketContext } from "@ademattos/bunbox"`.',
    ]);
  });

  test("of a pattern keep it", () => {
    expect(explain("export function onOpen(«ws, { «topic }) {}", "TS7031")[0]).toContain(
      "onOpen(ws: ServerWebSocket, { topic }: WebSocketContext)`",
    );
  });

  test("of an arrow function get the type of the handler", () => {
    expect(hintOf("export const onMessage = («ws, message) => {};")).toContain(
      "`export const onMessage: OnMessage = …`",
    );
    expect(hintOf("export const onOpen = («ws, ctx) => {};", "[id]")).toContain(
      "onOpen: OnOpen<undefined, { id: string }> =",
    );
    expect(hintOf("export const upgrade = async («req) => true;\nexport function onOpen() {}")).toBe(
      "r: Write `export const upgrade = async (req: Request) => …`.",
    );
    expect(
      hintOf("export const incoming = schema;\nexport const onMessage = («ws, message) => {};"),
    ).toContain("OnMessage<undefined, {}, SchemaOutput<typeof incoming>>");
  });

  test("of another function stay as they are", () => {
    const text = "export function onOpen() {}\nfunction help(«a, «b) {}";
    expect(explain(text, "TS7006")).toEqual(["a: -", "b: -"]);
  });
});

test("a message that is parsed twice is one error", () => {
  const text = "export function onMessage(ws, message: unknown) { JSON.parse(«message); «other(); }";
  expect(explain(text, "TS2345", "", { broken: ["message);"], rule: "BBX2065" })).toEqual(["o: -"]);
  expect(explain(text, "TS2339", "", { broken: ["message);"], rule: "BBX2065" })).toHaveLength(2);
});

describe("a message of a wrong type, which is reported at the parameter,", () => {
  const text = `${OWN}export const onMessage = (ws, message) => { «ws.send(message.«say); const data = message; «data.«say; message.say.«length; };`;

  test("has no errors about its properties", () => {
    const left = ["w: -", "l: -"];
    for (const code of ["TS2339", "TS2551", "TS18046"])
      expect(explain(text, code, "", { misfit: "onMessage" })).toEqual(left);
  });

  test("has no errors about the keys of its patterns", () => {
    const keys = `${OWN}export function onMessage(ws, message) { const { «say, «room: { «name } } = message; const { «id } = ws.data; const [«first] = message; let «other; }`;
    expect(explain(keys, "TS2339", "", { misfit: "onMessage" })).toEqual(["n: -", "i: -", "f: -", "o: -"]);
    const parameter = `${OWN}export const onMessage = (ws, { «say }, { «topic }) => {};`;
    expect(explain(parameter, "TS2339", "", { misfit: "onMessage" })).toEqual(["t: -"]);
  });

  test("does not speak for the functions that get it", () => {
    const helped = `${OWN}export const onMessage = (ws, message) => { show(message); };\nfunction show(text) { text.«say; }`;
    expect(explain(helped, "TS2339", "", { misfit: "onMessage" })).toEqual(["s: -"]);
    const within = `${OWN}export const onMessage = (ws, message) => { const show = (text: string) => text.«say; show(message); };`;
    expect(explain(within, "TS2339", "", { misfit: "onMessage" })).toEqual(["s: -"]);
  });

  test("does not speak for other values", () => {
    const others = `${OWN}export const onMessage = (ws, message) => { (message ?? ws.data).«say; settings.«say; };`;
    expect(explain(others, "TS2339", "", { misfit: "onMessage" })).toEqual(["s: -", "s: -"]);
    const elsewhere = 'export { onMessage } from "./handler.ts";\nexport const say = (text) => text.«say;';
    expect(explain(elsewhere, "TS2339", "", { misfit: "onMessage" })).toEqual(["s: -"]);
  });

  test("has other errors", () => {
    expect(explain(text, "TS2322", "", { misfit: "onMessage" })).toHaveLength(5);
    expect(explain(text, "TS2339")).toHaveLength(5);
    expect(explain(text, "TS2339", "", { misfit: "onOpen" })).toHaveLength(5);
  });
});

const TYPE = "Write `ws: ServerWebSocket<UpgradeData<typeof upgrade>>`.";
const DATA = "export function upgrade() { return { data: { name: 1 } }; }\n";

describe("data whose type is not known", () => {
  test.each([
    ["socket: ServerWebSocket", "«socket.data.name", "`socket.data`", "`socket`"],
    ["{ data }: ServerWebSocket", "«data.name", "`data`", "the socket"],
  ])("is `unknown` because of the type of %s", (parameter, use, data, socket) => {
    const text = `${OWN}${DATA}export function onOpen(${parameter}) { ${use}; }`;
    expect(explain(text, "TS18046", "Its own", { messages: true })).toEqual([
      `${data} is \`unknown\`, because the type of ${socket} does not say what data it has`,
    ]);
    expect(explain(text, "TS18048", "Its own", { messages: true })).toEqual(["Its own"]);
  });

  test("is one error per socket, with the type to write", () => {
    const text = `${OWN}${DATA}export function onOpen(ws: ServerWebSocket) { «ws.data.name; const data = ws.data; «data.id; }`;
    expect(explain(text, "TS18046")).toEqual([`ws.data: ${TYPE}`]);
  });

  test("is found by its properties and patterns", () => {
    const access = `${OWN}${DATA}export function onOpen(ws: ServerWebSocket) { ws.data!.«name; }`;
    expect(explain(access, "TS2339", "Property 'name' does not exist on type '{}'")).toEqual([`n: ${TYPE}`]);
    const pattern = `${OWN}${DATA}export function onOpen(ws: ServerWebSocket) { const { «name } = ws.data; }`;
    expect(explain(pattern, "TS2339", "Property 'name' does not exist on type 'unknown'")).toEqual([
      `n: ${TYPE}`,
    ]);
  });

  test("gets the import that its type needs", () => {
    const text = `import type { ServerWebSocket } from "@ademattos/bunbox";\n${DATA}export function onOpen(ws: ServerWebSocket) { «ws.data.name; }`;
    expect(explain(text, "TS18046")).toEqual([
      'ws.data: Write `ws: ServerWebSocket<UpgradeData<typeof upgrade>>`, with `import type { UpgradeData } from "@ademattos/bunbox"`.',
    ]);
  });

  test("of a handler with a type gets the type of the handler", () => {
    const text = `${OWN}${DATA}export const onOpen: OnOpen = (ws) => { «ws.data.name; };`;
    expect(explain(text, "TS18046")).toEqual(["ws.data: Write `OnOpen<UpgradeData<typeof upgrade>>`."]);
  });

  test("needs an `upgrade` that returns some", () => {
    const use = "export function onOpen(ws: ServerWebSocket) { «ws.data.name; }";
    expect(explain(`${OWN}${use}`, "TS18046")).toEqual([
      `ws.data: This route has no \`upgrade\`, so there is no data. Export one that returns \`{ data: { name: … } }\`. ${TYPE}`,
    ]);
    for (const result of ["true", "new Response()", "{ headers: {} }"])
      expect(explain(`${OWN}export function upgrade() { return ${result}; }\n${use}`, "TS18046")).toEqual([
        `ws.data: \`upgrade\` returns no data. Let it return \`{ data: { name: … } }\`. ${TYPE}`,
      ]);
    for (const result of ["{ ...rest }", "rest"])
      expect(explain(`${OWN}export function upgrade() { return ${result}; }\n${use}`, "TS18046")).toEqual([
        `ws.data: ${TYPE}`,
      ]);
  });

  test("that a result of `upgrade` lacks, or that is a promise, is explained", () => {
    const ws = "ws: ServerWebSocket<UpgradeData<typeof upgrade>>";
    expect(explain(`${OWN}${DATA}export function onOpen(${ws}) { «ws.data.name; }`, "TS18048")).toEqual([
      "ws.data: `upgrade` has a result without data. Let it return `{ data: { name: … } }` there.",
    ]);
    const promise = `${OWN}${DATA}export function onOpen(${ws}) { ws.data.user.«name; }`;
    expect(explain(promise, "TS2339", "Property 'name' does not exist on type 'Promise<User>'")).toEqual([
      "n: `upgrade` returns this as a promise. Write `await` before it, and make `upgrade` `async`.",
    ]);
  });

  test("of a wrong type is reported at the parameter", () => {
    const text = `${OWN}${DATA}export function onOpen(ws: ServerWebSocket<undefined>) { «ws.data.name; }`;
    expect(explain(text, "TS18048", "", { misfit: "onOpen" })).toEqual([]);
    expect(explain(text, "TS18048")).toHaveLength(1);
  });

  test("of something else is not explained", () => {
    for (const body of ["«other.data.name;", "«ws.name.first;"])
      expect(
        explain(`${OWN}${DATA}export function onOpen(ws: ServerWebSocket) { ${body} }`, "TS18046")[0],
      ).toEndWith(": -");
    const typed = `${OWN}${DATA}export function onOpen(ws: ServerWebSocket<User>) { ws.data.«nam; }`;
    expect(explain(typed, "TS2339", "Property 'nam' does not exist on type 'User'")).toEqual(["n: -"]);
  });
});

describe("a value that cannot be sent", () => {
  test.each([
    ["User", "Write `ws.send(JSON.stringify(value))`."],
    ["number", "Write `String(value)`."],
    ["Promise<string>", "Write `await value`, and make the function `async`."],
    ["Map<string, User>", "Write `ws.send(JSON.stringify(Object.fromEntries(value)))`."],
    ["Set<string>", "Write `ws.send(JSON.stringify([...value]))`."],
    ["Response", "Send its text: `await response.text()`."],
    ["string | undefined", "-"],
    ["SharedArrayBuffer", "-"],
  ])("of the type %s gets a hint", (type, hint) => {
    expect(explain("export function onOpen(ws) { ws.send(«value); }", "TS2345", argument(type))).toEqual([
      `v: ${hint}`,
    ]);
  });

  test.each([
    [
      "export function onOpen(ws, ctx) { ctx.«send({ a: 1 }); }",
      "s: The socket comes first: `ctx.send(ws, { a: 1 })`.",
    ],
    [
      "export function onOpen(socket, { send }) { «send(user); }",
      "s: The socket comes first: `send(socket, user)`.",
    ],
    ["export function onOpen(ws, ctx) { ctx.«send(); }", "s: -"],
    ["export function onOpen(ws, ctx) { ws.«send(); other.send(ctx); }", "w: -"],
    ["export function onOpen(ws, ctx) { other.«send(user); ctx.send(user, ws); }", "o: -"],
  ])("lacks the socket: %s", (text, said) => {
    expect(explain(text, "TS2554").map((each) => each.slice(1))).toEqual([said.slice(1)]);
  });

  test("gets the call that it is in", () => {
    const user = argument("User");
    expect(explain("export function onOpen(ws, ctx) { ctx.broadcast(«user); }", "TS2345", user)).toEqual([
      "u: Write `ctx.broadcastJSON(user)`.",
    ]);
    expect(explain('export function onOpen(ws) { ws.publish("news", «user); }', "TS2345", user)).toEqual([
      'u: Write `ws.publish("news", JSON.stringify(user))`.',
    ]);
  });

  test("is not reported again if BBX2047 reports it", () => {
    const text = "export function onOpen(ws) { ws.send(«{ «a: 1, «b: f(«2) }); }";
    expect(explain(text, "TS2322", "", { broken: ["{ a: 1, b: f(2) }"] })).toEqual(["2: -"]);
    expect(explain(text, "TS2304", "", { broken: ["{ a: 1, b: f(2) }"] })).toHaveLength(4);
    expect(
      explain("export function onOpen(ws) { ws.send([«1]); }", "TS2322", "", { broken: ["[1]"] }),
    ).toEqual([]);
  });

  test("elsewhere stays as it is", () => {
    expect(explain("export function onOpen(ws) { queue.send(«user); }", "TS2345", argument("User"))).toEqual([
      "u: -",
    ]);
  });
});
