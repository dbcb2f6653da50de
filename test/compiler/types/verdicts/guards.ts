// Lists guards, and routes below them: those that are right, and those that are wrong at the token between « and ».
import type { Mistake } from "./judged.ts";

/** What every file begins with. */
export const GUARD_HEAD =
  'import type { Guard, GuardContext, GuardData, OnOpen, RouteOf, ServerWebSocket, Upgrade, UpgradeContext, UpgradeData, WebSocketContext } from "@ademattos/bunbox";\n';

/** What all files are below: a guard that gives a user, and one that adds a role to it. */
const GUARDS = {
  "(staff)/_guard.ts": `export async function guard(req: Request, ctx: GuardContext<{}>) {
  const user = req.headers.get("x-user");
  if (user === null) return new Response(ctx.topic, { status: 401 });
  return { data: { user } };
}
export type Staff = GuardData<typeof guard>;`,
  "(staff)/admin/_guard.ts": `import type { Staff } from "../_guard.ts";
export function guard(req: Request, ctx: GuardContext<{}, Staff>) {
  return ctx.guard.user === "" ? false : { data: { ...ctx.guard, role: req.method } };
}
export type Admin = GuardData<typeof guard>;`,
};

const STAFF = 'import type { Staff } from "../_guard.ts";\n';
const ADMIN = 'import type { Admin } from "../_guard.ts";\n';

/** Files below app/ws/(staff) that are right. */
export const RIGHT_GUARDS: Readonly<Record<string, string>> = {
  "plain/route.ts": `${STAFF}export function onOpen(ws: ServerWebSocket<Staff>) { ws.send(ws.data.user); }`,
  "default-context/route.ts":
    "export function upgrade(req: Request, ctx: UpgradeContext) { return ctx.topic === req.url; }\nexport function onOpen(ws: ServerWebSocket) { ws.send(String(ws.data)); }",
  "context-of-no-parameters/route.ts":
    "export function upgrade(_: Request, ctx: UpgradeContext<{}>) { return { data: { topic: ctx.topic } }; }\nexport function onOpen(ws: ServerWebSocket<UpgradeData<typeof upgrade>>) { ws.send(ws.data.topic); }",
  "data-or-true/route.ts": `${STAFF}export function upgrade(req: Request, ctx: UpgradeContext<{}, Staff>) { return req.url === "" ? true : { data: { own: ctx.guard.user } }; }
export function onOpen(ws: ServerWebSocket<Staff | { own: string }>) { ws.send("own" in ws.data ? ws.data.own : ws.data.user); }`,
  "no-data/route.ts": `${STAFF}export const upgrade = (() => ({ headers: { "x-a": "b" } })) satisfies Upgrade<unknown, {}, Staff>;
export const onOpen: OnOpen<Staff, {}> = (ws) => void ws.send(ws.data.user);`,
  "admin/rooms/[room]/route.ts": `import type { Admin } from "../../_guard.ts";
export function upgrade(_: Request, ctx: UpgradeContext<{ room: string }, Admin>) { return ctx.guard.role === ctx.params.room; }
export function onOpen(ws: ServerWebSocket<Admin>) { ws.send(ws.data.user + ws.data.role); }`,
  "guarded/[room]/route.ts": `type Route = RouteOf<"/ws/guarded/[room]", typeof import("./route.ts"), unknown, typeof import("../../_guard.ts")>;
export const upgrade = ((req, ctx) => req.url === ctx.guard.user + ctx.params.room) satisfies Route["Upgrade"];
export const onOpen: Route["OnOpen"] = (ws) => void ws.send(ws.data.user);`,
  "admin/route-of/route.ts": `type Route = RouteOf<"/ws/admin/route-of", typeof import("./route.ts"), unknown, typeof import("../_guard.ts")>;
export const upgrade = ((req, ctx) => (req.url === "" ? true : { data: { own: ctx.guard.role } })) satisfies Route["Upgrade"];
export const onOpen: Route["OnOpen"] = (ws) => void ws.send("own" in ws.data ? ws.data.own : ws.data.role);`,
  "sends/route.ts": `${STAFF}export type Outgoing = { from: string };
export function upgrade(_: Request, ctx: UpgradeContext<{}, Staff>) { return ctx.guard.user !== ""; }
export function onOpen(ws: ServerWebSocket<Staff>, ctx: WebSocketContext<{}, Outgoing>) { ctx.send(ws, { from: ws.data.user }); }`,
  "admin/handed-on/_guard.ts": `${ADMIN}export const guard: Guard<{}, Admin> = (req, ctx) => req.url !== ctx.guard.role;`,
  "admin/handed-on/route.ts": 'export function onOpen(ws: ServerWebSocket<unknown>) { ws.send("hello"); }',
  "admin/same/_guard.ts": `${ADMIN}export function guard(_: Request, ctx: GuardContext<{}, Admin>) { return ctx.guard.role === "root" ? true : new Response(null, { status: 403 }); }`,
  "data/narrowed/_guard.ts": `const find = (req: Request): string | undefined => req.url || undefined;
export function guard(req: Request) { const user = find(req); return user === undefined ? false : { data: user }; }`,
  "data/null/_guard.ts": "export function guard() { return { data: null }; }",
  "data/null-for-some/_guard.ts":
    "export function guard(req: Request) { return req.url === '' ? { data: null } : { data: req.url }; }",
  "data/narrowed-null/_guard.ts": `const find = async (req: Request) => req.headers.get('x-user');
export async function guard(req: Request) { const user = await find(req); return user === null ? false : { data: user }; }`,
  "data/null-inside/_guard.ts":
    "export function guard(req: Request) { return { data: { user: req.headers.get('x-user') } }; }",
  "data/any/_guard.ts":
    "const find = (text: string) => JSON.parse(text);\nexport function guard(req: Request) { return { data: find(req.url) }; }",
  "data/unknown/_guard.ts":
    "const find = (text: string): unknown => text;\nexport const guard = async (req: Request) => ({ data: find(req.url) });",
  "data/undefined/_guard.ts":
    "export function guard(req: Request) { return req.url === '' ? { data: undefined } : { data: req.url }; }",
  "data/optional/_guard.ts":
    "export function guard(req: Request): { data?: string } | false { return req.url === '' ? {} : { data: req.url }; }",
  "data/annotated/_guard.ts":
    "export const guard: Guard<{}, unknown, string | undefined> = (req) => ({ data: req.url });",
  "data/inside/_guard.ts":
    "export function guard(req: Request) { return { data: { user: req.headers.get('x-user') ?? undefined } }; }",
  "data/upgrade/route.ts":
    "export function upgrade(req: Request) { return { data: req.headers.get('x-user') ?? undefined }; }\nexport function onMessage() {}",
  "admin/same/route.ts": `import type { Admin } from "../_guard.ts";
export function onOpen(ws: ServerWebSocket<Admin>) { ws.send(ws.data.role); }`,
};

/** Files below app/ws/(staff) that are wrong: the code, and the text with what is marked between « and ». */
export const WRONG_GUARDS: Readonly<Record<string, Mistake>> = {
  "w1/route.ts": [
    "BBX2010",
    "export function upgrade(_: Request, «ctx: UpgradeContext<{}, { user: number }>») { return ctx.guard.user > 3; }",
  ],
  "w2/route.ts": [
    "BBX2010",
    "export function onOpen(«ws: ServerWebSocket<{ name: string }>») { ws.send(ws.data.name); }",
  ],
  "w3/route.ts": [
    "BBX2010",
    "export function upgrade(req: Request) { return req.url === '' ? true : { data: { own: 'x' } }; }\nexport function onOpen(«ws: ServerWebSocket<{ own: string }>») { ws.send(ws.data.own); }",
  ],
  "w4/route.ts": [
    "BBX2010",
    'import type { Admin } from "../admin/_guard.ts";\nexport function upgrade(_: Request, «ctx: UpgradeContext<{}, Admin>») { return ctx.guard.role === ""; }',
  ],
  "w13/route.ts": [
    "BBX2010",
    "export type Outgoing = { from: string };\nexport function upgrade(_: Request, «ctx: UpgradeContext<{}, { user: number }>») { return ctx.guard.user > 3; }",
  ],
  "w14/route.ts": [
    "BBX2010",
    "export type Outgoing = { from: string };\nexport function onOpen(_: ServerWebSocket<unknown>, «ctx: WebSocketContext<{}, { to: string }>») { ctx.broadcastJSON({ to: ctx.topic }); }",
  ],
  // Not the innermost guard.
  "admin/w12/route.ts": [
    "BBX2010",
    'type Route = RouteOf<"/ws/admin/w12", typeof import("./route.ts"), unknown, typeof import("../w12-other.ts")>;\nexport const onOpen = («ws: Route["Socket"]») => void ws.send(ws.data.other);',
  ],
  "admin/w5/_guard.ts": [
    "BBX2010",
    "export function guard(_: Request, «ctx: GuardContext<{}, { role: number }>») { return ctx.guard.role > 3; }",
  ],
  "w6/[room]/_guard.ts": ["BBX2012", "export function guard(req: Request) { return «req.url.length»; }"],
  "w7/_guard.ts": [
    "BBX2010",
    "export function guard(_: Request, «ctx: GuardContext<{ room: string }>») { return ctx.params.room === ''; }",
  ],
  "w8/_guard.ts": ["BBX2014", "export function guard() { return «{ data: { a: 1 }, user: 2 }»; }"],
  "w9/_guard.ts": [
    "BBX2011",
    "export const guard = (req: Request, ctx: unknown, «more: string») => req.url === more + String(ctx);",
  ],
  "w10/_guard.ts": ["BBX2005", "export let «guard»: Guard | undefined;"],
  "w11/_guard.ts": [
    "BBX2014",
    "const all = () => function* () { yield true; };\nexport const «guard» = all();",
  ],
  // They let clients in without data.
  "l1/_guard.ts": [
    "BBX2027",
    "const find = async (token: string) => ['ada'].find((name) => name === token);\nexport async function guard(req: Request) { return { data: «await find(req.url)» }; }",
  ],
  "l2/_guard.ts": [
    "BBX2027",
    "export function guard(req: Request) { const data = req.headers.get('x-user') ?? undefined; if (req.url === '') return false; return { headers: {}, «data» }; }",
  ],
  "l3/_guard.ts": [
    "BBX2027",
    "type Result = { data: { id: number } | undefined };\nconst check = (req: Request): Promise<Result> => Promise.resolve({ data: { id: req.url.length } });\nexport const guard = (req: Request) => «check(req)»;",
  ],
  "l4/_guard.ts": [
    "BBX2027",
    "const make = () => (req: Request) => ({ data: req.headers.get('x-user') ?? undefined });\nexport const «guard» = make();",
  ],
  "l6/_guard.ts": [
    "BBX2027",
    "export function guard(req: Request) { return { data: «req.headers.get('x-user')» }; }",
  ],
  "l7/_guard.ts": [
    "BBX2027",
    "type Session = { user: string };\nconst sessionOf = async (_: Headers): Promise<Session | null> => null;\nexport async function guard(req: Request) { return { data: «await sessionOf(req.headers)» }; }",
  ],
  "l8/_guard.ts": [
    "BBX2027",
    "export function guard(req: Request) { const user = { name: req.url }; return { data: «req.url === '' ? user : null» }; }",
  ],
  "l9/_guard.ts": [
    "BBX2027",
    "export function guard(req: Request) { return { data: «[req.url].find((url) => url !== '') ?? null» }; }",
  ],
  "l10/_guard.ts": [
    "BBX2027",
    "const find = (_: Request): { id: number } | null | undefined => undefined;\nexport const guard = (req: Request) => ({ data: «find(req)», headers: {} });",
  ],
  "l11/_guard.ts": [
    "BBX2027",
    "export const guard: Guard<{}, unknown, string | null> = (req) => ({ data: «req.headers.get('x-user')» });",
  ],
  "data/null/below/route.ts": [
    "BBX2010",
    "export function onOpen(«ws: ServerWebSocket<{ user: string }>») { ws.send(ws.data.user); }",
  ],
  "admin/l5/_guard.ts": [
    "BBX2027",
    `${ADMIN}export function guard(req: Request, ctx: GuardContext<{}, Admin>) { return { data: «req.url === "" ? undefined : ctx.guard» }; }`,
  ],
};

const OTHER = "export function guard() { return { data: { other: 'x' } }; }";

/** Routes of guards: a guard below no route would be a warning. */
const ROUTES = [
  ...Object.keys(WRONG_GUARDS),
  ...Object.keys(RIGHT_GUARDS).filter((file) => file.startsWith("data/")),
]
  .filter((file) => file.endsWith("_guard.ts"))
  .map((file) => file.replace("_guard.ts", file.startsWith("w7/") ? "[room]/route.ts" : "route.ts"));

/** The files that are neither: the outer guards, and routes for those that are wrong. */
export const GUARD_FILES: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...Object.entries(GUARDS),
    ["(staff)/admin/w12-other.ts", OTHER] as const,
    ...ROUTES.map((file) => [`(staff)/${file}`, "export function onMessage() {}"] as const),
  ].map(([file, text]) => [`app/ws/${file}`, `${GUARD_HEAD}${text}\n`]),
);
