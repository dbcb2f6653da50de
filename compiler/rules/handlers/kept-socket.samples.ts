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
    "added twice": `${SET}export function onOpen(ws) { «clients.add(ws)»; }\nexport function onMessage(ws) { clients.add(ws); }`,
  },
  right: {
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
    "a class of this name":
      "class Set { add() {} }\nconst clients = new Set();\nexport function onOpen(ws) { clients.add(ws); }",
    "something else with this method":
      'import { clients } from "clients";\nexport function onOpen(ws) { clients.add(ws); }',
  },
};
