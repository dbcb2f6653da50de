// BBX2031: close reasons that do not fit into a close frame.
import type { Samples } from "../samples.ts";

const LONG = "x".repeat(124);

export const SAMPLES: Samples = {
  wrong: {
    literal: `export function onMessage(ws) { ws.close(1000, «"${LONG}"»); }`,
    "bytes, not characters": `export function onMessage(ws) { ws.close(1000, «"${"é".repeat(62)}"»); }`,
    template: `export function onMessage(ws) { ws.close(1000, «\`${LONG}\`»); }`,
    "a template with parts": `export function onMessage(ws, m) { ws.close(1000, «\`${LONG}\${m}\`»); }`,
    "put together": `export function onMessage(ws) { ws.close(1000, «"${"x".repeat(62)}" + "${"x".repeat(62)}"»); }`,
    "a constant": `const WHY = "${LONG}";\nexport function onMessage(ws) { ws.close(1000, «WHY»); }`,
    "all sockets of a topic": `import { closeAll } from "@ademattos/bunbox";\nexport function onMessage(ws, m, ctx) { closeAll(ctx.topic, 1000, «"${LONG}"»); }`,
    "one branch": `export function onMessage(ws, m) { ws.close(1000, m ? "short" : «"${LONG}"»); }`,
    escapes: `export function onMessage(ws) { ws.close(1000, «"${"\\u00e9".repeat(62)}"»); }`,
    "a function of the file": `function end(s) { s.close(1000, «"${LONG}"»); }\nexport function onMessage(ws) { end(ws); }`,
    imported: {
      text: 'import { WHY } from "./why.ts";\nexport function onMessage(ws) { ws.close(1000, «WHY»); }',
      files: { "why.ts": `export const WHY = "${LONG}";` },
    },
  },
  right: {
    "123 bytes": `export function onMessage(ws) { ws.close(1000, "${"x".repeat(123)}"); }`,
    "a message": `export function onMessage(ws) { ws.send("${LONG}"); }`,
    "escapes that are short": `export function onMessage(ws) { ws.close(1000, "${"\\x78".repeat(123)}"); }`,
    "not known": "export function onMessage(ws, m) { ws.close(1000, String(m)); }",
    "no reason": "export function onMessage(ws) { ws.close(1000); ws.close(); }",
    comment: `export function onMessage(ws) { ws.close(1000, /* ${LONG} */ "x"); }`,
    "after a spread":
      'export function onOpen(ws) { ws.close(...[4000], "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"); }',
  },
};
