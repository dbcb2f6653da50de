// Writes a project whose guards decide, hand on data, and fail in every way.

/** Decides as the query says, and prints that it has run. */
const decide = (name: string, own = ""): string => `
import type { GuardContext } from "@ademattos/bunbox";
export async function guard(req: Request, ctx: GuardContext): Promise<any> {
  const query = new URL(req.url).searchParams;
  console.log("ran ${name} " + query.get("id"));
  ${own}
  switch (query.get("${name}")) {
    case "false": return false;
    case "nothing": return;
    case "one": return 1;
    case "misspelt": return { dta: 1 };
    case "response": return new Response("pay first", { status: 402, headers: { "x-why": "money" } });
    case "switching": return new Response(null, { status: 101 });
    case "throw": throw new Error("secret of ${name}");
    case "bad-header": return { headers: { "not valid": "x" } };
    case "data": return { data: { ${name}: true } };
    case "merged": return { data: { ...Object(ctx.guard), ${name}: true } };
    case "nothing-as-data": return { data: undefined };
    case "null": return { data: null };
    case "headers": return { headers: { "x-by": "${name}", "set-cookie": "${name}=1", Connection: "close" } };
    case "protocol": return { protocol: "${name}" };
    case "protocol-header": return { headers: { "Sec-WebSocket-Protocol": "${name}" } };
    case "foreign-protocol": return { protocol: "nobody" };
    default: return true;
  }
}
`;

const SEND = `export function onOpen(ws: Bun.ServerWebSocket<unknown>) { ws.send(JSON.stringify({ data: ws.data ?? String(ws.data) })); }`;

/** The files of the project: three guards above one route, and routes with fewer. */
export const FILES: Readonly<Record<string, string>> = {
  "package.json": '{ "type": "module" }',
  "bunbox.config.ts": "export default { metrics: true, limits: { upgradeTimeout: 1 } };",
  "app/ws/a/_guard.ts": decide("outer"),
  "app/ws/a/(team)/_guard.ts": decide("middle"),
  "app/ws/a/(team)/[id]/_guard.mts": decide(
    "inner",
    'if (query.has("wait")) {\n  req.signal.addEventListener("abort", () => console.log("left " + query.get("id")));\n  await fetch(query.get("wait") ?? "");\n}\nif (query.has("where")) return { data: [ctx.params, ctx.topic, ctx.remoteAddress, Object.keys(ctx)] };',
  ),
  "app/ws/a/(team)/[id]/route.ts": `
    export async function upgrade(req: Request, ctx: { readonly guard: unknown }): Promise<any> {
      const query = new URL(req.url).searchParams;
      console.log("ran upgrade " + query.get("id"));
      switch (query.get("upgrade")) {
        case "false": return false;
        case "data": return { data: { of: "upgrade" } };
        case "guard": return { data: { given: ctx.guard ?? String(ctx.guard) } };
        case "nothing-as-data": return { data: undefined };
        case "headers": return { headers: { "x-by": "upgrade", "set-cookie": "upgrade=1" } };
        case "protocol": return { protocol: "upgrade" };
        case "misspelt": return { dta: 1 };
        case "bad-header": return { headers: { "not valid": "x" } };
        case "throw": throw new Error("secret of upgrade");
        default: return true;
      }
    }
    ${SEND}`,
  "app/ws/a/bare/route.ts": SEND,
  "app/ws/b/route.ts": SEND,
  "app/ws/mark/route.ts":
    'export function upgrade(req: Request) { console.log("marked " + new URL(req.url).searchParams.get("id")); return true; }',
  // Two folders with one URL space: each route has the guards of its own folders.
  "app/ws/(one)/_guard.ts": "export const guard = (): boolean => false;",
  "app/ws/(one)/shared/x/route.ts": SEND,
  "app/ws/(two)/shared/y/route.ts": SEND,
  "app/ws/live/_guard.ts": `
    export let guard: any = () => ({ data: "first" });
    Object.assign(globalThis, { setGuard(to: unknown) { guard = to; } });`,
  "app/ws/live/route.ts": SEND,
  "app/ws/sync/_guard.js": `export const guard = () => ({ data: "sync" });`,
  "app/ws/sync/route.ts": `
    export function upgrade(req: Request) { if (req.url.includes("throw")) throw new Error("sync"); return true; }
    ${SEND}`,
  "app/ws/set/route.ts": `
    export function onMessage(ws: Bun.ServerWebSocket<unknown>, message: string | Buffer) {
      const values: Record<string, unknown> = { refuse: () => false, number: 7 };
      (globalThis as any).setGuard(values[String(message)]);
      ws.send("set");
    }
    ${SEND}`,
};
