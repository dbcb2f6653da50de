// Routes whose messages a schema checks: every library, synchronous and not, bytes, limits, failures.
import { SCHEMAS } from "./schemas.ts";

const IMPORT =
  'import type { Invalid, OnMessage, SchemaOutput, ServerWebSocket, WebSocketContext } from "@ademattos/bunbox";\nexport type Used = [Invalid, OnMessage, ServerWebSocket, WebSocketContext];\n';

const ECHO = `
export function onMessage(ws: ServerWebSocket, message: SchemaOutput<typeof incoming>) {
  ws.send("got " + JSON.stringify(message));
}`;

/** A schema that answers as a text says: at once or later, with a value, an issue or an error. */
const SLOW = `
type Result = { value: string } | { issues: { message: string }[] };
const settle: Record<string, () => void> = {};
function answer(text: string): Result {
  if (text.includes("throw")) throw new Error("thrown by the schema");
  if (text.includes("deep")) throw new RangeError("Maximum call stack size exceeded.");
  return text.includes("bad") ? { issues: [{ message: "bad" }] } : { value: text };
}
export const incoming = {
  "~standard": {
    version: 1 as const,
    vendor: "slow",
    validate(value: unknown): Result | Promise<Result> {
      const text = String(value);
      if (text.startsWith("release ")) {
        settle[text.slice(8)]?.();
        return { value: text };
      }
      if (!text.startsWith("later")) return answer(text);
      return new Promise<void>((resolve) => { settle[text] = resolve; }).then(() => answer(text));
    },
  },
};
export function onMessage(ws: ServerWebSocket, message: string) {
  if (message.includes("fail")) throw new Error("thrown by onMessage");
  if (message.startsWith("later reject")) return Promise.reject(new Error("rejected by onMessage"));
  ws.send(message);
}
export function onInvalid(ws: ServerWebSocket, { issues, message }: Invalid, ctx: WebSocketContext) {
  if (String(message).includes("fail")) throw new Error("thrown by onInvalid");
  ws.send(ctx.topic + " refused " + message + ": " + issues.map((issue) => issue.message).join());
}`;

const BYTES = `import * as z from "zod";
export const incoming = z.union([z.object({ say: z.string() }), z.instanceof(Uint8Array).refine((all) => all.length < 9)]);
export function onMessage(ws: ServerWebSocket, message: SchemaOutput<typeof incoming>) {
  ws.send(message instanceof Uint8Array ? message.length + " bytes" : message.say);
}`;

const ROUTES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(SCHEMAS).map(([name, text]) => [name, text + ECHO])),
  slow: SLOW,
  bytes: BYTES,
  loose: `import * as z from "zod";
export const incoming = z.object({ say: z.string().optional() });${ECHO}`,
  long: `import * as z from "zod";
export const maxPayloadLength = 200_000;
export const incoming = z.object({ say: z.string() });
export function onMessage(ws: ServerWebSocket, { say }: SchemaOutput<typeof incoming>) { ws.send(String(say.length)); }`,
  tree: `import * as z from "zod";
type Tree = { leaves: Tree[] };
const tree: z.ZodType<Tree> = z.object({ get leaves() { return z.array(tree); } });
export const maxPayloadLength = 1_000_000;
export const incoming = tree;
export function onMessage(ws: ServerWebSocket) { ws.send("a tree"); }`,
  asynchronous: `import * as z from "zod";
export const incoming = z.object({ say: z.string().refine(async (say) => { await Promise.resolve(); return say !== "no"; }, "no means no") });${ECHO}`,
  // Says how many megabytes the server holds.
  heap: `
export function onMessage(ws: ServerWebSocket) {
  Bun.gc(true);
  ws.send(String(process.memoryUsage().rss / 1024 ** 2));
}`,
  shaky: `
let broken = true;
export const incoming = {
  "~standard": {
    version: 1 as const,
    vendor: "shaky",
    validate(value: unknown): { value: unknown } {
      if (value === "recover") broken = false;
      if (broken) throw new Error("no database");
      return { value };
    },
  },
};
export function onMessage(ws: ServerWebSocket, message: unknown) { ws.send("got " + message); }`,
  wordy: `
export const incoming = {
  "~standard": {
    version: 1 as const,
    vendor: "wordy",
    validate: (value: unknown): { value: unknown } | { issues: { message: string; path: (PropertyKey | { key: PropertyKey })[] }[] } =>
      value === 1 ? { value } : { issues: [{ message: "é".repeat(100), path: ["a", 1, { key: "key" }] }] },
  },
};
export function onMessage(ws: ServerWebSocket, message: unknown) { ws.send(String(message)); }`,
  // Refuses every message, which is the path of its issue.
  odd: `
export const incoming = {
  "~standard": { version: 1 as const, vendor: "odd", validate: (path: any) => ({ issues: [{ message: "odd", path }] }) },
};
export function onMessage() {}`,
  opening: `${SCHEMAS["hand"]}
export async function onOpen(ws: ServerWebSocket) { await Bun.sleep(1); ws.send("open"); }${ECHO}`,
};

/** The files of a project with these routes. */
export const CHECKED_ROUTES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(ROUTES).map(([name, text]) => [`app/ws/${name}/route.ts`, IMPORT + text]),
);
