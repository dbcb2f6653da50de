// BBX2051: collections of a module that keep sockets.
import type { Samples } from "../samples.ts";

const SET = "const clients = new Set();\n";
const MAP = "const clients = new Map();\n";

/** Constants whose values come from each other: `a0` from `a1`, and so on. */
const chained = (length: number, of: (name: string) => string): string =>
  Array.from({ length }, (_, index) => `const a${length - index - 1} = ${of(`a${length - index}`)};`).join(
    " ",
  );

export const SAMPLES: Samples = {
  wrong: {
    "another entry that is set":
      'const all = {};\nexport function onOpen(ws) { «all[ws.data.id] = ws»; }\nexport function onMessage() { all["count"] = 0; }',
    "a private field beside a method of its name":
      "class Hub { clients() {} #clients = new Set(); join(ws: ServerWebSocket) { «this.#clients.add(ws)»; } }\nconst hub = new Hub();\nexport function onOpen(ws) { hub.join(ws); }",
    "a map whose type has a text and any other":
      'const all = new Map<"a" | string, Socket>();\nexport function onOpen(ws) { «all.set(ws.data.id, ws)»; }',
    "a function that gets the set and calls itself": `${SET}export function onOpen(ws) { join(clients, ws); }\nfunction join(set, socket) { «set.add(socket)»; if (more()) join(set, socket); }`,
    "a set by a hundred names": `const a100 = new Set();\nexport function onOpen(ws) { ${chained(100, (name) => name)} «a0.add(ws)»; }`,
    "another collection, not in sight, that shrinks": `import { cache } from "cache";\n${SET}export function onOpen(ws) { «clients.add(ws)»; cache.delete("first"); }`,
    "a private field beside a field of its name":
      "class Hub { clients = 0; #clients = new Set(); join(ws: ServerWebSocket) { «this.#clients.add(ws)»; } }\nconst hub = new Hub();\nexport function onOpen(ws) { hub.join(ws); }",
    "an object that begins with an entry":
      "const all: Record<string, unknown> = { count: 0 };\nexport function onOpen(ws) { «all[ws.data.id] = ws»; }",
    "a private place that counts, beside one that starts again":
      "class Ring { #all = []; #at = 0; #other = 0; add(ws: ServerWebSocket) { «this.#all[this.#at] = ws»; this.#at += 1; this.#other = 0; } }\nconst ring = new Ring();\nexport const onOpen = (ws) => ring.add(ws);",
    "a set": `${SET}export function onOpen(ws) { «clients.add(ws)»; }`,
    "a set with a type":
      "const clients = new Set<Socket>();\nexport function onOpen(ws) { «clients.add(ws)»; }",
    "a set, and an onClose that does something else": `${SET}export function onOpen(ws) { «clients.add(ws)»; }\nexport function onClose(ws, ctx) { ctx.broadcast("left"); }`,
    "a map by socket": `${MAP}export function onOpen(ws) { «clients.set(ws, { name: "x" })»; }`,
    "a map of sockets": `${MAP}export function onOpen(ws) { «clients.set(ws.data.id, ws)»; }`,
    "a map of objects with sockets": `${MAP}export function onOpen(ws) { «clients.set(ws.data.id, { socket: ws })»; }`,
    "a message that joins": `${SET}export function onMessage(ws, m) { if (m === "join") «clients.add(ws)»; }`,
    "a message that leaves": `${SET}export function onMessage(ws, m) { if (m === "join") «clients.add(ws)»; else clients.delete(ws); }\nexport function onClose() {}`,
    "a set in a map":
      "const rooms = new Map();\nexport function onOpen(ws) { «rooms.get(ws.data.id)?.add(ws)»; }",
    "a set in a map, by a constant":
      "const rooms = new Map();\nexport function onOpen(ws) { const room = rooms.get(1) ?? new Set(); «room.add(ws)»; rooms.set(1, room); }",
    "a function of the file": `${SET}export function onOpen(ws) { join(ws); }\nfunction join(socket) { «clients.add(socket)»; }`,
    "a function that gets the set": `${SET}export function onOpen(ws) { join(clients, ws); }\nfunction join(set, socket) { «set.add(socket)»; }`,
    "another name of the socket": `${SET}export function onOpen(ws) { const socket = ws; «clients["add"](socket)»; }`,
    "a set of another file": {
      text: 'import { clients } from "./clients.ts";\nexport function onOpen(ws) { «clients.add(ws)»; }',
      files: { "clients.ts": "export const clients = new Set();" },
    },
    "another collection that shrinks": `${SET}const names = new Map();\nexport function onOpen(ws) { «clients.add(ws)»; names.set(ws.data.id, "x"); }\nexport function onClose(ws) { names.delete(ws.data.id); }`,
    "an arrow function": `${SET}export const onOpen = (ws) => «clients.add(ws)»;`,
    "a map by a part of a text": `${MAP}export function onOpen(ws) { «clients.set(\`user-\${ws.data.id}\`, ws)»; }`,
    "a map by a number that counts": `let last = 1;\n${MAP}export function onOpen(ws) { «clients.set(last, ws)»; last += 1; }`,
    "a map by a key with a default": `${MAP}export function onOpen(ws) { const id = ws.data.id ?? "none"; «clients.set(id, ws)»; }`,
    "a message that leaves by a key": `${MAP}export function onOpen(ws) { «clients.set(ws.data.id, ws)»; }\nexport function onMessage(ws) { const id = String(ws.data.id); clients.delete(id); }`,
    "another variable that changes": `let count = 0;\n${SET}export function onOpen(ws) { «clients.add(ws)»; }\nexport function onClose() { count -= 1; }`,
    "a map of objects with more": `${MAP}export function onOpen(ws) { «clients.set(ws.data.id, { name: "x", socket: ws })»; }`,
    "every set of a map":
      "const rooms = new Map();\nexport function onOpen(ws) { for (const room of rooms.values()) «room.add(ws)»; }",
    "behind many names": `${SET}export function onOpen(ws) { const a7 = clients; ${chained(7, (name) => name)} «a0.add(ws)»; }`,
    "a message that leaves by a key of many texts": `${MAP}export function onOpen(ws) { «clients.set(ws.data.id, ws)»; }\nexport function onMessage(ws) { const a4 = String(ws.data.id); ${chained(4, (name) => `String(${name})`)} clients.delete(a0); }`,
    "an array": "const clients = [];\nexport function onOpen(ws) { «clients.push(ws)»; }",
    "an array with a type":
      "const clients: Socket[] = [];\nexport function onOpen(ws) { «clients.unshift({ socket: ws })»; }",
    "an array that is made anew":
      "let clients = [];\nexport function onOpen(ws) { «clients = [...clients, ws]»; }",
    "an array that is made anew, in parentheses":
      "let clients = [];\nexport function onOpen(ws) { «clients = ([...clients, ws])»; }",
    "an array that is made anew, with the socket first":
      "let clients = [];\nexport function onOpen(ws) { «clients = [ws, ...clients]»; }",
    "a function of a default import named type": {
      text: 'import type from "./clients.ts";\nexport function onOpen(ws) { type(ws); }',
      files: {
        "clients.ts":
          "const clients = new Set();\nexport default function join(ws: ServerWebSocket) { «clients.add(ws)»; }",
      },
    },
    "an entry that is assigned again in onClose":
      "const all = {};\nexport function onOpen(ws) { «all[ws.data.id] = ws»; }\nexport function onClose(ws) { all[ws.data.id] = ws; }",
    "an entry of which onClose sets a property":
      "const players = new Map();\nexport function onOpen(ws) { «players.set(ws.data.id, { ws })»; }\nexport function onClose(ws) { players.get(ws.data.id).online = false; }",
    "on a condition about the size of something else":
      "const clients = new Set();\nexport function onMessage(ws, m) { if (m.length > 0) «clients.add(ws)»; }",
    "an array in an object":
      "const rooms = {};\nexport function onOpen(ws) { «rooms[ws.data.room].push(ws)»; }",
    "an object by key": "const clients = {};\nexport function onOpen(ws) { «clients[ws.data.id] = ws»; }",
    "an object by key, with a default":
      "const clients: Record<string, Socket> = {};\nexport function onOpen(ws) { «clients[ws.data.id] ??= ws»; }",
    "a property of an object":
      "const hub = { clients: new Set(), names: [] };\nexport function onOpen(ws) { «hub.clients.add(ws)»; }",
    "a property of an object, and another that shrinks":
      "const hub = { clients: new Set(), names: new Set() };\nexport function onOpen(ws) { «hub.clients.add(ws)»; }\nexport function onClose(ws) { hub.names.delete(ws); }",
    "a field of an instance":
      "class Hub { clients = new Map(); }\nconst hub = new Hub();\nexport function onOpen(ws) { «hub.clients.set(ws.data.id, ws)»; }",
    "a static field":
      "class Hub { static clients = new Set(); }\nexport function onOpen(ws) { «Hub.clients.add(ws)»; }",
    "a function of another file": {
      text: 'import { join } from "./clients.ts";\nexport function onOpen(ws) { join(ws); }',
      files: {
        "clients.ts":
          "const clients = new Set();\nexport const join = (ws: ServerWebSocket) => «clients.add(ws)»;",
      },
    },
    "a field of an instance of another file": {
      text: 'import { hub } from "./hub.ts";\nexport function onOpen(ws) { «hub.clients.add(ws)»; }',
      files: { "hub.ts": "class Hub { clients = new Set(); }\nexport const hub = new Hub();" },
    },
    "a method":
      "class Hub { clients = new Set(); join(ws: ServerWebSocket) { «this.clients.add(ws)»; } }\nconst hub = new Hub();\nexport function onOpen(ws) { hub.join(ws); }",
    "a method with a private field":
      "class Hub { #clients = new Set(); join(ws: ServerWebSocket) { «this.#clients.add(ws)»; } }\nconst hub = new Hub();\nexport function onOpen(ws) { hub.join(ws); }",
    "a map of one of two keys, and others":
      'const seats = new Map();\nexport function onOpen(ws) { «seats.set(ws.data.white ? "white" : ws.data.id, ws)»; }',
    "an array by a number that counts":
      "const all = [];\nlet at = 0;\nexport function onOpen(ws) { «all[at + 1] = ws»; at += 1; }",
    "a map whose type has any key":
      "const seats = new Map<string, Socket>();\nexport function onOpen(ws) { «seats.set(ws.data.id, ws)»; }",
    "a type that names itself":
      'type A = "x" | B;\ntype B = string | A;\nconst all = new Map<A, Socket>();\nexport function onOpen(ws) { «all.set(ws.data.id, ws)»; }',
    "a type of texts":
      "type Id = string;\nconst all = new Map<Id, Socket>();\nexport function onOpen(ws) { «all.set(ws.data.id, ws)»; }",
    "an object of any key, by an interface":
      "interface All { [id: string]: Socket }\nconst all: All = {};\nexport function onOpen(ws) { «all[ws.data.id] = ws»; }",
    "a key that counts":
      "const all = [];\nlet at = 0;\nexport function onOpen(ws) { «all[at] = ws»; at = at + 1; }",
    "a message that leaves, by a statement of its own":
      "const all = new Set();\nexport function onMessage(ws, m) { if (m === 'join') «all.add(ws)»; if (m === 'leave') all.delete(ws); }",
    "an entry that gets the socket again":
      "const all = new Map();\nexport function onOpen(ws) { «all.set(ws.data.id, ws)»; }\nexport function onClose(ws) { all.set(ws.data.id, ws); }",
    "a number of an entry that onClose counts":
      "const all = new Map();\nexport function onOpen(ws) { «all.set(ws.data.id, { ws })»; }\nexport function onClose(ws) { all.get(ws.data.id).score++; }",
    "a set that is printed":
      "const all = new Set();\nexport function onOpen(ws) { «all.add(ws)»; console[`log`](all); }",
    "a set that a function of the file reads":
      "const all = new Set();\nexport function onOpen(ws) { «all.add(ws)»; show(all); }\nfunction show(some) { return some.size; }",
    "a message that deletes":
      "const all = {};\nexport function onOpen(ws) { «all[ws.data.id] = ws»; }\nexport function onMessage(ws, m) { if (m === 'leave') delete all[ws.data.id]; }",
    "another entry that is set to a number":
      "const all = {};\nexport function onOpen(ws) { «all[ws.data.id] = ws»; }\nexport function onMessage() { all['count'] = -1; }",
    "removed if it was added":
      "const all = new Set();\nexport function onMessage(ws) { «all.add(ws)» && all.delete(ws); }",
    "a key of a few and of any":
      "const all = new Map();\nexport function onOpen(ws) { «all.set(`${ws.data.n % 2} ${ws.data.id}`, ws)»; }",
    "a negative key": "const all = [];\nexport function onOpen(ws) { «all[-ws.data.n] = ws»; }",
    "a key of a function that returns any":
      "const all = new Map();\nconst place = (id) => { if (id > 1) return id; return 0; };\nexport function onOpen(ws) { «all.set(place(ws.data.n), ws)»; }",
    "a key that counts, beside one of its name":
      "const all = [];\nlet at = 1;\nexport function onOpen(ws) { «all[at] = ws»; at = at + 1; }\nfunction other() { let at; at = 0; return at; }",
    "a key that counts, beside another":
      "const all = [];\nlet at = 1;\nlet others = 1;\nexport function onOpen(ws) { «all[at] = ws»; at = at + 1; others = 0; }",
    "a key that is counted up":
      "const all = [];\nlet at = 1;\nexport function onOpen(ws) { «all[at] = ws»; at++; }",
    "a key that is any at first":
      "const all = new Map();\nexport function onOpen(ws) { let key = ws.data.id; if (ws.data.late) key = 'late'; «all.set(key, ws)»; }",
    "a field that counts":
      "class Log { all = []; at = 1; add(ws: ServerWebSocket) { «this.all[this.at] = ws»; this.at++; } }\nconst log = new Log();\nexport const onOpen = (ws) => log.add(ws);",
    "a field of any keys":
      "class Table { all: Record<string, Socket> = {}; sit(ws: ServerWebSocket) { «this.all[ws.data.id] = ws»; } }\nconst table = new Table();\nexport const onOpen = (ws) => table.sit(ws);",
    "an object that is cast to one of any keys":
      "const all = {} as Record<string, Socket>;\nexport function onOpen(ws) { «all[ws.data.id] = ws»; }",
    "an object of a few keys and any":
      "const all: { first: Socket; [id: string]: Socket } = {};\nexport function onOpen(ws) { «all[ws.data.id] = ws»; }",
    "an interface of a few keys and any":
      "interface All { first: Socket; [id: string]: Socket }\nconst all: All = {};\nexport function onOpen(ws) { «all[ws.data.id] = ws»; }",
    "a type that is not known":
      'const all: Lookup<"a"> = new Map();\nexport function onOpen(ws) { «all.set(ws.data.id, ws)»; }',
    "a type without arguments that is not known":
      "const all: Lookup = {};\nexport function onOpen(ws) { «all[ws.data.id] = ws»; }",
    "a key that gets longer":
      "const all = new Map();\nlet key = 'a';\nexport function onOpen(ws) { «all.set(key, ws)»; key += 'b'; }\nexport function onMessage() { key = 'c'; }",
    "keys that are lists":
      "const all = new Map<readonly string[], Socket>();\nexport function onOpen(ws) { «all.set(ws.data.list, ws)»; }",
    "added twice": `${SET}export function onOpen(ws) { «clients.add(ws)»; }\nexport function onMessage(ws) { clients.add(ws); }`,
    "removed from something else by a function that gets it":
      'import { lobby } from "lobby";\nconst all = new Set();\nexport function onOpen(ws) { «all.add(ws)»; }\nexport function onMessage(ws) { drop(lobby, ws); }\nfunction drop(list, each) { list.delete(each); }',
    "a limit that no handler keeps":
      "const all = new Map();\nexport function onOpen(ws) { «all.set(ws.data.id, ws)»; }\nexport function trim(map) { map.delete(map.keys().next().value); }",
    "a limit of something else":
      'import { lobby } from "lobby";\nconst all = new Map();\nexport function onOpen(ws) { «all.set(ws.data.id, ws)»; lobby.delete(lobby.keys().next().value); }',
  },
  right: {
    "asked about": "const all = new Set();\nexport function onOpen(ws) { ws.data.known = all.has(ws); }",
    "an array of one": "let last = [];\nexport function onOpen(ws) { last = [ws]; }",
    "another entry that is emptied":
      'const all = {};\nexport function onOpen(ws) { all[ws.data.id] = ws; }\nexport function onMessage() { all["oldest"] = undefined; }',
    "an object of the function":
      "export function onOpen(ws) { const hub = { clients: new Set() }; hub.clients.add(ws); ws.data.hub = hub; }",
    "an object that is a copy":
      "const all = { ...loaded };\nexport function onOpen(ws) { all[ws.data.id] = ws; }",
    "what a function makes": "const all = make();\nexport function onOpen(ws) { all.add(ws); }",
    "removed in onClose": `${SET}export function onOpen(ws) { clients.add(ws); }\nexport function onClose(ws) { clients.delete(ws); }`,
    "removed by key": `${MAP}export function onOpen(ws) { clients.set(ws.data.id, ws); }\nexport function onClose(ws) { clients.delete(ws.data.id); }`,
    "removed by a function": `${SET}export function onOpen(ws) { clients.add(ws); }\nexport function onMessage(ws, m) { if (m === "leave") leave(ws); }\nexport const onClose = (ws) => leave(ws);\nfunction leave(ws) { clients.delete(ws); }`,
    "removed by a function of another file": {
      text: 'import { clients, leave } from "./clients.ts";\nexport function onOpen(ws) { clients.add(ws); }\nexport const onClose = (ws) => leave(ws);',
      files: {
        "clients.ts": "export const clients = new Set();\nexport const leave = (ws) => clients.delete(ws);",
      },
    },
    "removed from every room":
      "const rooms = new Map();\nexport function onOpen(ws) { rooms.get(1)?.add(ws); }\nexport function onClose(ws) { for (const room of rooms.values()) room.delete(ws); }",
    "removed from every room by a callback":
      "const rooms = new Map();\nexport function onOpen(ws) { rooms.get(1)?.add(ws); }\nexport function onClose(ws) { rooms.forEach((room) => room.delete(ws)); }",
    "removed from the room":
      "const rooms = new Map();\nexport function onOpen(ws) { rooms.get(1)?.add(ws); }\nexport function onClose(ws) { const room = rooms.get(1); room?.delete(ws); }",
    emptied: `${SET}export function onOpen(ws) { clients.add(ws); }\nexport function onClose(ws, ctx) { if (ctx.subscriberCount === 0) clients.clear(); }`,
    replaced:
      "let clients = new Set();\nexport function onOpen(ws) { clients.add(ws); }\nexport function onClose(ws) { clients = new Set([...clients].filter((each) => each !== ws)); }",
    "removed when it is found closed": `${SET}export function onOpen(ws) { clients.add(ws); }\nexport function onMessage(ws, m) { clients.forEach((each) => { if (each.readyState !== 1) clients.delete(each); }); }`,
    "removed by a timer": `${SET}setInterval(() => { for (const each of clients) if (each.readyState !== 1) clients.delete(each); }, 1000);\nexport function onOpen(ws) { clients.add(ws); }`,
    "one socket under one key":
      'const latest = new Map();\nexport function onOpen(ws) { latest.set("current", ws); }',
    "one socket under the key of a constant":
      'const KEY = "current";\nconst latest = new Map();\nexport function onOpen(ws) { latest.set(KEY, ws); }',
    "one socket under each of two keys":
      'const seats = new Map();\nexport function onOpen(ws) { seats.set(seats.has("white") ? "black" : "white", ws); }',
    "one socket under a name of two keys":
      'const seats = new Map();\nexport function onOpen(ws) { const seat = seats.has("white") ? "black" : "white"; seats.set(seat, ws); }',
    "a map whose type has two keys":
      'const seats = new Map<"white" | "black", Socket>();\nexport function onOpen(ws) { seats.set(ws.data.seat, ws); }',
    "a map whose declared type has the keys of an alias":
      'type Seat = "white" | "black";\nconst seats: Map<Seat, Socket> = new Map();\nexport function onOpen(ws) { seats.set(ws.data.seat, ws); }',
    "a map whose type has the keys of an enum":
      "enum Seat { White, Black }\nconst seats = new Map<Seat, Socket>();\nexport function onOpen(ws) { seats.set(ws.data.seat, ws); }",
    "an object whose type has two keys":
      'const seats: Partial<Record<"white" | "black", Socket>> = {};\nexport function onOpen(ws) { seats[ws.data.seat] = ws; }',
    "an object's own property":
      "const state = { last: null };\nexport function onOpen(ws) { state.last = ws; }",
    "an object's own property, by its name":
      'const state = {};\nexport function onOpen(ws) { state["last"] = ws; }',
    "an object with a method of this name":
      "const hub = { add(ws) {} };\nexport function onOpen(ws) { hub.add(ws); }",
    "a ring": "const ring = [];\nlet at = 0;\nexport function onOpen(ws) { ring[at++ % 10] = ws; }",
    "a ring of a power of two, by a name":
      "const ring = new Array(8);\nlet at = 0;\nexport function onOpen(ws) { const place = at & 7; ring[place] = ws; at += 1; }",
    "spliced from an array":
      "const clients = [];\nexport function onOpen(ws) { clients.push(ws); }\nexport function onClose(ws) { clients.splice(clients.indexOf(ws), 1); }",
    "filtered from an array":
      "let clients = [];\nexport function onOpen(ws) { clients.push(ws); }\nexport function onClose(ws) { clients = clients.filter((each) => each !== ws); }",
    "an array with a limit":
      "const latest = [];\nexport function onOpen(ws) { latest.push(ws); if (latest.length > 10) latest.shift(); }",
    "an array that is emptied":
      "const clients = [];\nexport function onOpen(ws) { clients.push(ws); }\nexport function onClose(_, ctx) { if (ctx.subscriberCount === 0) clients.length = 0; }",
    "deleted from an object":
      "const clients = {};\nexport function onOpen(ws) { clients[ws.data.id] = ws; }\nexport function onClose(ws) { delete clients[ws.data.id]; }",
    "set to nothing":
      "const clients = {};\nexport function onOpen(ws) { clients[ws.data.id] = ws; }\nexport function onClose(ws) { clients[ws.data.id] = undefined; }",
    "a method that removes":
      "class Hub { #clients = new Set(); join(ws: ServerWebSocket) { this.#clients.add(ws); } leave(ws: ServerWebSocket) { this.#clients.delete(ws); } }\nconst hub = new Hub();\nexport function onOpen(ws) { hub.join(ws); }\nexport function onClose(ws) { hub.leave(ws); }",
    "a field of an instance that is removed elsewhere":
      "class Hub { clients = new Set(); leave(ws) { this.clients.delete(ws); } }\nconst hub = new Hub();\nexport function onOpen(ws) { hub.clients.add(ws); }\nexport function onClose(ws) { hub.leave(ws); }",
    "a field of an instance of one socket":
      "class Session { sockets = new Set(); constructor(ws: ServerWebSocket) { this.sockets.add(ws); } }\nexport function onOpen(ws) { ws.data.session = new Session(ws); }",
    "an array of the function":
      "export function onOpen(ws, ctx) { const all = []; all.push(ws); ctx.broadcast(String(all.length)); }",
    "a limit":
      "const lru = new Map();\nexport function onOpen(ws) { lru.set(ws.data.ip, ws); if (lru.size > 100) lru.delete(lru.keys().next().value!); }",
    "a limit and a constant":
      "const lru = new Map();\nexport function onOpen(ws) { lru.set(ws.data.ip, ws); while (lru.size > 100) { const [oldest] = lru.keys(); lru.delete(oldest); } }",
    "a limit in a function": `${SET}export function onOpen(ws) { clients.add(ws); trim(); }\nfunction trim() { if (clients.size > 100) clients.clear(); }`,
    "a weak set": "const clients = new WeakSet();\nexport function onOpen(ws) { clients.add(ws); }",
    "a weak map": "const names = new WeakMap();\nexport function onOpen(ws) { names.set(ws, 'x'); }",
    "a map of objects without sockets": `${MAP}export function onOpen(ws) { clients.set(ws.data.id, { name: "x" }); }`,
    "a set of names": `${SET}export function onOpen(ws) { clients.add(ws.data.name); }`,
    "a set of the socket":
      "export function onOpen(ws) { const seen = new Set(); seen.add(ws); ws.data.seen = seen; }",
    "in an array while it works":
      "const busy = [];\nexport async function onMessage(ws) { busy.push(ws); await work(); busy.splice(busy.indexOf(ws), 1); }",
    "in a set while it works":
      "const busy = new Set();\nexport async function onMessage(ws) { if (busy.has(ws)) return; busy.add(ws); try { await work(); } finally { busy.delete(ws); } }",
    "a field that gets another value":
      "class Hub { clients = []; join(ws: ServerWebSocket) { this.clients.push(ws); } leave(ws: ServerWebSocket) { this.clients = this.clients.filter((each) => each !== ws); } }\nconst hub = new Hub();\nexport const onOpen = (ws) => hub.join(ws);\nexport const onClose = (ws) => hub.leave(ws);",
    "a property that gets another value":
      "const state = { clients: [] };\nexport function onOpen(ws) { state.clients.push(ws); }\nexport function onClose(ws) { state.clients = state.clients.filter((each) => each !== ws); }",
    "an entry that gets another value":
      "const rooms = new Map();\nexport function onOpen(ws) { rooms.get(1).push(ws); }\nexport function onClose(ws) { rooms.set(1, rooms.get(1).filter((each) => each !== ws)); }",
    "an entry whose socket is set to null":
      "const players = new Map();\nexport function onOpen(ws) { players.set(ws.data.id, { socket: ws }); }\nexport function onClose(ws) { const player = players.get(ws.data.id); if (player) player.socket = null; }",
    "an entry that is set to nothing":
      "const players = {};\nexport function onOpen(ws) { players[ws.data.id] = ws; }\nexport function onClose(ws) { players[ws.data.id] = void 0; }",
    "removed by a message and by a function around onClose":
      "const all = new Set();\nconst leave = (ws) => all.delete(ws);\nexport function onOpen(ws) { all.add(ws); }\nexport function onMessage(ws) { leave(ws); }\nexport const onClose = wrap((ws) => leave(ws));",
    "removed by a message and by a listener":
      "const all = new Set();\nbus.on('close', leave);\nfunction leave(ws) { all.delete(ws); }\nexport function onOpen(ws) { all.add(ws); }\nexport function onMessage(ws) { leave(ws); }\nexport function onClose(ws) { bus.emit('close', ws); }",
    "removed by a message and by a callback":
      "const all = new Set();\nconst leave = (ws) => all.delete(ws);\nexport function onOpen(ws) { all.add(ws); ws.data.stop = () => leave(ws); }\nexport function onMessage(ws) { leave(ws); }\nexport const onClose = (ws) => ws.data.stop();",
    "removed by one function from two sets":
      "const players = new Set();\nconst guests = new Set();\nexport function onOpen(ws) { players.add(ws); guests.add(ws); }\nexport function onClose(ws) { remove(players, ws); remove(guests, ws); }\nfunction remove(all, ws) { all.delete(ws); }",
    "removed by a function of a package":
      'import { pull } from "lib";\nconst all = [];\nexport function onOpen(ws) { all.push(ws); }\nexport function onClose(ws) { pull(all, ws); }',
    "removed when a message cannot be sent":
      "const all = new Set();\nconst send = (ws, text) => { if (ws.send(text) === 0) all.delete(ws); };\nexport function onOpen(ws) { all.add(ws); for (const each of all) send(each, 'hi'); send(ws, 'you'); }",
    "two sets that change places":
      "let now = new Set();\nlet next = new Set();\nsetInterval(() => { [now, next] = [next, new Set()]; }, 1000);\nexport function onOpen(ws) { next.add(ws); }",
    "a shorter array":
      "const all = [];\nexport function onOpen(ws) { all.push(ws); }\nexport function onClose(ws) { all[all.indexOf(ws)] = all.at(-1); all.length--; }",
    "a ring with a place that starts again":
      "const ring = [];\nlet at = 0;\nexport function onOpen(ws) { ring[at] = ws; at = (at + 1) % 10; }",
    "a ring that is set to 0":
      "const ring = [];\nlet at = 0;\nexport function onOpen(ws) { ring[at] = ws; if (++at === 8) at = 0; }",
    "a place of a function":
      "const ring = [];\nconst hash = (id) => id % 16;\nexport function onOpen(ws) { ring[hash(ws.data.id)] = ws; }",
    "a place that is free":
      "const seats: Socket[] = [];\nexport function onOpen(ws) { const free = seats.findIndex((each) => each.readyState !== 1); if (free >= 0) seats[free] = ws; }",
    "a few": "const first = [];\nexport function onOpen(ws) { if (first.length < 3) first.push(ws); }",
    "a key that is true or false":
      "const seats = new Map();\nexport function onOpen(ws) { seats.set(ws.data.seat === 0, ws); }",
    "a key of two texts in a variable":
      'const seats = new Map();\nexport function onOpen(ws) { let seat = "white"; if (ws.data.late) seat = "black"; seats.set(seat, ws); }',
    "keys that the object has":
      "const seats = { white: null, black: null };\nexport function onOpen(ws) { seats[ws.data.seat] = ws; }",
    "keys of an interface":
      "interface Seats { white: Socket; black: Socket }\nconst seats: Seats = {};\nexport function onOpen(ws) { seats[ws.data.seat] = ws; }",
    "keys of a mapped type":
      "const seats: { [K in Color]?: Socket } = {};\nexport function onOpen(ws) { seats[ws.data.seat] = ws; }",
    "keys of a list":
      "const SEATS = ['a', 'b'] as const;\ntype Seat = (typeof SEATS)[number];\nconst seats = new Map<Seat, Socket>();\nexport function onOpen(ws) { seats.set(ws.data.seat, ws); }",
    "keys of an object":
      "const seats = new Map<keyof typeof NAMES, Socket>();\nexport function onOpen(ws) { seats.set(ws.data.seat, ws); }",
    "keys of a class's field":
      'class Table { seats: Partial<Record<"a" | "b", Socket>> = {}; }\nconst table = new Table();\nexport function onOpen(ws) { table.seats[ws.data.seat] = ws; }',
    "keys of a type of another file": {
      text: 'import type { Seat } from "./seat.ts";\nconst seats = new Map<Seat, Socket>();\nexport function onOpen(ws) { seats.set(ws.data.seat, ws); }',
      files: { "seat.ts": 'export type Seat = "white" | "black";' },
    },
    "a limit of another file": {
      text: 'import { trim } from "./trim.ts";\nconst latest = new Map();\nexport function onOpen(ws) { latest.set(ws.data.id, ws); trim(latest, 100); }',
      files: {
        "trim.ts":
          "export function trim(map, most) { while (map.size > most) map.delete(map.keys().next().value); }",
      },
    },
    "removed by a timer of another file": {
      text: 'import { all } from "./all.ts";\nimport "./janitor.ts";\nexport function onOpen(ws) { all.add(ws); }',
      files: {
        "all.ts": "export const all = new Set();",
        "janitor.ts":
          'import { all } from "./all.ts";\nsetInterval(() => { for (const each of all) if (each.readyState !== 1) all.delete(each); }, 1000);',
      },
    },
    "a key of files that name each other": {
      text: 'import { a } from "./a.ts";\nconst all = new Map();\nexport function onOpen(ws) { all.set(a, ws); }',
      files: {
        "a.ts": 'import { b } from "./b.ts";\nexport const a = Math.random() > 1 ? b : "x";',
        "b.ts": 'import { a } from "./a.ts";\nexport const b = Math.random() > 1 ? a : "y";',
      },
    },
    "an array that gets shorter":
      "const all = [];\nexport function onOpen(ws) { all.push(ws); }\nexport function onClose() { all.length--; }",
    "a field that a package's function gets":
      'import { pull } from "lib";\nconst hub = { all: [] };\nexport function onOpen(ws) { hub.all.push(ws); }\nexport function onClose(ws) { pull(hub.all, ws); }',
    "in a sequence":
      "const busy = new Set();\nexport function onMessage(ws) { busy.add(ws), work(ws), busy.delete(ws); }",
    "a key that is not so":
      "const all = new Map();\nexport function onOpen(ws) { all.set(!ws.data.late, ws); }",
    "a key of two texts, beside what counts":
      "const all = new Map();\nlet n = 0;\nexport function onOpen(ws) { let key = 'a'; if (ws.data.late) key = 'b'; n++; ws.data.n++; all.set(key, ws); }",
    "a key of two texts without a first":
      "const all = new Map();\nexport function onOpen(ws) { let key; if (ws.data.late) key = 'b'; else key = 'a'; all.set(key, ws); }",
    "a ring of a class":
      "class Ring { all = []; at = 0; add(ws: ServerWebSocket) { this.all[this.at] = ws; this.at = (this.at + 1) % 10; } }\nconst ring = new Ring();\nexport const onOpen = (ws) => ring.add(ws);",
    "a ring of private fields":
      "class Ring { #all = []; #at = 0; add(ws: ServerWebSocket) { this.#all[this.#at] = ws; this.#at = (this.#at + 1) % 10; } }\nconst ring = new Ring();\nexport const onOpen = (ws) => ring.add(ws);",
    "a field of two keys":
      'class Table { all: Partial<Record<"a" | "b", Socket>> = {}; sit(ws: ServerWebSocket) { this.all[ws.data.seat] = ws; } }\nconst table = new Table();\nexport const onOpen = (ws) => table.sit(ws);',
    "an object that is cast to one of two keys":
      'const all = {} as Record<"a" | "b", Socket>;\nexport function onOpen(ws) { all[ws.data.seat] = ws; }',
    "an object that satisfies a type of two keys":
      'const all = {} satisfies Partial<Record<"a" | "b", Socket>>;\nexport function onOpen(ws) { all[ws.data.seat] = ws; }',
    "an object type of two keys":
      "const all: { a?: Socket; b?: Socket } = {};\nexport function onOpen(ws) { all[ws.data.seat] = ws; }",
    "keys that are true or false":
      "const all = new Map<boolean, Socket>();\nexport function onOpen(ws) { all.set(ws.data.late, ws); }",
    "keys of a property's type":
      'const all = new Map<Data["color"], Socket>();\nexport function onOpen(ws) { all.set(ws.data.color, ws); }',
    "removed by a function of a package in sight": {
      text: 'import { pull } from "./node_modules/lib/index.js";\nconst all = [];\nexport function onOpen(ws) { all.push(ws); }\nexport function onClose(ws) { pull(all, ws); }',
      files: { "node_modules/lib/index.js": "export function pull(list, each) { take(list, each); }" },
    },
    "a variable of the function that gets its value later":
      "export function onOpen(ws) { let set; set = fresh(); set.add(ws); }",
    "a field that the class inherits":
      "class Hub extends Base { join(ws: ServerWebSocket) { this.list.add(ws); } }\nconst hub = new Hub();\nexport const onOpen = (ws) => hub.join(ws);",
    "a function that no handler runs": `${SET}export function onOpen(ws) { ws.send("hi"); }\nexport function join(ws: ServerWebSocket) { clients.add(ws); }`,
    "keys of a type that has another twice":
      'type Color = "white" | "black";\ntype Seat = Color | "red";\nconst seats = new Map<Color | Seat, Socket>();\nexport function onOpen(ws) { seats.set(ws.data.seat, ws); }',
    "keys of a type that is made of itself":
      'type Seat = "white" | Seat;\nconst seats = new Map<Seat, Socket>();\nexport function onOpen(ws) { seats.set(ws.data.seat, ws); }',
    "an object of a type that is made of itself":
      "type Seats = Partial<Seats>;\nconst seats: Seats = {};\nexport function onOpen(ws) { seats[ws.data.seat] = ws; }",
    "a class of this name":
      "class Set { add() {} }\nconst clients = new Set();\nexport function onOpen(ws) { clients.add(ws); }",
    "something else with this method":
      'import { clients } from "clients";\nexport function onOpen(ws) { clients.add(ws); }',
  },
};
