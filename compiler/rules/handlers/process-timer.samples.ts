// BBX2038: timers that every process has. The project of these samples has workers.
// The timers in them are what the rule looks for: samples are read, and never run.
import type { Samples } from "../samples.ts";

const IMPORT = 'import { publish } from "@ademattos/bunbox";\n';
const ROUTE = "\nexport function onMessage() {}";

export const SAMPLES: Samples = {
  scaled: true,
  wrong: {
    "an interval": `${IMPORT}setInterval(() => «publish»("ws-chat", "tick"), 1000);${ROUTE}`,
    "an interval with a block": `${IMPORT}setInterval(async () => { const text = await load(); «publish»("ws-chat", text); }, 1000);${ROUTE}`,
    "a function by name": `${IMPORT}function tick() { «publish»("ws-chat", "b"); }\nsetInterval(tick, 1000);${ROUTE}`,
    "a function of a function": `${IMPORT}const say = () => «publish»("ws-chat", "b");\nsetInterval(function () { say(); }, 1000);${ROUTE}`,
    // Text of a user's route, which the rule reads and nothing runs.
    "a timer that starts itself again": `${IMPORT}function tick() { «publish»("ws-chat", "b"); setTimeout(tick, 1000); }\nsetTimeout(tick, 1000);${ROUTE}`,
    "another name": `import { publish as say } from "@ademattos/bunbox";\nsetInterval(() => «say»("ws-chat", "b"), 1000);${ROUTE}`,
    "a route": `import { publishTo } from "@ademattos/bunbox";\nsetInterval(() => «publishTo»("/ws/admin", {}, 1), 1000);${ROUTE}`,
    "the whole module": `import * as bunbox from "@ademattos/bunbox";\nsetInterval(() => «bunbox.publish»("ws-chat", "b"), 1000);${ROUTE}`,
    "a condition": `${IMPORT}let last;\nsetInterval(() => { if (last !== now()) «publish»("ws-chat", "b"); }, 1000);${ROUTE}`,
    "a timer of globalThis": `${IMPORT}globalThis.setInterval(() => «publish»("ws-chat", "b"), 1000);${ROUTE}`,
    "a timer of node": `import { setInterval } from "node:timers";\n${IMPORT}setInterval(() => «publish»("ws-chat", "b"), 1000);${ROUTE}`,
    "a timer that is kept": `${IMPORT}const timer = setInterval(() => «publish»("ws-chat", "b"), 1000);\ntimer.unref();${ROUTE}`,
    "another file": {
      text: `import { tick } from "./clock.ts";\nsetInterval(tick, 1000);${ROUTE}`,
      files: { "clock.ts": `${IMPORT}export function tick() { «publish»("ws-chat", "b"); }` },
    },
  },
  right: {
    "its own process": `import { publishHere } from "@ademattos/bunbox";\nsetInterval(() => publishHere("ws-chat", "tick"), 1000);${ROUTE}`,
    "a handler": `${IMPORT}export function onMessage(ws, m) { publish("ws-chat", m); }`,
    "a timer of a handler": `${IMPORT}export function onOpen() { setTimeout(() => publish("ws-chat", "b"), 1000); }`,
    "a timer that does not publish": `${IMPORT}setInterval(() => sweep(), 1000);\nexport function onMessage() { publish("ws-chat", "b"); }`,
    "another publish": `import { publish } from "./mine.ts";\nsetInterval(() => publish("ws-chat", "b"), 1000);${ROUTE}`,
    "a publish of an object": `setInterval(() => redis.publish("ws-chat", "b"), 1000);${ROUTE}`,
    "another setInterval": `${IMPORT}import { setInterval } from "./mine.ts";\nsetInterval(() => publish("ws-chat", "b"), 1000);${ROUTE}`,
    "a timer of an object": `${IMPORT}clock.setInterval(() => publish("ws-chat", "b"), 1000);${ROUTE}`,
    "another function of globalThis": `${IMPORT}globalThis.start(() => publish("ws-chat", "b"), 1000);${ROUTE}`,
    "a timer without a function": `${IMPORT}const job = { run() { publish("ws-chat", "b"); } };\nsetInterval(job, 1000);${ROUTE}`,
    "a function that is called at once": `${IMPORT}setInterval(() => { (() => 1)(); }, 1000);\nexport function onMessage() { publish("ws-chat", "b"); }`,
    "another function of bunbox": `import * as bunbox from "@ademattos/bunbox";\nsetInterval(() => bunbox.publishHere("ws-chat", "b"), 1000);${ROUTE}`,
    "a publish of what a call returns": `${IMPORT}setInterval(() => client().publish("ws-chat", "b"), 1000);${ROUTE}`,
    "a queue, whose messages one process gets": `${IMPORT}queue.on("message", (text) => publish("ws-chat", text));${ROUTE}`,
  },
};
