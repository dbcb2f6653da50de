// BBX2065: messages that a schema has parsed, and that are parsed again.
import type { Samples } from "../samples.ts";

const ZOD = 'import * as z from "zod";\nexport const incoming = z.object({ say: z.string() });\n';
const checked = (body: string, schema = ZOD): string =>
  `${schema}export function onMessage(ws, message: any, ctx) { ${body} }`;
const withSchema = (schema: string, parsed = "«message»"): string =>
  checked(`JSON.parse(${parsed});`, `import * as z from "zod";\nexport const incoming = ${schema};\n`);

export const SAMPLES: Samples = {
  wrong: {
    "the message": checked("const { say } = JSON.parse(«message»);"),
    "the message as text": checked("const { say } = JSON.parse(«String(message)»);"),
    "the message by its method": checked("const { say } = JSON.parse(«message.toString()»);"),
    "by its method, with an encoding": checked('const data = JSON.parse(«message.toString("utf8")»);'),
    "a template of it": checked("const { say } = JSON.parse(«`${message}`»);"),
    "with another type": checked("const { say } = JSON.parse(«message as string»);"),
    "as a text in both branches": checked(
      'const data = JSON.parse(«typeof message === "string" ? message : message.toString()»);',
    ),
    "as a text in both branches, by its class": checked(
      "const data = JSON.parse(«message instanceof Buffer ? message.toString() : message»);",
    ),
    "with a text if there is none": checked('const data = JSON.parse(«message || "{}"»);'),
    "as a text with null if there is none": checked("const data = JSON.parse(«String(message ?? null)»);"),
    "a message that is not empty": checked("if (!message) return; const { say } = JSON.parse(«message»);"),
    "a message that is compared": checked("if (message === last) return; JSON.parse(«message»);"),
    "a constant": checked("const text = String(message); const data = JSON.parse(«text»);"),
    "a variable that keeps its value": checked("let text = message; JSON.parse(«text»);"),
    "within a try": checked("let data; try { data = JSON.parse(«message»); } catch { return; }"),
    "a reviver": checked("JSON.parse(«message», (key, value) => value);"),
    "a helper": `${checked("const data = read(message);")}\nfunction read(text: string) { return JSON.parse(«text»); }`,
    "a helper of a helper": `${checked("read(message);")}\nconst read = (raw: any) => toData(String(raw));\nconst toData = (text: string) => JSON.parse(«text»);`,
    "a helper that other handlers use": `${checked("read(message);")}
export async function onOpen() { read(await Bun.file("welcome.json").text()); }
function read(text: string) { return JSON.parse(«text»); }`,
    "a helper that calls itself": `${checked("read(message, 3);")}
function read(text: string, tries: number) { try { return JSON.parse(«text»); } catch { return read(text, tries - 1); } }`,
    "an arrow function": `${ZOD}export const onMessage = (ws, message) => ws.send(JSON.parse(«message»).say);`,
    "with the type of the schema": `${ZOD}export function onMessage(ws, message: SchemaOutput<typeof incoming>) { JSON.parse(«String(message)»); }`,
    "an imported schema": {
      text: 'export { room as incoming } from "./messages.ts";\nexport function onMessage(ws, message: any) { JSON.parse(«message»); }',
      files: {
        "messages.ts": 'import * as z from "zod";\nexport const room = z.object({ say: z.string() });',
      },
    },
    "an exported file of schemas": {
      text: 'export * from "./messages.ts";\nexport function onMessage(ws, message: any) { JSON.parse(«message»); }',
      files: {
        "messages.ts": 'import * as z from "zod";\nexport const incoming = z.object({ say: z.string() });',
      },
    },
    "an imported handler": {
      text: `${ZOD}export { onMessage } from "./handler.ts";`,
      files: { "handler.ts": "export function onMessage(ws, message) { JSON.parse(«message»); }" },
    },
    "a schema that keeps its kind": withSchema(
      "z.object({ a: z.string() }).strict().partial().refine(() => true)",
    ),
    "a strict schema": withSchema("z.strictObject({})"),
    "a loose schema": withSchema("z.looseObject({})"),
    "a record": withSchema("z.record(z.string(), z.number())"),
    "a union of objects": withSchema("z.union([z.object({ a: z.string() }), z.object({ b: z.string() })])"),
    "kinds of messages": checked(
      "JSON.parse(«message»);",
      `import * as z from "zod";
const Join = z.object({ kind: z.literal("join"), room: z.string() });
const Say = z.object({ kind: z.literal("say"), text: z.string() });
export const incoming = z.discriminatedUnion("kind", [Join, Say]);
`,
    ),
    "kinds of messages of valibot": checked(
      "JSON.parse(«message»);",
      `import * as v from "valibot";
export const incoming = v.variant("kind", [v.object({ kind: v.literal("join") }), v.strictObject({ kind: v.literal("leave") })]);
`,
    ),
    "a schema that extends another": checked(
      "JSON.parse(«message»);",
      `import * as z from "zod";
const Base = z.object({ at: z.number() });
export const incoming = Base.extend({ say: z.string() });
`,
    ),
    "a schema of a function": checked(
      "JSON.parse(«message»);",
      'import { object } from "valibot";\nexport const incoming = object({});\n',
    ),
    "a schema of arktype": checked(
      "JSON.parse(«message»);",
      'import { type } from "arktype";\nexport const incoming = type({ say: "string" });\n',
    ),
    "a schema of a part of zod": checked(
      "JSON.parse(«message»);",
      'import { object } from "zod/mini";\nexport const incoming = object({});\n',
    ),
  },
  right: {
    "a part of the message": checked("JSON.parse(message.say); JSON.parse(String(message.say));"),
    "a part by a pattern": `${ZOD}export function onMessage(ws, { say }: any) { JSON.parse(say); }`,
    "no schema": "export function onMessage(ws, message) { JSON.parse(String(message)); }",
    "a type of this name":
      "export type incoming = string;\nexport function onMessage(ws, message) { JSON.parse(message); }",
    "another parameter": `${ZOD}export function onMessage(ws, message, ctx) { JSON.parse(ctx); JSON.parse(ws.data); }`,
    "the text of another handler": `${ZOD}export function onMessage() {}\nexport function onInvalid(ws, { message }) { JSON.parse(message); }\nexport function onClose(ws, ctx, code, reason) { JSON.parse(ctx); }`,
    "a question what the message is": checked('if (typeof message === "string") JSON.parse(message);'),
    "a question of which class it is": checked(
      "const data = message instanceof Buffer ? JSON.parse(message.toString()) : message;",
    ),
    "one branch": checked('const data = JSON.parse(ws.data ? message : "{}");'),
    "a part of the message if there is one": checked(
      'JSON.parse(message && message.say); JSON.parse(ws.data.last || "{}");',
    ),
    "a part as a text": checked(
      'JSON.parse(message.say.toString()); JSON.parse(message.file.toString("utf8"));',
    ),
    "what a method of the message returns": checked("JSON.parse(message.toJSON());"),
    "a text with more": checked(
      'JSON.parse(`[${message}]`); JSON.parse("[" + message + "]"); JSON.parse(`[${message}${ws.data.rest}]`);',
    ),
    "an imported text": `import rooms from "./rooms.json" with { type: "text" };\n${checked("ws.send(JSON.parse(rooms)[0]);")}`,
    "a variable without a value": checked("let text: any; JSON.parse(text); JSON.parse(String());"),
    "a variable that changes": checked("let text = message; text = message.say; JSON.parse(text);"),
    "another parse": checked("codec.parse(message); JSON.stringify(message);"),
    "a JSON of its own": checked("JSON.parse(message);", `const JSON = { parse: (value) => value };\n${ZOD}`),
    "a helper that gets a part": `${checked("read(message.say);")}\nfunction read(text) { return JSON.parse(text); }`,
    "a helper that nobody calls": `${checked("ws.send(message.say);")}\nexport function read(text) { return JSON.parse(text); }`,
    "a helper that gets what a list has": `${checked("read(...message.parts);")}\nfunction read(text) { return JSON.parse(text); }`,
    "a schema of texts": withSchema("z.string()", "message"),
    "a schema that returns a text": withSchema("z.object({}).transform((value) => value.a)", "message"),
    "a schema of a list": withSchema("z.array(z.string())", "message"),
    "a union": withSchema("z.union([z.object({}), z.string()])", "message"),
    "a union of a list elsewhere": checked(
      "JSON.parse(message);",
      'import * as z from "zod";\nimport { schemas } from "./schemas.ts";\nexport const incoming = z.union(schemas);\n',
    ),
    "a schema that is an object": checked(
      "JSON.parse(message);",
      'export const incoming = { "~standard": { version: 1, vendor: "own", validate: (value) => ({ value: String(value) }) } };\n',
    ),
    "a schema of a function of the file": checked(
      "JSON.parse(message);",
      "const object = (shape) => textOf(shape);\nexport const incoming = object({});\n",
    ),
    "a schema of a part of a library": checked(
      "JSON.parse(message);",
      'import * as own from "./schemas.ts";\nexport const incoming = own.texts.object({});\n',
    ),
    "a schema of itself": withSchema("z.union([incoming, incoming.strict()])", "message"),
    "a schema of another library": checked(
      "JSON.parse(message);",
      'import * as z from "texts";\nexport const incoming = z.object({});\n',
    ),
    "a schema of the file": checked(
      "JSON.parse(message);",
      "const z = { object: () => schema };\nexport const incoming = z.object({});\n",
    ),
    "a list of arktype": checked(
      "JSON.parse(message);",
      'import { type } from "arktype";\nexport const incoming = type({ say: "string" }, "[]");\n',
    ),
    "a text of arktype": checked(
      "JSON.parse(message);",
      'import { type } from "arktype";\nexport const incoming = type("string");\n',
    ),
  },
};
