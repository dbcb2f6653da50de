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
    "a constant": checked("const text = String(message); const data = JSON.parse(«text»);"),
    "a variable that keeps its value": checked("let text = message; JSON.parse(«text»);"),
    "within a try": checked("let data; try { data = JSON.parse(«message»); } catch { return; }"),
    "a reviver": checked("JSON.parse(«message», (key, value) => value);"),
    "a helper": `${checked("const data = read(message);")}\nfunction read(text: string) { return JSON.parse(«text»); }`,
    "a helper of a helper": `${checked("read(message);")}\nconst read = (raw: any) => toData(String(raw));\nconst toData = (text: string) => JSON.parse(«text»);`,
    "an arrow function": `${ZOD}export const onMessage = (ws, message) => ws.send(JSON.parse(«message»).say);`,
    "with the type of the schema": `${ZOD}export function onMessage(ws, message: SchemaOutput<typeof incoming>) { JSON.parse(«String(message)»); }`,
    "an imported schema": {
      text: 'export { room as incoming } from "./messages.ts";\nexport function onMessage(ws, message: any) { JSON.parse(«message»); }',
      files: {
        "messages.ts": 'import * as z from "zod";\nexport const room = z.object({ say: z.string() });',
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
    "a question what the message is": checked(
      'if (typeof message === "string") JSON.parse(message); const data = message instanceof Buffer ? JSON.parse(message.toString()) : message;',
    ),
    "one branch": checked('const data = JSON.parse(ws.data ? message : "{}");'),
    "a text with more": checked('JSON.parse(`[${message}]`); JSON.parse("[" + message + "]");'),
    "a variable that changes": checked("let text = message; text = message.say; JSON.parse(text);"),
    "another parse": checked("codec.parse(message); JSON.stringify(message);"),
    "a JSON of its own": checked("JSON.parse(message);", `const JSON = { parse: (value) => value };\n${ZOD}`),
    "a helper that gets a part": `${checked("read(message.say);")}\nfunction read(text) { return JSON.parse(text); }`,
    "a schema of texts": withSchema("z.string()", "message"),
    "a schema that returns a text": withSchema("z.object({}).transform((value) => value.a)", "message"),
    "a schema of a list": withSchema("z.array(z.string())", "message"),
    "a union": withSchema("z.union([z.object({}), z.string()])", "message"),
    "a schema of another library": checked(
      "JSON.parse(message);",
      'import * as z from "texts";\nexport const incoming = z.object({});\n',
    ),
    "a schema of the file": checked(
      "JSON.parse(message);",
      "const z = { object: () => schema };\nexport const incoming = z.object({});\n",
    ),
    "a text of arktype": checked(
      "JSON.parse(message);",
      'import { type } from "arktype";\nexport const incoming = type("string");\n',
    ),
  },
};
