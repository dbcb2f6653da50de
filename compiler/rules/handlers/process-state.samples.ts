// BBX2037: state of one process. The project of these samples has workers.
import type { Samples } from "../samples.ts";

export const SAMPLES: Samples = {
  scaled: true,
  wrong: {
    "a map": "const «players» = new Map();\nexport function onOpen(ws) { players.set(ws.data.id, 0); }",
    "a set":
      "const «names» = new Set<string>();\nexport const onOpen = (ws) => { names.add(ws.data.name); };",
    "a map of another type":
      "const «players» = new Map<string, Player>();\nexport function onOpen(ws) { players.set(ws.data.id, {}); }",
    "a list":
      "const «log»: string[] = [];\nexport function onMessage(ws, message) { log.push(String(message)); }",
    "an object": "const «scores» = {};\nexport function onMessage(ws, m) { scores[ws.data.id] = m; }",
    "an object without a prototype":
      "const «scores» = Object.create(null);\nexport function onMessage(ws, m) { scores[ws.data.id] ??= m; }",
    "a number": "let «count» = 0;\nexport function onOpen() { count += 1; }",
    "a number that is counted up": "let «count» = 0;\nexport function onOpen() { count++; }",
    "a variable without a value":
      "let «latest»: string | undefined;\nexport function onMessage(ws, m) { latest = String(m); }",
    "an exported variable":
      "export let «latest» = '';\nexport function onMessage(ws, m) { latest = String(m); }",
    "a pattern":
      "let «first»: unknown;\nexport function onMessage(ws, m) { [{ first }] = JSON.parse(String(m)); }",
    "a pattern with a rest":
      "let «others»: unknown[];\nexport function onMessage(ws, m) { [, ...others] = JSON.parse(String(m)); }",
    "what a map holds":
      "const «rooms» = new Map([['a', new Set()]]);\nexport function onOpen(ws, ctx) { rooms.get(ctx.topic)?.add(ws.data.id); }",
    "a deeper property":
      "const «state» = { scores: {} };\nexport function onMessage(ws, m) { state.scores.last = m; }",
    "a deletion": "const «names» = { a: 1 };\nexport function onClose(ws) { delete names[ws.data.id]; }",
    "a callback":
      "const «names» = new Set();\nexport function onMessage(ws, m) { JSON.parse(m).forEach((each) => names.add(each)); }",
    "a function of the file":
      "const «names» = new Set();\nfunction add(name) { names.add(name); }\nexport function onOpen(ws) { add(ws.data.name); }",
    "by Object.assign":
      "const «state» = {};\nexport function onMessage(ws, m) { Object.assign(state, JSON.parse(m)); }",
    "an object of a class":
      "class Game { players = new Map(); join(id) { this.players.set(id, 0); } }\nconst «game» = new Game();\nexport function onOpen(ws) { game.join(ws.data.id); }",
    "a class whose method uses another":
      "class Game { count = 0; join() { this.add(); } add() { this.count += 1; } }\nconst «game» = new Game();\nexport function onOpen() { game.join(); }",
    "what an object of a class holds":
      "class Game { players = new Map(); }\nconst «game» = new Game();\nexport function onOpen(ws) { game.players.set(ws.data.id, 0); }",
    "a class whose method is a property":
      "class Game { count = 0; join = () => { this.count += 1; }; }\nconst «game» = new Game();\nexport function onOpen() { game.join(); }",
    "a class whose method changes something else too":
      "class Game { count = 0; join(list) { list.push(1); this.count += 1; } }\nconst «game» = new Game();\nexport function onOpen(ws) { game.join(ws.data.list); }",
    "an object of entries":
      "const «scores» = Object.fromEntries([['a', 1]]);\nexport function onMessage(ws, m) { scores.a = m; }",
    "a copied list": "const «list» = Array.from('ab');\nexport function onMessage(ws, m) { list.push(m); }",
    "a list of values": "const «list» = Array.of(1);\nexport function onMessage(ws, m) { list.push(m); }",
    "another file": {
      text: 'import { join } from "./lobby.ts";\nexport function onOpen(ws) { join(ws.data.id); }',
      files: {
        "lobby.ts":
          "const «members» = new Set<string>();\nexport function join(id: string) { members.add(id); }",
      },
    },
    "a variable of another file": {
      text: 'import { members as all } from "./lobby.ts";\nexport function onOpen(ws) { all.add(ws.data.id); }',
      files: { "lobby.ts": "export const «members» = new Set<string>();" },
    },
    "a variable that is cast":
      "const «names» = new Set() as Set<string>;\nexport function onOpen(ws) { names.add(ws.data.name); }",
  },
  right: {
    "a variable of a handler":
      "export function onMessage(ws, m) { const seen = new Set(); seen.add(m); let n = 0; n += 1; }",
    "a variable with the name of another":
      "const names = new Set(['a']);\nexport function onMessage(ws, m) { const names = []; names.push(m); }",
    "a parameter": "const list = [];\nexport function onMessage(ws, list) { list.push(1); }",
    "what is only read":
      "const names = new Map([['a', 1]]);\nexport function onOpen(ws) { ws.send(String(names.get('a'))); }",
    "what only the module writes":
      "const names = new Map();\nnames.set('a', 1);\nexport function onOpen(ws) { ws.send(names.get('a')); }",
    "what only a timer writes":
      "let prices = {};\nsetInterval(async () => { prices = await load(); }, 1000);\nexport function onOpen(ws) { ws.send(JSON.stringify(prices)); }",
    "a value that is loaded once":
      "let keys;\nexport async function onOpen(ws) { keys ??= load(); ws.data.keys = await keys; }",
    "promises that are on the way":
      "const loading = new Map<string, Promise<User>>();\nexport async function onOpen(ws) { const { id } = ws.data; loading.set(id, load(id)); await loading.get(id); loading.delete(id); }",
    "promises by a declared type":
      "const loading: Record<string, Promise<User>> = {};\nexport async function onOpen(ws) { loading[ws.data.id] ??= load(ws.data.id); }",
    "a weak map": "const states = new WeakMap();\nexport function onOpen(ws) { states.set(ws, 1); }",
    "the data of a socket": "export function onMessage(ws, m) { ws.data.last = m; ws.data.list.push(m); }",
    "a store elsewhere":
      'import { redis } from "bun";\nexport async function onOpen(ws) { await redis.set("a", "1"); await redis.del("b"); }',
    "a database":
      "const db = openDatabase();\nexport function onMessage(ws, m) { db.add(m); db.users.push(m); }",
    "a client of a package":
      'import { Queue } from "queue";\nconst queue = new Queue();\nexport function onMessage(ws, m) { queue.push(m); }',
    "an object of a class that only reads":
      "class Names { list = ['a']; has(name) { return this.list.includes(name); } }\nconst names = new Names();\nexport function onOpen(ws) { names.has(ws.data.name); }",
    "an assign of another object":
      "const state = {};\nexport function onMessage(ws, m) { tools.assign(state, m); }",
    "the keys of an object": "const state = {};\nexport function onMessage(ws, m) { Object.keys(state); }",
    "what another function of Object returns":
      "const shared = Object.getPrototypeOf(thing);\nexport function onMessage(ws, m) { shared.list.push(m); }",
    "what another create returns":
      "const store = factory.create();\nexport function onMessage(ws, m) { store.add(m); }",
    "what another from returns":
      "const stream = Stream.from('a');\nexport function onMessage(ws, m) { stream.push(m); }",
    "what another function of Array returns":
      "const later = Array.fromAsync(source);\nexport function onMessage(ws, m) { later.push(m); }",
    "methods that call each other":
      "class Game { one() { this.two(); } two() { this.one(); } }\nconst game = new Game();\nexport function onOpen() { game.one(); }",
    "a class with a static block":
      "class Names { static { prepare(); } has() { return true; } }\nconst names = new Names();\nexport function onOpen() { names.has(); }",
    "a method of a class that changes itself elsewhere":
      "class Game { count = 0; read() { return this.count; } write() { this.count = 1; } }\nconst game = new Game();\nexport function onOpen() { game.read(); }",
    "a method that changes its parameter":
      "class Lists { extend(list) { list.push(1); } }\nconst lists = new Lists();\nexport function onOpen(ws) { lists.extend(ws.data.list); }",
    "a method that asks another":
      "class Names { has() { return this.test(); } test() { return true; } }\nconst names = new Names();\nexport function onOpen() { names.has(); }",
    "a copy":
      "const defaults = { a: 1 };\nexport function onMessage(ws, m) { const all = { ...defaults }; all.a = 2; }",
    "a function that no handler calls":
      "let count = 0;\nfunction reset() { count = 0; }\nsetInterval(reset, 1000);\nexport function onOpen() {}",
  },
};
