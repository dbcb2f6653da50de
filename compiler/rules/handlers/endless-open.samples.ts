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
    "a callback that leaves": open("while («true») { await all(ws).then(() => { return 1; }); }"),
  },
  right: {
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
