// Defines the kinds of values of the options that connect processes and servers.
import { isRedisUrl } from "../../runtime/facts.ts";
import { adviseNumber, adviseVariable } from "./advice.ts";
import { bytes, isRecord, MIB, type OptionKind, text, word } from "./kinds.ts";

/** A number of workers. */
export const workerCount: OptionKind = {
  type: 'number | "auto"',
  label: 'number or `"auto"`',
  check: (value) =>
    value === "auto" || (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 9999)
      ? null
      : 'a whole number from 1 to 9999, or "auto"',
  advise: (value, name) => {
    if (value === true) return `Write \`${name}: "auto"\` for as many as there are processors.`;
    return value === "" ? adviseVariable("WORKERS", name) : adviseNumber(9999)(value, name);
  },
};

const redisUrl: OptionKind = {
  type: "string",
  label: "URL",
  check: (value) =>
    typeof value === "string" && isRedisUrl(value)
      ? null
      : "the URL of a Redis, such as `redis://localhost:6379` or `rediss://user:password@host:6380`",
};

const channelPrefix: OptionKind = {
  ...text,
  // A topic follows after a colon, and a server's own channel after a tilde.
  check: (value) =>
    typeof value === "string" && /^[^~\p{C}]+$/u.test(value)
      ? null
      : "a text without `~` and control characters",
};

/** How messages reach other servers through Redis. */
export const redisPubSub: OptionKind = {
  type: "PubSubConfig",
  label: "`{ url?, prefix?, gap?, queue? }`",
  check: (value) =>
    isRecord(value) ? null : "`{ url?, prefix?, gap?, queue? }`; `{}` takes the URL from `REDIS_URL`",
  advise: (value, name) => {
    if (value === true) return `Write \`${name}: {}\`.`;
    return redisUrl.check(value) === null
      ? `Write \`${name}: { url: ${JSON.stringify(value)} }\`.`
      : undefined;
  },
  fields: { url: redisUrl, prefix: channelPrefix, gap: word("keep", "close"), queue: bytes },
  normalize: (value) => ({
    url: null,
    prefix: null,
    gap: "keep",
    queue: 16 * MIB,
    required: true,
    ...(isRecord(value) ? withoutUndefined(value) : {}),
  }),
  settled: "PubSubSettings",
};

function withoutUndefined(value: Record<string, unknown>): object {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined));
}
