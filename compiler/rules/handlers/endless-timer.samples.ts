// BBX2050: timers that repeat for as long as the server runs.
import type { Samples } from "../samples.ts";

export const SAMPLES: Samples = {
  wrong: {
    "stopped only if something is so":
      "export async function onOpen(ws) { const timer = «setInterval»(() => ws.send('.'), 100); if (await load()) clearInterval(timer); }",
    "stopped only without a return before":
      "export async function onOpen(ws) { const timer = «setInterval»(() => ws.send('.'), 100); try { if (await load()) return; clearInterval(timer); } finally { done(); } }",
    "another one stopped when work is done":
      "export async function onOpen(ws) { const timer = «setInterval»(() => ws.send('.'), 100); const other = load(); clearInterval(other); }",
    "given to something else when work is done":
      "export async function onOpen(ws) { const timer = «setInterval»(() => ws.send('.'), 100); await load(); show(timer); }",
    "stopped without a name":
      "export async function onOpen(ws) { ws.data.timer = «setInterval»(() => ws.send('.'), 100); await load(); clearInterval(ws.data.other); }",
    "an interval": "export function onOpen(ws) { «setInterval»(() => ws.ping(), 1000); }",
    "an interval, and an onClose that does something else":
      "export function onOpen(ws) { «setInterval»(() => ws.ping(), 1000); }\nexport function onClose(ws, ctx) { ctx.broadcast('left'); }",
    "an interval that is kept":
      "export function onOpen(ws) { ws.data.timer = «setInterval»(() => ws.ping(), 1000); }\nexport function onClose(ws) { ws.data.timer = null; }",
    "an interval in a map":
      "const timers = new Map();\nexport function onOpen(ws) { timers.set(ws, «setInterval»(() => ws.ping(), 1000)); }\nexport function onClose(ws) { timers.delete(ws); }",
    "an interval that does not keep the process":
      "export function onOpen(ws) { «setInterval»(() => ws.ping(), 1000).unref(); }",
    "an interval in a function of the file":
      "export function onOpen(ws) { start(ws); }\nfunction start(s) { «setInterval»(() => s.ping(), 1000); }",
    "an interval of a handler in another file": {
      text: 'export { onOpen } from "./start.ts";',
      files: { "start.ts": "export const onOpen = (ws) => «setInterval»(() => ws.ping(), 1000);" },
    },
    "of the global object": "export function onOpen(ws) { «globalThis.setInterval»(() => ws.ping(), 1000); }",
    imported:
      'import { setInterval as every } from "node:timers";\nexport function onOpen(ws) { «every»(() => ws.ping(), 1000); }',
    "of the module":
      'import * as timers from "node:timers";\nexport function onOpen(ws) { «timers.setInterval»(() => ws.ping(), 1000); }',
    "only if the client asks":
      "export function onOpen(ws) { if (ws.data.ping) «setInterval»(() => ws.ping(), 1000); }",
    "if a constant says so":
      "const PING = true;\nexport function onOpen(ws) { if (PING) «setInterval»(() => ws.ping(), 1000); }",
    "stopped by a message alone":
      "export function onOpen(ws) { ws.data.timer = «setInterval»(() => ws.ping(), 1000); }\nexport function onMessage(ws, m) { if (m === 'stop') clearInterval(ws.data.timer); }",
    "stopped by a function that only a message calls":
      "export function onOpen(ws) { ws.data.timer = «setInterval»(() => ws.ping(), 1000); }\nexport function onMessage(ws, m) { stop(ws); }\nexport function onClose() {}\nfunction stop(ws) { clearInterval(ws.data.timer); }",
    "a timeout that starts again":
      "export function onOpen(ws) { tick(); function tick() { ws.ping(); «setTimeout»(tick, 1000); } }",
    "a timeout of a function that starts it again":
      "export function onOpen(ws) { const tick = () => { ws.ping(); «setTimeout»(tick, 1000); }; setTimeout(tick, 1000); }",
    "a timeout of a function expression":
      "export function onOpen(ws) { «setTimeout»(function tick() { ws.ping(); setTimeout(tick, 1000); }, 1000); }",
    "ended by a method that is not known":
      "export function onOpen(ws) { ws.data.timer = «setInterval»(() => ws.ping(), 1000); }\nexport function onClose(ws) { ws.data.timer[names.dispose](); }",
    "after a condition that does not return":
      "let started = false;\nexport function onOpen(ws) { if (started) ws.ping(); «setInterval»(() => ws.ping(), 1000); started = true; }",
    "kept in a variable whose name a condition has elsewhere":
      "let timer;\nexport function onOpen(ws) { timer = «setInterval»(() => ws.ping(), 1000); }\nexport function onMessage(ws, timer) { if (timer) ws.ping(); }",
    "one of two intervals":
      "export function onOpen(ws) { own(ws, setInterval(() => ws.ping(), 1000)); «setInterval»(() => ws.send('tick'), 1000); }",
    "an interval of a function that is not in sight":
      "export function onOpen(ws) { «setInterval»(ws.data.tick, 1000); }",
    "a timeout that starts again after a condition":
      "export function onOpen(ws) { tick(); function tick() { if (ws.data.name) ws.ping(); «setTimeout»(tick, 1000); return; } }",
    "a timeout that starts again after a function that returns":
      "export function onOpen(ws) { tick(); function tick() { list.map(() => { return 1; }); «setTimeout»(tick, 1000); } }",
    "stopped by a message alone, by a callback":
      "export function onOpen(ws) { ws.data.timers = [«setInterval»(() => ws.ping(), 1000)]; }\nexport function onMessage(ws) { ws.data.timers.forEach(clearInterval); }\nexport function onClose() {}",
    "an import of what would stop it":
      'import { clearInterval } from "node:timers";\nexport function onOpen(ws) { ws.data.timer = «setInterval»(() => ws.ping(), 1000); }\nexport function onClose() {}',
    "a socket of another name that closes itself":
      "export function onOpen(client) { «setInterval»(() => client.ping(), 1000); }\nexport function onClose(socket) { end(socket); }\nfunction end(s) { s.close(); }",
    "one variable for the timers of all sockets":
      "let timer;\nexport function onOpen(ws) { timer = «setInterval»(() => ws.ping(), 1000); }\nexport function onClose() { clearInterval(timer); }",
    "one variable for the timers of all sockets, in a function":
      "let timer: Timer | undefined;\nexport function onOpen(ws) { start(ws); }\nfunction start(ws) { timer = «setInterval»(() => ws.ping(), 1000); }\nexport const onClose = () => stop();\nfunction stop() { clearInterval(timer); timer = undefined; }",
    "one variable for the timers of all sockets, beside a number":
      "let timer;\nlet last = '';\nexport function onOpen(ws) { timer = «setInterval»(() => ws.ping(), 1000); last = ws.data.id; }\nexport function onClose() { clearInterval(timer); }",
    "one variable for the timers of all sockets, beside other assignments":
      "let timer;\nexport function onOpen(ws) { ws.data.alive = true; timer = «setInterval»(() => ws.ping(), 1000); }\nexport function onClose() { clearInterval(timer); }",
    "on the left of a condition, with a variable of the module":
      "let period = 1000;\nexport function onOpen(ws) { «setInterval»(() => ws.ping(), period) || fail(); }",
    "a socket that closes itself":
      "export function onOpen(ws) { «setInterval»(() => ws.ping(), 1000); }\nexport function onClose(ws) { ws.close(); }",
    "a timeout that starts again, before an operator":
      "export function onOpen(ws) { tick(); function tick() { ws.ping(); «setTimeout»(tick, 1000) && count(); } }",
    "given to a method that is named like what would stop it":
      "export function onOpen(ws) { ws.data.timer = «setInterval»(() => ws.ping(), 1000); }\nexport function onClose(ws) { stats.clearInterval(ws.data.timer); }",
    "a key that is named like what would stop it":
      "const names = { clearInterval: 'stop' };\nexport function onOpen(ws) { ws.data.timer = «setInterval»(() => ws.ping(), 1000); }\nexport function onClose(ws) { ws.send(names.clearInterval); }",
  },
  right: {
    "stopped when work is done":
      "export async function onOpen(ws) { const timer = setInterval(() => ws.send('.'), 100); const all = await load(); clearInterval(timer); ws.send(all); }",
    "stopped whether or not work fails":
      "export async function onOpen(ws) { const timer = setInterval(() => ws.send('.'), 100); try { await load(); } finally { clearInterval(timer); } }",
    "stopped by a helper that has started it":
      "export async function onOpen(ws) { await waiting(ws, () => load()); }\nasync function waiting(ws, work) { const timer = setInterval(() => ws.send('.'), 100); try { return await work(); } finally { globalThis.clearInterval(timer); done(); } }",
    "cleared in onClose":
      "export function onOpen(ws) { ws.data.timer = setInterval(() => ws.ping(), 1000); }\nexport function onClose(ws) { clearInterval(ws.data.timer); }",
    "cleared in onClose by a function":
      "const timers = new Map();\nexport function onOpen(ws) { timers.set(ws, setInterval(() => ws.ping(), 1000)); }\nexport function onClose(ws) { stop(ws); }\nfunction stop(ws) { clearInterval(timers.get(ws)); timers.delete(ws); }",
    "cleared in onClose by a function of another file": {
      text: 'import { start, stop } from "./timers.ts";\nexport function onOpen(ws) { start(ws); }\nexport const onClose = (ws) => stop(ws);',
      files: {
        "timers.ts":
          "export function start(ws) { ws.data.timer = setInterval(() => ws.ping(), 1000); }\nexport function stop(ws) { globalThis.clearInterval(ws.data.timer); }",
      },
    },
    "cleared by a function that is kept":
      "export function onOpen(ws) { const timer = setInterval(() => ws.ping(), 1000); ws.data.stop = () => clearInterval(timer); }\nexport function onClose(ws) { ws.data.stop(); }",
    "cleared by a callback":
      "export function onOpen(ws) { ws.data.t = setInterval(() => ws.ping(), 1000); ws.data.state = { hb: setInterval(() => ws.ping(), 500) }; }\nexport function onClose(ws) { const { t, state: { hb } } = ws.data; [t, hb].forEach(clearInterval); }",
    "cleared by a callback of the global object":
      "export function onOpen(ws) { ws.data.timers = [setInterval(() => ws.ping(), 1000)]; }\nexport function onClose(ws) { ws.data.timers.forEach(globalThis.clearInterval); }",
    "cleared by another name":
      "export function onOpen(ws) { ws.data.timer = setInterval(() => ws.ping(), 1000); }\nexport function onClose(ws) { const stop = clearInterval; stop(ws.data.timer); }",
    "cleared by a method":
      "class Heart { start(ws) { this.timer = setInterval(() => ws.ping(), 1000); } stop() { clearInterval(this.timer); } }\nexport function onOpen(ws) { ws.data.heart = new Heart(); ws.data.heart.start(ws); }\nexport function onClose(ws) { ws.data.heart.stop(); }",
    disposed:
      "export function onOpen(ws) { ws.data.timer = setInterval(() => ws.ping(), 1000); }\nexport function onClose(ws) { ws.data.timer[Symbol.dispose](); }",
    "closed as Node's timers are":
      "export function onOpen(ws) { ws.data.timer = setInterval(() => ws.ping(), 1000); }\nexport function onClose(ws) { ws.data.timer.close(); }",
    "ended by a signal":
      "export function onOpen(ws) { ws.data.end = new AbortController(); const timer = setInterval(() => ws.ping(), 1000); ws.data.end.signal.addEventListener('abort', () => clearInterval(timer)); }\nexport function onClose(ws) { ws.data.end.abort(); }",
    "cleared by the timer itself":
      "export function onOpen(ws) { const timer = setInterval(() => { if (ws.readyState !== 1) clearInterval(timer); else ws.ping(); }, 1000); }",
    "a timeout": "export function onOpen(ws) { setTimeout(() => ws.close(), 1000); }",
    "a timeout of a function that does not start it again":
      "export function onOpen(ws) { const end = () => ws.close(); setTimeout(end, 1000); }",
    "a timeout that starts again while the socket is open":
      "export function onOpen(ws) { const tick = () => { ws.ping(); if (ws.readyState === 1) setTimeout(tick, 1000); }; tick(); }",
    "a timeout that returns first":
      "export function onOpen(ws) { const tick = () => { if (ws.readyState !== 1) return; setTimeout(tick, 1000); }; tick(); }",
    "a timeout that starts again if the socket is open":
      "export function onOpen(ws) { const tick = () => { ws.readyState === 1 && setTimeout(tick, 1000); }; tick(); }",
    "a timeout that returns first, without a space":
      "export function onOpen(ws) { const tick = () => { if (ws.readyState !== 1) return;setTimeout(tick, 1000); }; tick(); }",
    "a timeout of a function that starts another one":
      "export function onOpen(ws) { const end = () => ws.close(); const tick = () => { setTimeout(end, 1000); }; setTimeout(tick, 1000); }",
    "a timeout of a function that gives itself to another":
      "export function onOpen(ws) { const tick = () => { once(tick); }; setTimeout(tick, 1000); }",
    "cleared by a function that the handler calls too":
      "export function onOpen(ws) { tick(); const timer = setInterval(tick, 1000); function tick() { if (ws.readyState !== 1) clearInterval(timer); beat(ws); } }\nfunction beat(ws) { ws.ping(); }",
    "one timer of the first socket, until the last has closed":
      "let timer;\nexport function onOpen(ws, ctx) { if (ctx.subscriberCount === 1) timer = setInterval(() => ctx.broadcast('tick'), 1000); }\nexport function onClose(ws, ctx) { if (ctx.subscriberCount === 0) clearInterval(timer); }",
    "one timer that starts again with each socket":
      "let timer;\nexport function onOpen(ws, ctx) { clearInterval(timer); timer = setInterval(() => ctx.broadcast('tick'), 1000); }\nexport function onClose() { clearInterval(timer); }",
    "one timer that a function starts again with each socket":
      "let timer;\nexport function onOpen(ws, ctx) { stop(); timer = setInterval(() => ctx.broadcast('tick'), 1000); }\nexport const onClose = () => stop();\nfunction stop() { clearInterval(timer); }",
    "one timer that a function starts if the caller says so":
      "let timer;\nexport function onOpen(ws, ctx) { if (clients.size === 1) start(ctx); }\nfunction start(ctx) { timer = setInterval(() => ctx.broadcast('tick'), 1000); }\nexport function onClose() { if (clients.size === 0) clearInterval(timer); }",
    "the timer of the only socket":
      "let admin = null;\nlet timer;\nexport const upgrade = () => admin === null;\nexport function onOpen(ws) { admin = ws; timer = setInterval(() => ws.ping(), 1000); }\nexport function onClose() { admin = null; clearInterval(timer); }",
    "the timer of the only socket, by a word":
      "let taken = false;\nlet timer;\nexport function upgrade() { if (taken) return false; taken = true; return true; }\nexport function onOpen(ws) { timer = setInterval(() => ws.ping(), 1000); }\nexport function onClose() { taken = false; clearInterval(timer); }",
    "one timer that a callback starts":
      "let timer;\nexport function onOpen(ws) { join(ws, () => { timer = setInterval(() => ws.ping(), 1000); }); }\nexport function onClose() { clearInterval(timer); }",
    "a timer that is kept by socket too":
      "let last;\nexport function onOpen(ws) { last = setInterval(() => ws.ping(), 1000); timers.set(ws, last); }\nexport function onClose(ws) { clearInterval(timers.get(ws)); }",
    "a timer that is kept by socket as it is set":
      "let last;\nexport function onOpen(ws) { timers.set(ws, (last = setInterval(() => ws.ping(), 1000))); }\nexport function onClose(ws) { clearInterval(timers.get(ws)); }",
    "one timer for all sockets":
      "let timer;\nexport function onOpen(ws, ctx) { timer ??= setInterval(() => ctx.broadcast('tick'), 1000); }",
    "one timer for all sockets, by a condition":
      "let timer;\nexport function onOpen(ws, ctx) { if (!timer) timer = setInterval(() => ctx.broadcast('tick'), 1000); }",
    "one timer for all sockets, behind a return":
      "let started = false;\nexport function onOpen(ws, ctx) { if (started) return; started = true; setInterval(() => ctx.broadcast('tick'), 1000); }",
    "one timer for all sockets, by an `or`":
      "let started = false;\nexport function onOpen(ws, ctx) { started || setInterval(() => ctx.broadcast('tick'), 1000); started = true; }",
    "one timer for all sockets, behind a return without a space":
      "let started = false;\nexport function onOpen(ws, ctx) { if (started) return;setInterval(() => ctx.broadcast('tick'), 1000); started = true; }",
    "one timer for all sockets, behind one of two returns":
      "let started = false;\nexport function onOpen(ws, ctx) { if (started) { list.map(() => { return 1; }); return; } started = true; setInterval(() => ctx.broadcast('tick'), 1000); }",
    "closed by a key":
      "export function onOpen(ws) { ws.data.timer = setInterval(() => ws.ping(), 1000); }\nexport function onClose(ws) { ws.data.timer['close'](); }",
    "one timer per room":
      "const rooms = new Map();\nexport function onOpen(ws, ctx) { if (!rooms.has(ctx.topic)) rooms.set(ctx.topic, setInterval(() => ctx.broadcast('tick'), 1000)); }",
    "one timer that a function starts":
      "let timer;\nexport function onOpen(ws, ctx) { if (timer === undefined) start(ctx); }\nfunction start(ctx) { timer = setInterval(() => ctx.broadcast('tick'), 1000); }",
    "a timer of the module":
      "setInterval(() => ping(), 1000);\nexport function onOpen(ws) { ws.send('hi'); }",
    "another function of this name":
      "function setInterval() {}\nexport function onOpen(ws) { setInterval(() => ws.ping(), 1000); }",
    "given to another function":
      'import { own } from "cleanup";\nexport function onOpen(ws) { own(ws, setInterval(() => ws.ping(), 1000)); }\nexport const onClose = () => {};',
    "cleared by a function of another file that the timer runs": {
      text: 'import { beat } from "./beat.ts";\nexport function onOpen(ws) { ws.data.timer = setInterval(() => beat(ws), 1000); }',
      files: {
        "beat.ts": "export function beat(ws) { if (ws.readyState !== 1) clearInterval(ws.data.timer); }",
      },
    },
    "a variable of the function, beside timers that onClose stops":
      "export function onOpen(ws) { let timer; timer = setInterval(() => ws.ping(), 1000); }\nexport function onClose(ws) { clearInterval(ws.data.timer); }",
    "one timer that the module starts too":
      "let timer;\nstart();\nexport function onOpen(ws) { start(); }\nfunction start() { timer = setInterval(() => tick(), 1000); }\nexport function onClose() { clearInterval(timer); }",
    "an interval of a message":
      "export function onOpen(ws) { ws.send('hi'); }\nexport function onMessage(ws) { setInterval(() => ws.ping(), 1000); }",
    "at the end of the function":
      "export function onOpen(ws) { using timer = setInterval(() => ws.ping(), 1000); ws.send('hi'); }",
    "cleared by a call of its call":
      "export function onOpen(ws) { ws.data.timer = setInterval(() => ws.ping(), 1000); }\nexport function onClose(ws) { clearInterval.call(null, ws.data.timer); }",
    "cleared by a function of an object":
      "const timers = { stop: clearInterval };\nexport function onOpen(ws) { ws.data.timer = setInterval(() => ws.ping(), 1000); }\nexport function onClose(ws) { timers.stop(ws.data.timer); }",
    "cleared by a function of an object, under its own name":
      "const timers = { clearInterval };\nexport function onOpen(ws) { ws.data.timer = setInterval(() => ws.ping(), 1000); }\nexport function onClose(ws) { timers.clearInterval(ws.data.timer); }",
  },
};
