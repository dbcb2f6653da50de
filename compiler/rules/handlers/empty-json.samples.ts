// BBX2049: maps, sets and promises in JSON.
import type { Samples } from "../samples.ts";

const TYPES = 'import type { OnOpen, ServerWebSocket, UpgradeData } from "@ademattos/bunbox";\n';
const SEND = "ctx.send(ws, «ws.data.a»);";
/** A route whose socket has data of this type, which a declaration explains, and that sends a part of it. */
const typed = (data: string, declared = "", send = SEND): string =>
  `${TYPES}${declared}\nexport function onOpen(ws: ServerWebSocket<${data}>, ctx) { ${send} }`;
const upgrade = (data: string, send = SEND): string =>
  typed("UpgradeData<typeof upgrade>", `export const upgrade = ${data};`, send);
/** A handler that sends a value. */
const sending = (value: string): string =>
  `\nexport function onOpen(ws, ctx) { ctx.broadcastJSON(${value}); }`;
const PLAIN = "ctx.send(ws, ws.data.a);";

export const SAMPLES: Samples = {
  wrong: {
    "a new map": "export function onOpen(ws, ctx) { ctx.broadcastJSON(«new Map()»); }",
    "a map of the module": `const players = new Map();${sending("«players»")}`,
    "a set of the module":
      "const all = new Set<string>();\nexport const onOpen = (ws, ctx) => ctx.broadcastJSON(«all»);",
    "a map of an instance":
      "class Room { players = new Map(); }\nconst room = new Room();\nexport function onOpen(ws, ctx) { ctx.broadcastJSON({ players: «room.players» }); }",
    "a map within an object":
      'const players = new Map();\nexport function onOpen(ws, ctx) { ctx.broadcastJSON({ type: "all", «players» }); }',
    "a set under a key": `const names = new Set();${sending("{ all: { names: «names» } }")}`,
    "a set in a list": `const names = new Set();${sending("[1, «names»]")}`,
    "a weak map": "const all = new WeakMap();\nexport const onOpen = (ws, ctx) => ctx.broadcastJSON(«all»);",
    "a map of the handler":
      "export function onOpen(ws, ctx) { const all = new Map([[1, 2]]); ctx.broadcastJSON(«all»); }",
    "a map of another file": {
      text: 'import { players } from "./players.ts";\nexport function onOpen(ws, ctx) { ctx.broadcastJSON(«players»); }',
      files: { "players.ts": "export const players = new Map();" },
    },
    "a branch":
      "const all = new Set();\nexport function onMessage(ws, m, ctx) { ctx.broadcastJSON(m ? «all» : null); }",
    "a default":
      "const all = new Set();\nexport function onMessage(ws, m, ctx) { ctx.broadcastJSON(ws.data ?? «all»); }",
    "JSON.stringify":
      "const players = new Map();\nexport function onOpen(ws) { ws.send(JSON.stringify(«players»)); }",
    "JSON.stringify with spaces":
      "const players = new Map();\nexport function onOpen(ws) { ws.send(JSON.stringify({ «players» }, null, 2)); }",
    "a promise": "async function load() {}\nexport function onOpen(ws, ctx) { ctx.broadcastJSON(«load()»); }",
    "a promise of fetch": 'export function onOpen(ws, ctx) { ctx.broadcastJSON({ user: «fetch("/")» }); }',
    "out of the context":
      "const all = new Set();\nexport function onOpen(ws, { broadcastJSON }) { broadcastJSON(«all»); }",
    "beside a comment about toJSON": `const players = new Map(); // has no toJSON${sending("«players»")}`,
    "beside a text about toJSON":
      'const players = new Map();\nexport function onOpen(ws, ctx) { ws.send("no toJSON here"); ctx.broadcastJSON(«players»); }',
    "to one socket":
      "const players = new Map();\nexport function onOpen(ws, ctx) { ctx.send(ws, «players»); }",
    "to one socket, out of the context":
      "const players = new Map();\nexport function onOpen(ws, { send }) { send(ws, { «players» }); }",
    "to a route":
      'import { publishTo } from "@ademattos/bunbox";\nconst players = new Map();\nexport function onOpen() { publishTo("/ws/admin", {}, { «players» }); }',
    "JSON.stringify with a replacer that does nothing":
      "const players = new Map();\nexport function onOpen(ws) { ws.send(JSON.stringify(«players», 2)); }",
    "JSON.stringify without a replacer":
      "const players = new Map();\nexport function onOpen(ws) { ws.send(JSON.stringify(«players», undefined, 2)); }",
    "within an object that a constant names": `const state = { players: new Map(), round: 1 };${sending("«state»")}`,
    "within what a constant's property names":
      "const state = { all: { players: new Map() } };\nexport function onOpen(ws, ctx) { ctx.send(ws, { all: «state.all» }); }",
    "within an object of another file": {
      text: 'import { state } from "./state.ts";\nexport function onOpen(ws, ctx) { ctx.send(ws, «state»); }',
      files: { "state.ts": "const players = new Map();\nexport const state = { players };" },
    },
    "within an object that is spread":
      'const state = { players: new Map() };\nexport function onOpen(ws, ctx) { ctx.send(ws, { type: "all", ...«state» }); }',
    "within what a function returns":
      "const players = new Map();\nconst all = () => ({ players });\nexport function onOpen(ws, ctx) { ctx.send(ws, «all()»); }",
    "within what an awaited function returns":
      "const players = new Map();\nasync function all() { return { players }; }\nexport async function onOpen(ws, ctx) { ctx.send(ws, «await all()»); }",
    "within a list that a constant names":
      "const lists = [[], new Set()];\nexport function onOpen(ws, ctx) { ctx.send(ws, «lists»); }",
    "the type of a parameter":
      "function show(ctx: WebSocketContext, players: Map<string, number>) { ctx.broadcastJSON({ «players» }); }\nexport function onOpen(ws, ctx) { show(ctx, x()); }",
    "an iterator":
      "const players = new Map();\nexport function onOpen(ws, ctx) { ctx.send(ws, { all: «players.values()» }); }",
    "the iterator of a typed set":
      "let names: Set<string> = load();\nexport function onOpen(ws, ctx) { ctx.send(ws, «names.values()»); }",
    "the iterator of an array": "export function onOpen(ws, ctx) { ctx.broadcastJSON(«[1].values()»); }",
    "a regular expression": "export function onOpen(ws, ctx) { ctx.broadcastJSON({ only: «/a/» }); }",
    "a generator": "function* all() {}\nexport function onOpen(ws, ctx) { ctx.broadcastJSON(«all()»); }",
    "an error": 'export function onOpen(ws, ctx) { ctx.send(ws, { error: «new Error("no")» }); }',
    "an error of the handler":
      'export function onOpen(ws, ctx) { const error = new RangeError("no"); ctx.send(ws, { «error» }); }',
    "a response": 'export async function onOpen(ws, ctx) { ctx.send(ws, { user: «await fetch("/")» }); }',
    "after a condition":
      "const all = new Set();\nexport function onMessage(ws, m, ctx) { ctx.send(ws, all && { m } && «all»); }",
    "within a spread of an object that a constant names":
      "const base = { players: new Map() };\nconst state = { ...base };\nexport function onOpen(ws, ctx) { ctx.send(ws, «state»); }",
    "within a branch that is spread":
      "const a = { all: new Map() };\nconst b = { all: 1 };\nexport function onMessage(ws, m, ctx) { ctx.send(ws, { ...(«m ? a : b») }); }",
    "within the result that a constant names":
      "const all = () => ({ players: new Map() });\nconst state = all();\nexport function onOpen(ws, ctx) { ctx.send(ws, «state»); }",
    "beside an assignment to a variable":
      "let last = 1;\nconst state = { players: new Map() };\nexport function onOpen(ws, ctx) { last = 2; ctx.send(ws, «state»); }",
    "the data of a socket": typed("{ readonly a: Map<string, number> }"),
    "the data by an interface": typed("Data", "interface Data { a: ReadonlySet<string> }"),
    "the data by a type": typed("Data", "type All = Map<string, number>; type Data = { a: All };"),
    "deeper data": typed("{ a: Readonly<A> }", "interface A { b: Set<1> }", "ctx.send(ws, «ws.data.a.b»);"),
    "the data in parts": typed("{ a: Set<1> }", "", "const { a } = ws.data; ctx.send(ws, { «a» });"),
    "the data by another name": typed("{ a: Set<1> }", "", "const d = ws.data; ctx.send(ws, «d!.a»);"),
    "an optional part of the data": typed("{ a?: Map<string, number> | null }"),
    "a part of one of two types": typed("{ b: string } & { a: Set<1> }"),
    "an iterator of the data": typed("{ a: Set<1> }", "", "ctx.send(ws, «ws.data.a.keys()»);"),
    "the data of a handler's type": `${TYPES}export const onOpen: OnOpen<{ a: Set<1> }> = (ws, ctx) => { ${SEND} };`,
    "what upgrade returns": upgrade("async (req) => (req.url ? { data: { a: new Map() } } : false)"),
    "what upgrade returns by name": upgrade("() => ({ data: { a } });\nconst a: Set<1> = load()"),
    "what upgrade returns in two results": upgrade(
      "(r) => (r ? { data: { a: new Map() } } : { data: { a: new Map([[1, 2]]) } })",
    ),
    "an error, beside assignments to others":
      'export function onOpen(ws, ctx) { const error = new Error("no"); ws.data.last = 1; last.at = 2; ctx.send(ws, { «error» }); }',
    "an error whose message is kept":
      'export function onOpen(ws, ctx) { const error = new Error("no"); last = error.message; ctx.send(ws, { «error» }); }',
    "a generator that returns a map":
      "function* all() { return new Map(); }\nexport function onOpen(ws, ctx) { ctx.send(ws, «all()»); }",
    "a map of an awaited function":
      "async function load() { return new Map(); }\nexport async function onOpen(ws, ctx) { ctx.broadcastJSON(«await load()»); }",
    "a map behind many functions": `const a0 = () => new Map(), a1 = () => a0(), a2 = () => a1(), a3 = () => a2(), a4 = () => a3();${sending("«a4()»")}`,
    "a map behind many names": `const a0 = new Map(), a1 = x ? a0 : 1, a2 = x ? a1 : 2, a3 = x ? a2 : 3, a4 = x ? a3 : 4;${sending("«a4»")}`,
    "a map of an object whose keys are listed":
      "const state = { users: new Map() };\nexport function onOpen(ws, ctx) { ws.send(Object.keys(state).join()); ctx.broadcastJSON(«state»); }",
  },
  right: {
    "data of another type": typed("{ a: string[] }", "", PLAIN),
    "data of one of two types": typed("{ a: string[] | Set<1> }", "", PLAIN),
    "data of a type with arguments": typed("Data<1[]>", "type Data<Set> = { a: Set };", PLAIN),
    "data of an interface with arguments": typed("Data<1[]>", "interface Data<Map> { a: Map }", PLAIN),
    "another part of the data": typed("{ a: 1; b: Set<1> }", "", "ctx.send(ws, [ws.data.a, ...ws.data.b]);"),
    "a default of the data": typed("{ a?: Set<1> }", "", "const { a = [] } = ws.data; ctx.send(ws, a);"),
    "a map of the file's own": typed("{ a: Map }", "class Map { toArray() { return []; } }", PLAIN),
    "a property of something else": typed("{ a: Set<1> }", "", "ctx.send(ws, [ws.a, other.data.a]);"),
    "what upgrade returns as one of two": upgrade("(r) => ({ data: { a: r ? new Set() : [] } })", PLAIN),
    "what upgrade returns with more in it": upgrade(
      "(req) => ({ data: { a: new Set(), ...load(req) } })",
      PLAIN,
    ),
    "what upgrade says that it returns": upgrade(
      "(): { data: { a: any } } => ({ data: { a: new Set() } })",
      PLAIN,
    ),
    "what upgrade casts": upgrade("() => ({ data: { a: new Set() as Set<1> | string[] } })", PLAIN),
    "what upgrade returns in one of two results": upgrade(
      "(r) => (r ? { data: { a: new Set() } } : { data: { a: [] } })",
      PLAIN,
    ),
    "data of a type with another type around it": typed("Pick<{ a: Set<1>; b: 1 }, 'b'>", "", PLAIN),
    "what a function returns":
      "function count() { return 1; }\nexport function onOpen(ws, ctx) { ctx.send(ws, count()); }",
    "an object whose property its own file replaces": {
      text: 'import { state } from "./state.ts";\nexport function onOpen(ws, ctx) { ctx.send(ws, state); }',
      files: {
        "state.ts":
          "export const state = { players: new Map() };\nexport function reset() { state.players = []; }",
      },
    },
    "a list of keys, which may name what an error has":
      'export function onOpen(ws) { ws.send(JSON.stringify(new Error("no"), ["message"])); ws.send(JSON.stringify(new Map(), keys())); }',
    "an error that gets properties":
      'export function onOpen(ws, ctx) { const error = new Error("no"); error.code = 1; ctx.send(ws, { error }); }',
    "an object whose property is replaced":
      "const state = { players: new Map() };\nstate.players = [];\nexport function onOpen(ws, ctx) { ctx.send(ws, state); }",
    "an object whose properties are assigned":
      "const state = { players: new Map() };\nObject.assign(state, { players: [] });\nexport function onOpen(ws, ctx) { ctx.send(ws, state); }",
    "an object whose property is removed":
      "const state = { players: new Map() };\ndelete state.players;\nexport function onOpen(ws, ctx) { ctx.send(ws, state); }",
    "an object that gets any property":
      "const state = { players: new Map() };\nexport function onOpen(ws, ctx) { state[ws.data.key] = []; ctx.send(ws, state); }",
    "a list whose elements are taken out":
      "const lists = [new Set()];\nlists.pop();\nexport function onOpen(ws, ctx) { ctx.send(ws, lists); }",
    "a spread whose property is replaced":
      "const state = { players: new Map() };\nexport function onOpen(ws, ctx) { ctx.send(ws, { ...state, players: [...state.players] }); }",
    "a getter and a method":
      "const players = new Map();\nexport function onOpen(ws, ctx) { ctx.send(ws, { get a() { return 1; }, b() { return players; }, players: players.size }); }",
    "a toJSON of another file": {
      text: 'import { players } from "./players.ts";\nexport function onOpen(ws, ctx) { ctx.send(ws, players); }',
      files: { "players.ts": "export const players = new Map();\nplayers.toJSON = () => [];" },
    },
    "the text of a response":
      'export async function onOpen(ws, ctx) { ctx.send(ws, await (await fetch("/")).json()); }',
    "the message of an error":
      'export function onOpen(ws, ctx) { const error = new Error("no"); ctx.send(ws, { error: error.message }); }',
    "a class of another name":
      "class Grid extends Map {}\nexport function onOpen(ws, ctx) { ctx.send(ws, new Grid()); }",
    "the send of a socket": "const all = new Map();\nexport function onOpen(ws) { ws.send(ws, all); }",
    "keys of an object":
      "const all = { a: 1 };\nexport function onOpen(ws, ctx) { ctx.send(ws, Object.values(all)); }",

    "an object of a map": `const players = new Map();${sending("Object.fromEntries(players)); ctx.broadcastJSON({ players: [...players] }")}`,
    "the values of a map": `const players = new Map();${sending("[...players.values()]); ctx.broadcastJSON(Array.from(players)); ctx.broadcastJSON(players.get(1)")}`,
    "the size of a set": `const names = new Set();${sending("names.size")}`,
    "what an object and a list leave out": `const all = new Map();${sending("{ ...all }); ctx.broadcastJSON([, 1, ...all]")}`,
    "what a promise of a function's promise holds":
      "async function count() { return 1; }\nconst countOf = () => count();\nexport async function onOpen(ws, ctx) { ctx.broadcastJSON({ devices: await countOf() }); }",
    "what is awaited":
      "async function load() {}\nexport async function onOpen(ws, ctx) { ctx.broadcastJSON(await load()); }",
    "a replacer":
      "const players = new Map();\nexport function onOpen(ws) { ws.send(JSON.stringify(players, (key, value) => value instanceof Map ? [...value] : value)); }",
    "a map with toJSON":
      "const players = new Map();\nplayers.toJSON = () => [];\nexport function onOpen(ws, ctx) { ctx.broadcastJSON(players); }",
    "a class of its own":
      "class Map { a = 1 }\nconst players = new Map();\nexport function onOpen(ws, ctx) { ctx.broadcastJSON(players); }",
    "a variable that changes":
      "let all = new Set();\nexport function onMessage(ws, m, ctx) { all = [...all, m]; ctx.broadcastJSON(all); }",
    "another object": "const all = new Set();\nexport function onOpen(ws, ctx) { hub.broadcastJSON(all); }",
    "a date":
      "export function onOpen(ws, ctx) { ctx.broadcastJSON({ now: new Date(), list: new Array(1) }); }",
  },
};
