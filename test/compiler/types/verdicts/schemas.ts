// Lists routes with `incoming`, by their folder: those that are right, and those that are wrong at the token between « and ».
import { SCHEMAS } from "../../../support/schemas.ts";

/** The same tests for each library, because each has types of its own. */
const LIBRARIES = Object.entries(SCHEMAS);

const HANDLERS: Readonly<Record<string, string>> = {
  output:
    "export function onMessage(ws: ServerWebSocket, message: SchemaOutput<typeof incoming>) { ws.send(message.say.trim()); }",
  shape: "export function onMessage(ws: ServerWebSocket, message: { say: string }) { ws.send(message.say); }",
  annotated:
    "export const onMessage: OnMessage<undefined, {}, SchemaOutput<typeof incoming>> = (ws, { say }) => ws.send(say);",
  invalid:
    "export function onMessage(ws: ServerWebSocket) {}\nexport function onInvalid(ws: ServerWebSocket, { issues, message }: Invalid) { ws.send(issues[0]?.message ?? message); }",
  narrow:
    "export function onMessage(ws: ServerWebSocket, {} : { say: string; n?: number | undefined }) {}\nexport const maxPayloadLength = 1024;",
};

const MISTAKES: Readonly<Record<string, readonly [code: string, text: string]>> = {
  text: ["BBX2010", "export function onMessage(ws: ServerWebSocket, «message: string») {}"],
  bytes: ["BBX2010", "export function onMessage(ws: ServerWebSocket, «message: string | Buffer») {}"],
  shape: ["BBX2010", "export function onMessage(ws: ServerWebSocket, «message: { say: number }») {}"],
  key: ["BBX2010", "export function onMessage(ws: ServerWebSocket, «{ said }: { said: string }») {}"],
  property: [
    "TS2339",
    "export function onMessage(ws: ServerWebSocket, message: SchemaOutput<typeof incoming>) { ws.send(message.«text»); }",
  ],
  invalid: [
    "BBX2010",
    "export function onMessage() {}\nexport function onInvalid(ws: ServerWebSocket, «message: string») {}",
  ],
};

const IMPORT_SCHEMA = "type Used = [Invalid, StandardSchema];\n";

/** Routes that must not get a diagnostic. */
export const RIGHT_SCHEMAS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    LIBRARIES.flatMap(([library, schema]) =>
      Object.entries(HANDLERS).map(([name, text]) => [`${library}-${name}`, `${schema}\n${text}`]),
    ),
  ),
  "any-schema":
    "export const incoming: any = null;\nexport function onMessage(ws: ServerWebSocket, message: { say: string }) {}",
  "own-type":
    "export const incoming: StandardSchema<unknown, string> = null!;\nexport function onMessage(ws: ServerWebSocket, message: string) {}",
  "two-files":
    'export { incoming } from "../../lib/schema.ts";\nexport function onMessage(ws: ServerWebSocket, message: number) {}',
  star: 'export * from "../../lib/schema.ts";\nexport function onMessage(ws: ServerWebSocket, message: number) {}',
  "with-data":
    'export function upgrade() { return { data: { name: "" } }; }\nexport const incoming: StandardSchema<unknown, string> = null!;\nexport function onMessage(ws: ServerWebSocket<{ name: string }>, message: string) {}\nexport function onInvalid(ws: ServerWebSocket<{ name: string }>) {}',
};

/** Routes that must get one diagnostic, at the marked token. */
export const WRONG_SCHEMAS: Readonly<Record<string, readonly [code: string, text: string]>> = {
  ...Object.fromEntries(
    LIBRARIES.flatMap(([library, schema]) =>
      Object.entries(MISTAKES).map(([name, [code, text]]) => [
        `w-${library}-${name}`,
        [code, `${schema}\n${text}`] as const,
      ]),
    ),
  ),
  "w-function": [
    "BBX2021",
    "export function «incoming»(value: unknown) { return value; }\nexport function onMessage() {}",
  ],
  "w-object": [
    "BBX2021",
    "export const «incoming» = { say: String };\nexport function onMessage(ws: ServerWebSocket, message: string) {}",
  ],
  "w-version": [
    "BBX2021",
    'export const «incoming» = { "~standard": { version: 2, vendor: "x", validate: (value: unknown) => ({ value }) } };\nexport function onMessage() {}',
  ],
  "w-limit": [
    "BBX2021",
    'export const incoming: StandardSchema = null!;\nexport const «maxPayloadLength» = "1 kB";\nexport function onMessage() {}',
  ],
  "w-type-only": [
    "BBX2007",
    'import type { incoming } from "../../lib/schema.ts";\nexport { «incoming» };\nexport function onMessage() {}',
  ],
  "w-star": [
    "BBX2010",
    'export * from "../../lib/other.ts";\nexport function onMessage(ws: ServerWebSocket, «message: Buffer») {}',
  ],
  "w-data": [
    "BBX2010",
    "export const incoming: StandardSchema = null!;\nexport function onMessage(ws: ServerWebSocket) {}\nexport function onInvalid(«ws: ServerWebSocket<{ name: string }>») {}",
  ],
};

/** What such a route imports of bunbox. */
export const IMPORTED_BY_SCHEMAS = `import type { Invalid, OnMessage, SchemaOutput, ServerWebSocket, StandardSchema } from "@ademattos/bunbox";\nexport ${IMPORT_SCHEMA}`;

/** A module without a schema. */
export const OTHER_MODULE = "export const other = 1;\n";

/** A module whose schema routes hand on. */
export const SCHEMA_MODULE = `import type { StandardSchema } from "@ademattos/bunbox";
export const incoming: StandardSchema<string, number> = null!;
`;
