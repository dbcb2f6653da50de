// BBX2062: loops of `onOpen` that do not end.
import type { Samples } from "../samples.ts";

const MESSAGE = "\nexport function onMessage(ws, m) { ws.send(m); }";
const open = (body: string): string => `export async function onOpen(ws) { ${body} }${MESSAGE}`;

export const SAMPLES: Samples = {
  wrong: {
    while: open('while («true») { ws.send("tick"); await tick(); }'),
    "a number": open('while («1») { ws.send("tick"); await tick(); }'),
    "for without a condition": open('«for (;;) { ws.send("tick"); await tick(); }»'),
    "do and while": open('do { ws.send("tick"); await tick(); } while («true»);'),
    "while the socket is open": open(
      'while («ws.readyState === WebSocket.OPEN») { ws.send("tick"); await tick(); }',
    ),
    "while its state is 1": open("while («1 == ws.readyState») { await tick(); ws.ping(); }"),
    "while it is open, the other way around": open(
      "while («WebSocket.OPEN === ws.readyState») { await tick(); ws.ping(); }",
    ),
    "an arrow function": `export const onOpen = async (socket) => { while («socket.readyState === 1») await tick(); };${MESSAGE}`,
    "a function that is awaited": `${open("await ticks(ws);")}\nasync function ticks(ws) { while («true») { ws.send("tick"); await tick(); } }`,
    "a function of another file": {
      text: `import { ticks } from "./ticks.ts";\n${open("await ticks(ws);")}`,
      files: {
        "ticks.ts": "export async function ticks(ws) { while («true») { ws.ping(); await tick(); } }",
      },
    },
    "a function that is returned": `export const onOpen = (ws) => ticks(ws);${MESSAGE}\nasync function ticks(ws) { while («true») { ws.ping(); await tick(); } }`,
    "a function that an awaited one returns": `${open("await start(ws);")}\nfunction start(ws) { ws.ping(); return ticks(ws); }\nconst ticks = async (ws) => { «for (;;) { ws.ping(); await tick(); }» };`,
    "functions that await each other": `${open("await ticks(ws);")}\nasync function ticks(ws) { while («true») { await tick(); await again(ws); } }\nasync function again(ws) { if (ws.data.again) await ticks(ws); }`,
    "while it is not closed": open(
      "while («ws.readyState !== WebSocket.CLOSED») { await tick(); ws.ping(); }",
    ),
    "while its state is not 3": open("while («3 != ws.readyState») { await tick(); ws.ping(); }"),
    "while its state is not closing": open("while («ws.readyState !== WebSocket.CLOSING») await tick();"),
    "while its state is less": open(
      "while («ws.readyState < WebSocket.CLOSING») { await tick(); ws.ping(); }",
    ),
    "while its state is not more": open("while («ws.readyState <= 1») { await tick(); ws.ping(); }"),
    "while another is more": open("while («2 > ws.readyState») { await tick(); ws.ping(); }"),
    "the events of an emitter": `import { on } from "node:events";\n${open('for await (const [m] of «on(feed, "price")») ws.send(m);')}`,
    "an interval that is iterated": `import { setInterval as every } from "node:timers/promises";\n${open('for await (const _ of «every(1000)») ws.send("tick");')}`,
    "a generator that does not end": `${open("for await (const n of «ticks()») ws.send(n);")}\nasync function* ticks() { let n = 0; while (true) { await tick(); yield n++; } }`,
    "a function of another file that is returned, without an await here": {
      text: `import { ticks } from "./ticks.ts";\nexport function onOpen(ws) { return ticks(ws); }${MESSAGE}`,
      files: {
        "ticks.ts": "export async function ticks(ws) { while («true») { ws.ping(); await tick(); } }",
      },
    },
    "that goes on": open("while («true») { if (await idle()) continue; ws.ping(); }"),
    "a callback that leaves": open("while («true») { await all(ws).then(() => { return 1; }); }"),
  },
  right: {
    "another number than its state": open("while (2 > ws.data.tries) { await tick(); ws.data.tries += 1; }"),
    "an iterator by its name": open("for await (const line of lines) ws.send(line);"),
    "a function that is not awaited": `${open("void ticks(ws);")}\nasync function ticks(ws) { while (true) { ws.send("tick"); await tick(); } }`,
    "a function that another one awaits": `${open("void (async () => { await ticks(ws); })();")}\nasync function ticks(ws) { while (true) { ws.send("tick"); await tick(); } }`,
    "a function that is called and not returned": `export const onOpen = (ws) => void ticks(ws);${MESSAGE}\nasync function ticks(ws) { while (true) { ws.ping(); await tick(); } }`,
    "a generator, which the call does not run": `${open("const all = await ticks(ws); ws.data.all = all;")}\nasync function* ticks(ws) { while (true) { yield ws.data.n; await tick(); } }`,
    "a function of a package": {
      text: `import { ticks } from "./node_modules/ticks/index.js";\n${open("await ticks(ws);")}`,
      files: {
        "node_modules/ticks/index.js":
          "export async function ticks(ws) { while (true) { ws.ping(); await tick(); } }",
      },
    },
    "while it is not open": open("while (ws.readyState > 1) await tick();"),
    "while its state is less than open": open("while (ws.readyState < WebSocket.OPEN) await tick();"),
    "while its state is at least 1": open("while (ws.readyState >= 1) await tick();"),
    "a state that does not exist": open("while (ws.readyState !== WebSocket.NOPE) await tick();"),
    "an iterator that ends": open("for await (const line of file.lines()) ws.send(line);"),
    "the events of an emitter, until a signal": `import { on } from "node:events";\n${open('for await (const [m] of on(feed, "price", { signal: ws.data.signal })) ws.send(m);')}`,
    "the events of an emitter, with options of another place": `import { on } from "node:events";\n${open('for await (const [m] of on(feed, "price", options)) ws.send(m);')}`,
    "the events of an emitter, until one ends it": `import { on } from "node:events";\n${open('for await (const [m] of on(feed, "price")) { if (m === "end") break; ws.send(m); }')}`,
    "another function of this name": {
      text: `import { on } from "./on.ts";\n${open('for await (const m of on(feed, "price")) ws.send(m);')}`,
      files: { "on.ts": "export async function* on() { yield 1; }" },
    },
    "a generator that returns": `${open("for await (const n of ticks()) ws.send(n);")}\nasync function* ticks() { for (let n = 0; ; n += 1) { await tick(); if (n > 9) return; yield n; } }`,
    "a generator with an end": `${open("for await (const n of ticks()) ws.send(n);")}\nasync function* ticks() { for (let n = 0; n < 9; n += 1) { await tick(); yield n; } }`,
    "that goes on with an outer loop": open(
      "all: for (const each of sources) { for (;;) { const part = await read(each); if (!part) continue all; ws.send(part); } }",
    ),
    "that closes the socket": open(
      "let left = 3; while (ws.readyState === 1) { await tick(); if (left-- === 0) ws.close(); }",
    ),
    "that a signal ends": open("while (true) { ws.ping(); await sleep(500, undefined, { signal }); }"),
    "that asks a signal": open("while (true) { ws.data.end.throwIfAborted(); await tick(); }"),
    "a loop with an end": open("for (let i = 0; i < 3; i += 1) { ws.ping(); await tick(); }"),
    "a loop over a list": open("for (const each of [1, 2]) { ws.ping(); await tick(); }"),
    "that breaks": open("while (true) { if (await done(ws)) break; ws.ping(); }"),
    "that returns": open(
      "for (;;) { const part = await next(); if (part === undefined) return; ws.send(part); }",
    ),
    "that throws": open('while (true) { if (await gone()) throw new Error("gone"); }'),
    "another condition": open("while (running) { ws.ping(); await tick(); }"),
    "another state": open("while (ws.readyState === 0) await tick();"),
    "a state that another module names": {
      text: `import { State } from "./state.ts";\n${open("while (ws.readyState === State.OPEN) await tick();")}`,
      files: { "state.ts": "export const State = { OPEN: 0, READY: 1 };" },
    },
    "a state of the class that is not open": open(
      "while (ws.readyState === WebSocket.CONNECTING) await tick();",
    ),
    "as long as it is not open": open("while (ws.readyState !== WebSocket.OPEN) await tick();"),
    "the state of another socket": open(
      'const feed = new WebSocket("wss://example.com"); while (feed.readyState === WebSocket.OPEN) await tick();',
    ),
    "no onMessage": "export async function onOpen(ws) { while (true) { ws.ping(); await tick(); } }",
    "within a function": open("(async () => { while (true) { ws.ping(); await tick(); } })();"),
    "without an await": open("while (true) { next(ws); }"),
    "another handler": `export async function onDrain(ws) { while (true) { ws.ping(); await tick(); } }${MESSAGE}`,
  },
};
