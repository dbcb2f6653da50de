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
    "an arrow function": `export const onOpen = async (socket) => { while («socket.readyState === 1») await tick(); };${MESSAGE}`,
    "a function that is awaited": `${open("await ticks(ws);")}\nasync function ticks(ws) { while («true») { ws.send("tick"); await tick(); } }`,
    "a function of another file": {
      text: `import { ticks } from "./ticks.ts";\n${open("await ticks(ws);")}`,
      files: {
        "ticks.ts": "export async function ticks(ws) { while («true») { ws.ping(); await tick(); } }",
      },
    },
    "a callback that leaves": open("while («true») { await all(ws).then(() => { return 1; }); }"),
  },
  right: {
    "a function that is not awaited": `${open("void ticks(ws);")}\nasync function ticks(ws) { while (true) { ws.send("tick"); await tick(); } }`,
    "a loop with an end": open("for (let i = 0; i < 3; i += 1) { ws.ping(); await tick(); }"),
    "a loop over a list": open("for (const each of [1, 2]) { ws.ping(); await tick(); }"),
    "that breaks": open("while (true) { if (await done(ws)) break; ws.ping(); }"),
    "that returns": open(
      "for (;;) { const part = await next(); if (part === undefined) return; ws.send(part); }",
    ),
    "that throws": open('while (true) { if (await gone()) throw new Error("gone"); }'),
    "another condition": open("while (running) { ws.ping(); await tick(); }"),
    "another state": open("while (ws.readyState === 0) await tick();"),
    "no onMessage": "export async function onOpen(ws) { while (true) { ws.ping(); await tick(); } }",
    "within a function": open("(async () => { while (true) { ws.ping(); await tick(); } })();"),
    "without an await": open("while (true) { next(ws); }"),
    "another handler": `export async function onDrain(ws) { while (true) { ws.ping(); await tick(); } }${MESSAGE}`,
  },
};
