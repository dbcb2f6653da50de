// Lists packages that add to the language, log, and count.
import { CLOSED, type Use, use } from "./use.ts";

/** The packages, by what they are for. */
export const LANGUAGE: Readonly<Record<string, readonly Use[]>> = {
  "logs and metrics": [
    use(
      "pino",
      'import pino from "pino";',
      `(() => { let line = ""; pino({ base: null, timestamp: false }, { write: (text) => { line = text; } }).info({ user: 1 }, "hi"); return line; })()`,
    ),
    use(
      "winston",
      'import { Writable } from "node:stream"; import winston from "winston";',
      `await new Promise((resolve) => {
         const stream = new Writable({ write: (text, _, done) => { done(); resolve(String(text)); } });
         winston.createLogger({ transports: [new winston.transports.Stream({ stream })] }).info("hi");
       })`,
    ),
    use(
      "@opentelemetry/api",
      'import { trace } from "@opentelemetry/api";',
      `trace.getTracer("x").startSpan("y").isRecording()`,
    ),
    use(
      "@sentry/bun",
      'import * as Sentry from "@sentry/bun";',
      `(() => { Sentry.init({ dsn: "http://x@127.0.0.1:${CLOSED}/1", defaultIntegrations: false }); return Sentry.captureMessage("hi").length; })()`,
    ),
    use(
      "prom-client",
      'import { Counter, Registry } from "prom-client";',
      `await (async () => { const registry = new Registry(); new Counter({ name: "a", help: "b", registers: [registry] }).inc(); return registry.metrics(); })()`,
    ),
    use(
      "debug",
      'import debug from "debug";',
      `[debug("a").enabled, (debug.enable("a"), debug("a").enabled)]`,
    ),
  ],
  utilities: [
    use(
      "rxjs",
      'import { firstValueFrom, map, of, toArray } from "rxjs";',
      `await firstValueFrom(of(1, 2).pipe(map((each) => each * 2), toArray()))`,
    ),
    use(
      "effect",
      'import { Effect } from "effect";',
      `await Effect.runPromise(Effect.gen(function* () { return (yield* Effect.succeed(20)) + 1; }))`,
    ),
    use(
      "lodash",
      'import _ from "lodash"; import chunk from "lodash/chunk.js";',
      `JSON.stringify([_.groupBy([1, 2, 3], (each) => each % 2), chunk([1, 2, 3], 2)])`,
    ),
    use(
      "date-fns",
      'import { addDays, formatISO } from "date-fns";',
      `formatISO(addDays(new Date(0), 1), { representation: "date" })`,
    ),
    use(
      "dayjs",
      'import dayjs from "dayjs"; import utc from "dayjs/plugin/utc.js";',
      `(dayjs.extend(utc), dayjs.utc(0).format())`,
    ),
    use(
      "nanoid",
      'import { customAlphabet, nanoid } from "nanoid";',
      `[nanoid().length, customAlphabet("a", 4)()]`,
    ),
    use("uuid", 'import { v5, validate } from "uuid";', `[v5("x", v5.URL), validate(v5("y", v5.DNS))]`),
    use("ulid", 'import { decodeTime, ulid } from "ulid";', `decodeTime(ulid(1000))`),
    use(
      "p-queue",
      'import PQueue from "p-queue";',
      `await new PQueue({ concurrency: 1 }).addAll([() => 1, () => 2])`,
    ),
    use("p-limit", 'import pLimit from "p-limit";', `await pLimit(1)(() => 7)`),
    use(
      "lru-cache",
      'import { LRUCache } from "lru-cache";',
      `(() => { const cache = new LRUCache({ max: 1 }); cache.set("a", 1).set("b", 2); return [cache.get("a"), cache.get("b")]; })()`,
    ),
    use(
      "eventemitter3",
      'import { EventEmitter } from "eventemitter3";',
      `(() => { const emitter = new EventEmitter(); let seen; emitter.on("a", (value) => { seen = value; }); emitter.emit("a", 1); return seen; })()`,
    ),
    use(
      "cron-parser",
      'import { CronExpressionParser } from "cron-parser";',
      `CronExpressionParser.parse("0 0 * * *", { currentDate: new Date(0), tz: "UTC" }).next().toISOString()`,
    ),
    use("dotenv", 'import dotenv from "dotenv";', `JSON.stringify(dotenv.parse("A=1\\nB='x y'"))`),
    use(
      "tsyringe",
      'import "reflect-metadata"; import { container } from "tsyringe";',
      `(container.register("word", { useValue: "hi" }), container.resolve("word"))`,
    ),
    use(
      "tiktoken",
      'import { get_encoding } from "tiktoken";',
      `[...get_encoding("cl100k_base").encode("hello world")]`,
    ),
    use(
      "jsdom",
      'import { JSDOM } from "jsdom";',
      `new JSDOM("<p>hi</p>").window.document.querySelector("p").textContent`,
    ),
    use(
      "sharp",
      'import sharp from "sharp";',
      `(await sharp({ create: { width: 2, height: 2, channels: 3, background: "red" } }).png().toBuffer()).length > 50`,
    ),
  ],
};
