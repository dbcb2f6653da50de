// BBX2049: maps, sets and promises in JSON.
import type { Samples } from "../samples.ts";

export const SAMPLES: Samples = {
  wrong: {
    "a new map": "export function onOpen(ws, ctx) { ctx.broadcastJSON(«new Map()»); }",
    "a map of the module":
      "const players = new Map();\nexport function onOpen(ws, ctx) { ctx.broadcastJSON(«players»); }",
    "a set of the module":
      "const names = new Set<string>();\nexport function onOpen(ws, ctx) { ctx.broadcastJSON(«names»); }",
    "a map within an object":
      'const players = new Map();\nexport function onOpen(ws, ctx) { ctx.broadcastJSON({ type: "all", «players» }); }',
    "a set under a key":
      "const names = new Set();\nexport function onOpen(ws, ctx) { ctx.broadcastJSON({ all: { names: «names» } }); }",
    "a set in a list":
      "const names = new Set();\nexport function onOpen(ws, ctx) { ctx.broadcastJSON([1, «names»]); }",
    "a weak map":
      "const seen = new WeakMap();\nexport function onOpen(ws, ctx) { ctx.broadcastJSON(«seen»); }",
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
    "beside a comment about toJSON":
      "const players = new Map(); // has no toJSON\nexport function onOpen(ws, ctx) { ctx.broadcastJSON(«players»); }",
    "beside a text about toJSON":
      'const players = new Map();\nexport function onOpen(ws, ctx) { ws.send("no toJSON here"); ctx.broadcastJSON(«players»); }',
  },
  right: {
    "an object of a map":
      "const players = new Map();\nexport function onOpen(ws, ctx) { ctx.broadcastJSON(Object.fromEntries(players)); ctx.broadcastJSON({ players: [...players] }); }",
    "the values of a map":
      "const players = new Map();\nexport function onOpen(ws, ctx) { ctx.broadcastJSON([...players.values()]); ctx.broadcastJSON(Array.from(players)); ctx.broadcastJSON(players.get(1)); }",
    "the size of a set":
      "const names = new Set();\nexport function onOpen(ws, ctx) { ctx.broadcastJSON(names.size); }",
    "what an object and a list leave out":
      "const all = new Map();\nexport function onOpen(ws, ctx) { ctx.broadcastJSON({ ...all }); ctx.broadcastJSON([, 1, ...all]); }",
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
