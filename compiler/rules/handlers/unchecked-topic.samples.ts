// BBX2052: topics that clients choose.
import type { Samples } from "../samples.ts";

const handler = (body: string): string => `export function onMessage(ws, message, ctx) { ${body} }`;
const PARSE = "const data = JSON.parse(String(message)); ";
const LIST = 'const TOPICS = new Set(["news", "sports"]);\n';
const OWN = 'import { publish } from "@ademattos/bunbox";\n';

/** Functions that pass a topic on to each other, and the last to the socket. */
const passed = (length: number): string =>
  Array.from({ length }, (_, at) => {
    const body = at === 0 ? "ws.subscribe(topic)" : `pass${at - 1}(ws, topic)`;
    return `function pass${at}(ws, topic) { ${body}; }\n`;
  }).join("");

export const SAMPLES: Samples = {
  wrong: {
    "a key of the message": handler(`${PARSE}ws.subscribe(«data.topic»);`),
    "the message": handler("ws.subscribe(«message»);"),
    "the message as text": handler("ws.subscribe(«String(message)»);"),
    "the message by its method": handler("ws.subscribe(«message.toString()»);"),
    "a part of the message": handler("ws.subscribe(«message.toString().slice(5).trim()»);"),
    "a word of the message": handler('ws.subscribe(«String(message).split(" ")[1]»);'),
    "a decoded message": handler("ws.subscribe(«new TextDecoder().decode(message)»);"),
    "a template of it alone": handler("ws.subscribe(«`${message}`»);"),
    "beside a publishTo": `import { publishTo } from "@ademattos/bunbox";\n${handler('const text = String(message); publishTo("/ws/admin", {}, text); ws.subscribe(«text»);')}`,
    destructured: handler("const { topic } = JSON.parse(message); ws.subscribe(«topic»);"),
    "a constant": handler(`${PARSE}const topic = data.topic; ws.subscribe(«topic»);`),
    "by another key": handler(`${PARSE}ws.subscribe(«data["room"]»);`),
    "a deeper key": handler(`${PARSE}ws.subscribe(«data.to.topic»);`),
    "a parsed message that is assigned": handler(
      "let data; try { data = JSON.parse(message); } catch { return; } ws.subscribe(«data.topic»);",
    ),
    "with a type": handler("const data = JSON.parse(message) as Join; ws.subscribe(«data.topic»);"),
    "with a default": handler(`${PARSE}ws.subscribe(«data.topic ?? "news"»);`),
    "one branch": handler(`${PARSE}ws.subscribe(«data.topic ? data.topic : "news"»);`),
    publish: handler(`${PARSE}ws.publish(«data.topic», data.text);`),
    "publish of bunbox": `${OWN}${handler(`${PARSE}publish(«data.topic», data.text);`)}`,
    "in a function of the file": `${handler(`${PARSE}join(ws, data);`)}\nfunction join(socket, data) { socket.subscribe(«data.topic»); }`,
    "parsed in a function of the file": `${handler("ws.subscribe(«parse(message).topic»);")}\nfunction parse(text) { return JSON.parse(String(text)); }`,
    "parsed by a function that catches an error": `${handler("const data = parse(message); if (data === null) return; ws.subscribe(«data.topic»);")}\nfunction parse(text) { try { return JSON.parse(String(text)); } catch { return null; } }`,
    "given to a function that does not check it": `${handler(`${PARSE}count(data); store(data); ws.subscribe(«data.topic»);`)}\nfunction count(data) { total += data.length; }`,
    "a condition on another key": handler(`${PARSE}if (data.type === "join") ws.subscribe(«data.topic»);`),
    "a condition that there is one": handler(
      `${PARSE}if (!data.topic || typeof data.topic !== "string" || data.topic === "" || data.topic == null) return; ws.subscribe(«data.topic»);`,
    ),
    "a check of another value": `${LIST}${handler(`${PARSE}if (!TOPICS.has(data.type)) return; ws.subscribe(«data.topic»);`)}`,
    "a log of it": handler(
      `${PARSE}logger.info(data.topic, JSON.stringify(data)); ws.subscribe(«data.topic»);`,
    ),
    "the parameter in parts": "export function onMessage(ws, { topic }) { ws.subscribe(«topic»); }",
    "a schema of any text":
      "export const incoming = z.object({ topic: z.string() });\nexport function onMessage(ws, message) { ws.subscribe(«message.topic»); }",
    "a schema of any text, in parts":
      'export const incoming = type({ topic: "string" });\nexport function onMessage(ws, { topic }) { ws.subscribe(«topic»); }',
    "an arrow function": "export const onMessage = (ws, message) => ws.subscribe(«message»);",
    "a check in a function before of a variable of the module": `let last;\nfunction isKnown() { return TOPICS.has(last.topic); }\n${handler("last = JSON.parse(message); ws.subscribe(«last.topic»);")}`,
    "a check in a function behind of a variable of the module": `let last;\n${handler("last = JSON.parse(message); ws.subscribe(«last.topic»);")}\nfunction isKnown() { return TOPICS.has(last.topic); }`,
    "a member of it that is given to a function": handler(
      `${PARSE}count(data.topic.length); ws.subscribe(«data.topic»);`,
    ),
    "the message beside its parts": handler("const data = JSON.parse(message); ws.subscribe(«message»);"),
    "a call at the top of the module with another message": `const first = load();\ncount(first);\njoin(lobby, first);\n${handler("join(ws, JSON.parse(message));")}\nfunction join(socket, data) { socket.subscribe(«data.topic»); }`,
    "given to a function behind a condition": handler(
      `${PARSE}if (ready) store(data); ready && store(data); ws.subscribe(«data.topic»);`,
    ),
    "given to a function on the left of a sum": handler(
      `${PARSE}total = sizeOf(data) + total; ws.subscribe(«data.topic»);`,
    ),
    "a condition that it is not undefined": handler(
      `${PARSE}if (data.topic !== undefined) ws.subscribe(«data.topic»);`,
    ),
    "a comparison of what a function returns": handler(
      `${PARSE}const line = log(data.topic); if (line === 1) return; ws.subscribe(«data.topic»);`,
    ),
    "a key far below the message": handler("ws.subscribe(«message.a.b.c.d.e.f.g.h.i.j.k.l»);"),
    "assigned as it is given": handler(`${PARSE}let topic; ws.subscribe(«topic = data.topic»);`),
    "a function that has a default for it": `${handler("ws.subscribe(«topicOf(message)»);")}\nfunction topicOf(text) { return JSON.parse(String(text)).topic ?? "news"; }`,
    "the method alone": "export const onMessage = ({ subscribe }, message) => subscribe(«message»);",
  },
  right: {
    "a prefix": handler(
      `${PARSE}ws.subscribe(\`room-\${data.id}\`); ws.subscribe("room-" + data.id); ws.publish(\`room-\${message}\`, data.text);`,
    ),
    "a list": `${LIST}${handler(`${PARSE}if (!TOPICS.has(data.topic)) return; ws.subscribe(data.topic);`)}`,
    "a list and a constant": `${LIST}${handler(`${PARSE}const { topic } = data; if (TOPICS.has(data.topic)) ws.subscribe(topic);`)}`,
    "a list and a variable": `${LIST}${handler(`${PARSE}const allowed = TOPICS.has(data.topic); if (allowed) ws.subscribe(data.topic);`)}`,
    "a list of the message": `${LIST}${handler("if (TOPICS.has(String(message))) ws.subscribe(String(message));")}`,
    "an array": handler(`${PARSE}if (["news"].includes(data.topic)) ws.subscribe(data.topic);`),
    "an array of the message": handler(
      'if (!["news"].includes(message.toString())) return; ws.subscribe(message.toString());',
    ),
    "a map": `const TOPICS = { news: "news" };\n${handler(`${PARSE}ws.subscribe(TOPICS[data.topic]);`)}`,
    "a map of the message": `const TOPICS = { news: "news" };\n${handler(`${PARSE}const known = TOPICS[data.topic]; if (!known) return; ws.subscribe(data.topic);`)}`,
    "a key of an object": `const TOPICS = { news: 1 };\n${handler(`${PARSE}if (data.topic in TOPICS) ws.subscribe(data.topic);`)}`,
    "a switch": handler(`${PARSE}switch (data.topic) { case "news": ws.subscribe(data.topic); }`),
    "a comparison": handler(`${PARSE}if (data.topic === "news") ws.subscribe(data.topic);`),
    "a beginning": handler(`${PARSE}if (!data.topic.startsWith("room-")) return; ws.subscribe(data.topic);`),
    "a pattern": handler(`${PARSE}if (/^room-/.test(data.topic)) ws.subscribe(data.topic);`),
    "a function that checks the message": `${handler(`${PARSE}if (!isJoin(data)) return; ws.subscribe(data.topic);`)}\nfunction isJoin(data) { return TOPICS.has(data.topic); }`,
    "a function that throws": handler(`${PARSE}assertTopic(data.topic); ws.subscribe(data.topic);`),
    "checked by the function that reads it": `${LIST}${handler("const topic = topicOf(message); if (topic) ws.subscribe(topic);")}\nfunction topicOf(m) { const { topic } = JSON.parse(String(m)); return TOPICS.has(topic) ? topic : undefined; }`,
    "checked by the function that parses it": `${handler("const data = parse(message); if (data) ws.subscribe(data.topic);")}\nfunction parse(m) { const v = JSON.parse(String(m)); return v.topic === "news" ? v : null; }`,
    "checked by the function that decodes it": `${handler("ws.subscribe(decode(message).topic);")}\nfunction decode(m) { const v = JSON.parse(String(m)); if (!isMessage(v)) throw new Error("no message"); return v; }`,
    "compared by the function that reads it": `${handler("ws.subscribe(read(message).topic);")}\nfunction read(m) { const v = JSON.parse(String(m)); if (v.topic !== "news") throw new Error("no topic"); return v; }`,
    "an assertion of the message": handler(`${PARSE}assertMessage(data); ws.subscribe(data.topic);`),
    "an assertion in the file": `${handler(`${PARSE}known(data); ws.subscribe(data.topic);`)}\nfunction known(v) { if (!TOPICS.has(v.topic)) throw new Error("no topic"); }`,
    "an assertion by a type": `${handler(`${PARSE}known(data); ws.subscribe(data.topic);`)}\ndeclare function known(v: unknown): asserts v is Join;`,
    "a schema that throws": handler(`${PARSE}Schema.parse(data); ws.subscribe(data.topic);`),
    "a predicate and a variable": handler(
      `${PARSE}const ok = isMessage(data); if (!ok) return; ws.subscribe(data.topic);`,
    ),
    "a predicate and a choice": handler(
      `${PARSE}const known = isMessage(data) ? data : undefined; ws.subscribe(known?.topic); ws.subscribe((isMessage(data) && data).topic);`,
    ),
    "a predicate of the caller": `${handler(`${PARSE}if (isMessage(data)) join(ws, data);`)}\nfunction join(socket, data) { socket.subscribe(data.topic); }`,
    "checked by the caller": `${LIST}${handler(`${PARSE}if (TOPICS.has(data.topic)) join(ws, data.topic);`)}\nfunction join(socket, topic) { socket.subscribe(topic); }`,
    "a result that is not the message": handler(
      `${PARSE}ws.subscribe(topicOf(data)); ws.subscribe(Schema.parse(data).topic);`,
    ),
    "a schema with an enum":
      'export const incoming = z.object({ topic: z.enum(["news"]) });\nexport function onMessage(ws, message) { ws.subscribe(message.topic); }',
    "a schema with a list of texts":
      "export const incoming = type({ topic: \"'news' | 'sports'\" });\nexport function onMessage(ws, { topic }) { ws.subscribe(topic); }",
    "a schema with a name for its topics":
      'const Topic = v.picklist(["news"]);\nexport const incoming = v.object({ topic: Topic });\nexport function onMessage(ws, message) { ws.subscribe(message.topic); }',
    "a schema with an enum in one of two messages":
      'export const incoming = z.union([z.object({ topic: z.string() }), z.object({ topic: z.enum(["news"]) })]);\nexport function onMessage(ws, message) { ws.subscribe(message.topic); }',
    "a schema with a pattern":
      "export const incoming = z.object({ topic: z.string().min(1).regex(/^room-/) });\nexport function onMessage(ws, message) { ws.subscribe(message.topic); }",
    "a schema of functions":
      'import { object, picklist } from "valibot";\nexport const incoming = object({ topic: picklist(["news"]) });\nexport function onMessage(ws, message) { ws.subscribe(message.topic); }',
    "a schema with a topic that is not in sight":
      'import { Topic } from "schemas";\nexport const incoming = z.object({ topic: Topic });\nexport function onMessage(ws, message) { ws.subscribe(message.topic); }',
    "a schema that is not in sight":
      'export { incoming } from "schemas";\nexport function onMessage(ws, message) { ws.subscribe(message.topic); }',
    "the data of the socket": handler("ws.subscribe(ws.data.topic); ws.subscribe(ctx.topic);"),
    unsubscribe: handler(`${PARSE}ws.unsubscribe(data.topic); ws.isSubscribed(data.topic);`),
    "another object": handler(`${PARSE}redis.subscribe(data.topic); redis.publish(data.topic, data.text);`),
    "a message, and not a topic": handler(`${PARSE}ws.publish(ctx.topic, data.topic); ws.send(data.topic);`),
    "another handler":
      "export function onOpen(ws, ctx) { ws.subscribe(ctx.topic); }\nexport const onClose = (ws, ctx, code, reason) => ws.publish(reason, 'left');",
    "a list, around a function": `${LIST}${handler(`${PARSE}if (TOPICS.has(data.topic)) later(() => ws.subscribe(data.topic));`)}`,
    "checked far away by the caller": `${LIST}${passed(8)}${handler(`${PARSE}if (TOPICS.has(data.topic)) pass7(ws, data.topic);`)}`,
    "an assertion that calls another function to throw": `${handler(`${PARSE}known(data); ws.subscribe(data.topic);`)}\nfunction known(v) { TOPICS.has(v.name) || fail(); }\nfunction fail() { throw new Error("no topic"); }`,
    "a function in the test of a choice": handler(
      `${PARSE}const topic = accepts(data) ? data.topic : "news"; ws.subscribe(topic);`,
    ),
    "a function on the left of an `and`": handler(`${PARSE}accepts(data) && ws.subscribe(data.topic);`),
    "a comparison with a constant": `const ROOM = "news";\n${handler(`${PARSE}if (data.topic === ROOM) ws.subscribe(data.topic);`)}`,
    "a list, and a key far below the message": `${LIST}${handler("if (TOPICS.has(message.a.b.c.d.e.f.g.h)) ws.subscribe(message.a.b.c.d.e.f.g.h);")}`,
    "a key far below the data of the socket": handler("ws.subscribe(ws.data.a.b.c.d.e.f.g.h.i.j.k.l);"),
    "a text of nothing": handler("ws.subscribe(String());"),
    "a part of it behind a beginning": handler(
      `${PARSE}let topic = "room-"; ws.subscribe(topic += data.topic);`,
    ),
    "one of a list": `const ROOMS = ["news"];\n${handler("ws.subscribe(ROOMS.at(0));")}`,
    "checked by a function that the reading function calls": `${handler("ws.subscribe(topicOf(message));")}\nfunction topicOf(m) { const v = JSON.parse(m); assertMessage(v); return v.topic; }`,
    "checked by a schema in the function that reads it": `${handler("ws.subscribe(topicOf(message));")}\nfunction topicOf(m) { const v = JSON.parse(m); Schema.parse(v); return v.topic; }`,
    "another variable that gets it": handler(
      `${PARSE}let topic = "news"; let text; text = data.text; { let topic; topic = data.topic; } ws.subscribe(topic);`,
    ),
    "another parse": `const JSON = { parse: () => ({ topic: "news" }) };\n${handler("ws.subscribe(JSON.parse(message).topic);")}`,
  },
};
