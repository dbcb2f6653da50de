// Lists routes of every kind, and what a program can and cannot do with their typed client.
import { createProject, type TestProject } from "../support/project.ts";

/** Sends the client its route, its parameters and its query. */
const tell = (route: string): string => `
import type { ServerWebSocket, WebSocketContext } from "@ademattos/bunbox";
export function upgrade(req: Request) { return { data: new URL(req.url).search }; }
export function onOpen(ws: ServerWebSocket<string>, ctx: WebSocketContext) {
  ws.send(JSON.stringify({ path: ${JSON.stringify(route)}, params: ctx.params, query: ws.data }));
}
`;

const NOTHING = "export function onMessage() {}\n";

const SCHEMA = '{ "~standard": { version: 1, vendor: "uses", validate: () => ({ value: 1 }) } }';

export const ROUTES = {
  "app/ws/é/[id]/route.ts": tell("/ws/é/[id]"),
  "app/ws/files/[...path]/route.ts": tell("/ws/files/[...path]"),
  "app/ws/docs/[[...page]]/route.ts": tell("/ws/docs/[[...page]]"),
  "app/ws/[constructor]/[__proto__]/route.ts": tell("/ws/[constructor]/[__proto__]"),
  "app/ws/chosen/route.ts": 'export function upgrade() { return { data: 1, protocol: "v2" }; }\n',
  "app/ws/room/[name]/route.mts": `
    export interface Incoming { readonly say: string }
    export type Outgoing = { readonly said: string } | { readonly here: number };
    ${NOTHING}`,
  "app/ws/mixed/route.ts": `
    export type { Ping as Incoming } from "../../messages.ts";
    export * from "../../more.ts";
    ${NOTHING}`,
  "app/ws/starred/route.ts": `export type * from "../../more.ts";\n${NOTHING}`,
  "app/ws/imported/route.ts": `import type { Ping } from "../../messages.ts";\nexport type { Ping as Incoming };\n${NOTHING}`,
  "app/ws/declared/route.ts": `export class Incoming { readonly on = true; }\nexport interface Outgoing { readonly on: boolean }\n${NOTHING}`,
  // Schemas: a text is JSON for them too.
  "app/ws/checked/route.ts": `
    import type { StandardSchema } from "@ademattos/bunbox";
    export const incoming: StandardSchema<{ readonly say: string } | "next", number> = ${SCHEMA};
    ${NOTHING}`,
  "app/ws/checked-elsewhere/route.ts": `export { schema as incoming } from "../../schema.ts";\n${NOTHING}`,
  "app/schema.ts": `
    import type { StandardSchema } from "@ademattos/bunbox";
    const incoming: StandardSchema<{ readonly n: number } | Uint8Array, number> = ${SCHEMA};
    export { incoming as schema, incoming };`,
  "app/messages.ts": 'export type Ping = "ping" | Uint8Array;\n',
  "app/more.ts": 'export const more = 1;\nexport type Outgoing = "pong" | ArrayBuffer | number[];\n',
  // None of these is an exported type.
  "app/ws/text/route.ts": `export type Incoming = string | { or: "json" };\nexport type Outgoing = string | { or: "json" };\n${NOTHING}`,
  "app/ws/none/route.ts": `type Incoming = { no: true };\n// export type Outgoing = { no: true };
    const text = \`\nexport type Incoming = { no: true };\n\`;
    export const Outgoing = text as unknown as Incoming;\n${NOTHING}`,
  "app/ws/generic/route.ts": `export type Incoming<T> = T;\nconst Outgoing = 1;\nexport { Outgoing };\n${NOTHING}`,
};

/** Where the client is, and the configuration that says so. */
export const CLIENT = "web/ws.gen.ts";
export const CONFIG = 'export default { client: "web/ws.gen.ts" };';

/** A project of all these routes, built. */
export async function createUses(): Promise<TestProject> {
  const project = await createProject({
    ...ROUTES,
    "package.json": '{ "type": "module" }',
    "bunbox.config.ts": CONFIG,
  });
  await project.build();
  return project;
}

export const COMPILER_OPTIONS = {
  strict: true,
  target: "esnext",
  lib: ["esnext", "dom"],
  types: [],
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noImplicitOverride: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  allowImportingTsExtensions: true,
  noEmit: true,
  skipLibCheck: true,
};

export const RIGHT = `
import { connect, type Json, live, type LiveChange, type ConnectionState, parse, type Path, type Receives, type Sends, type Socket, stringify, urlOf } from "./ws.gen.ts";

const paths: Path[] = ["/ws/chosen", "/ws/room/[name]", "/ws/\\u00e9/[id]"];
connect("/ws/chosen");
connect("/ws/chosen", {}, { protocols: ["v1"], query: { a: "1" }, url: new URL("https://example.com") });
connect("/ws/files/[...path]", { path: ["a", 2] });
connect("/ws/docs/[[...page]]");
connect("/ws/docs/[[...page]]", { page: [] });
connect("/ws/[constructor]/[__proto__]", { constructor: "a", ["__proto__"]: 1 });
export const url: string = urlOf("/ws/\\u00e9/[id]", { id: 7 }, { query: new URLSearchParams("a=1") });

const room: Socket<"/ws/room/[name]"> = connect("/ws/room/[name]", { name: "kitchen" });
export const plain: WebSocket = room;
room.send(stringify({ say: "hi" }));
room.onmessage = ({ data }) => told(data);
room.addEventListener("message", (event) => told(event.data), { once: true });
room.addEventListener("close", ({ code, reason }) => console.log(code.toFixed(), reason.trim()));
room.addEventListener("open", () => room.close(1000, "done"));

function told(data: Json<{ readonly said: string } | { readonly here: number }>): void {
  const message = parse(data);
  console.log("said" in message ? message.said.trim() : message.here.toFixed(), data.length);
}

const mixed = connect("/ws/mixed");
mixed.send("ping");
mixed.send(new Uint8Array([1]));
mixed.onmessage = ({ data }) => {
  if (data === "pong") console.log("pong");
  else if (typeof data === "string") console.log(parse(data).map((each) => each.toFixed()));
  else console.log(data.byteLength);
};
export const sent: Sends<"/ws/mixed"> = "ping";
export const received: Receives<"/ws/mixed"> = "pong";

connect("/ws/starred").onmessage = ({ data }) => console.log(data === "pong");
connect("/ws/imported").send("ping");
connect("/ws/declared").send(stringify({ on: true }));

// Either of two routes takes what both take.
connect("/ws/mixed" as "/ws/mixed" | "/ws/imported").send("ping");
room.addEventListener("message", { handleEvent: ({ data }) => told(data) });

// A connection that comes back takes and gives values.
const kitchen = live("/ws/room/[name]", { name: "kitchen" }, {
  message: (message) => console.log("said" in message ? message.said.trim() : message.here.toFixed()),
  state: (state: ConnectionState, { tries, code }: LiveChange) => console.log(state, tries.toFixed(), code?.toFixed()),
  query: async () => ({ token: "a" }),
  queue: 10,
  protocols: "v1",
  url: "https://example.com",
});
export const isSent: boolean = kitchen.send({ say: "hi" });
kitchen.close(4000, "done");
live("/ws/mixed", {}, { message: (value) => console.log(value === "pong" || ("byteLength" in value ? value : value.map((n) => n.toFixed()))) })
  .send("ping");
live("/ws/docs/[[...page]]", {}, { message: (value) => value, query: () => new URLSearchParams() }).send(new Uint8Array([1]));
live("/ws/text", {}, { message: (value) => typeof value === "string" }).send("any text");
live("/ws/text", {}, { message: (value) => value }).send({ or: "json" });

// A schema gets JSON, even of a text, unless it takes bytes.
const checked = connect("/ws/checked");
checked.send(stringify({ say: "hi" }));
checked.send(stringify("next"));
live("/ws/checked", {}, { message: (value) => value }).send("next");
connect("/ws/checked-elsewhere").send(stringify({ n: 1 }));
connect("/ws/checked-elsewhere").send(new Uint8Array([1]));

// A route without the types is as loose as a WebSocket is.
const none = connect("/ws/none");
none.send("anything");
none.onmessage = ({ data }) => console.log(data.anything, paths);
`;

export const WRONG: Readonly<Record<string, string>> = {
  "a text that a schema would parse": 'connect("/ws/checked").send("next"); stringify; parse;',
  "what another file's schema does not take":
    'connect("/ws/checked-elsewhere").send(stringify({ n: "1" })); parse;',
  "a message that does not fit the schema": 'connect("/ws/checked").send(stringify({ said: 1 })); parse;',
  "a path that no route has": 'connect("/ws/rooms/[name]", { name: "a" }); stringify; parse;',
  "a missing parameter": 'connect("/ws/room/[name]"); stringify; parse;',
  "a parameter of another name": 'connect("/ws/room/[name]", { room: "a" }); stringify; parse;',
  "a parameter of another type": 'connect("/ws/room/[name]", { name: ["a"] }); stringify; parse;',
  "an empty list for [...path]": 'connect("/ws/files/[...path]", { path: [] }); stringify; parse;',
  "a parameter of a static route": 'connect("/ws/chosen", { name: "a" }); stringify; parse;',
  "an object that is not turned into text":
    'connect("/ws/room/[name]", { name: "a" }).send({ say: "a" }); stringify; parse;',
  "text that is not JSON of the type":
    'connect("/ws/room/[name]", { name: "a" }).send("a"); stringify; parse;',
  "a message of another type":
    'connect("/ws/room/[name]", { name: "a" }).send(stringify({ says: "a" })); parse;',
  "a message that the server does not send":
    'connect("/ws/room/[name]", { name: "a" }).onmessage = ({ data }) => parse(data).saying; stringify;',
  "a listener for another message":
    'connect("/ws/room/[name]", { name: "a" }).addEventListener("message", ({ data }) => parse(data).saying); stringify;',
  "what a route behind a star does not send":
    'connect("/ws/starred").onmessage = ({ data }) => { const text: "ping" = data; console.log(text); }; stringify; parse;',
  "what one of two routes does not take":
    'connect("/ws/mixed" as "/ws/mixed" | "/ws/room/[name]", { name: "a" } as never).send("ping"); stringify; parse;',
  "a message of another type to a live connection":
    'live("/ws/room/[name]", { name: "a" }, { message: (value) => value }).send({ says: "a" }); connect; stringify; parse;',
  "text to a live connection that takes JSON":
    'live("/ws/room/[name]", { name: "a" }, { message: (value) => value }).send("a"); connect; stringify; parse;',
  "a message that a live connection does not get":
    'live("/ws/room/[name]", { name: "a" }, { message: ({ saying }) => saying }); connect; stringify; parse;',
  "any text as one type":
    'live("/ws/text", {}, { message: (value) => value.trim() }); connect; stringify; parse;',
  "a live connection without its parameters":
    'live("/ws/room/[name]", {}, { message: (value) => value }); connect; stringify; parse;',
  "what one of two live routes does not take":
    'live("/ws/mixed" as "/ws/mixed" | "/ws/imported", {}, { message: (value) => value }).send("pong"); connect; stringify; parse;',
  "text where bytes and one word are taken": 'connect("/ws/mixed").send("pong"); stringify; parse;',
};
