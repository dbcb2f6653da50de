// Measures a message that a route's schema checks, beside the same library called by hand in `onMessage`: `npm run bench:incoming`.
// `npm run bench:incoming -- 3` measures three pairs instead of fifteen.
import { mkdir } from "node:fs/promises";
import { buildApp, OUT } from "./app.ts";
import { compare } from "./compare.ts";
import { plain } from "./peers.ts";
import { start } from "./process.ts";
import { writeSchemas } from "./report.ts";
import { echo } from "./works.ts";

const PAIRS = Number(process.argv[2] ?? 15);

/** A message of six fields, one of them an object, as clients send it. */
const MESSAGE = JSON.stringify({
  type: "say",
  text: "a message of ordinary length, such as people write in a chat",
  to: ["ada", "grace"],
  at: 1764250000000,
  quiet: false,
  reply: { id: 1234, author: "ada" },
});

/** A schema of the message, and the call by hand that checks a value. */
interface Library {
  readonly name: string;
  readonly schema: string;
  /** An expression of `value`: the checked message, or `undefined`. */
  readonly byHand: string;
}

const LIBRARIES: readonly Library[] = [
  {
    name: "zod",
    schema: `import * as z from "zod";
const schema = z.object({
  type: z.literal("say"), text: z.string().min(1).max(500), to: z.array(z.string()), at: z.number(), quiet: z.boolean(),
  reply: z.object({ id: z.number(), author: z.string() }),
});`,
    byHand: "schema.safeParse(value).data",
  },
  {
    name: "valibot",
    schema: `import * as v from "valibot";
const schema = v.object({
  type: v.literal("say"), text: v.pipe(v.string(), v.minLength(1), v.maxLength(500)), to: v.array(v.string()), at: v.number(),
  quiet: v.boolean(), reply: v.object({ id: v.number(), author: v.string() }),
});
const checked = (value: unknown) => {
  const result = v.safeParse(schema, value);
  return result.success ? result.output : undefined;
};`,
    byHand: "checked(value)",
  },
  {
    name: "arktype",
    schema: `import { type } from "arktype";
const schema = type({
  type: "'say'", text: "1 <= string <= 500", to: "string[]", at: "number", quiet: "boolean",
  reply: { id: "number", author: "string" },
});
const checked = (value: unknown) => {
  const result = schema(value);
  return result instanceof type.errors ? undefined : result;
};`,
    byHand: "checked(value)",
  },
];

const IMPORT = 'import type { ServerWebSocket } from "@ademattos/bunbox";\n';

function withIncoming({ schema }: Library): string {
  return `${IMPORT}${schema}
export { schema as incoming };
export function onMessage(ws: ServerWebSocket, message: { readonly text: string }) { ws.send(message.text); }
`;
}

function byHand({ schema, byHand: check }: Library): string {
  return `${IMPORT}${schema}
function parse(message: string) {
  try { return JSON.parse(message); } catch { return undefined; }
}
export function onMessage(ws: ServerWebSocket, data: string | Buffer) {
  if (typeof data !== "string") return void ws.close(1003);
  const value: unknown = parse(data);
  const message = ${check};
  if (message === undefined) return void ws.close(1007);
  ws.send(message.text);
}
`;
}

await mkdir(OUT, { recursive: true });
const answer = 2 + JSON.parse(MESSAGE).text.length;
const rows = [];
for (const library of LIBRARIES) {
  // The library is that of the repository, which node_modules above the project has.
  const files = {
    floor: await buildApp(`${library.name}-by-hand`, { echo: byHand(library) }),
    "by hand, again": await buildApp(`${library.name}-again`, { echo: byHand(library) }),
    "`incoming`": await buildApp(`${library.name}-incoming`, { echo: withIncoming(library) }),
  };
  for (const name of ["by hand, again", "`incoming`"] as const) {
    using floor = await start("bun", files.floor);
    using server = await start("bun", files[name]);
    const peer = { ...plain(name, files[name]), answer: () => answer };
    const speaking = { ...peer, send: () => peer.send("echo", MESSAGE) };
    const [base, other] = [await echo(speaking, floor, 1, 32), await echo(speaking, server, 1, 32)];
    rows.push({ name: `${library.name}, ${name}`, ...(await compare(base, other, PAIRS)) });
    base.end();
    other.end();
    console.error(`${rows.at(-1)?.name}: ${rows.at(-1)?.ratio.toFixed(2)}`);
  }
}
await writeSchemas({ pairs: PAIRS, rows, bytes: MESSAGE.length });
process.exit(0);
