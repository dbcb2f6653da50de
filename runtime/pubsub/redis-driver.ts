// Reads the option `pubsub` and the variable REDIS_URL when the server starts.
import { isRedisUrl } from "../facts.ts";
import { log } from "../report.ts";
import type { OpenDriver } from "./carrier.ts";
import { NO_DRIVER } from "./driver.ts";
import { connectRedis } from "./redis.ts";
import type { PubSubSettings } from "./pubsub-option.ts";

/**
 * Chooses the driver. `REDIS_URL` overrides the option. Without a URL, rooms would split in silence, so the process ends with 1;
 * a program that imports the output gets an error.
 */
export function redisDriver(
  { url, required, prefix, gap, queue }: PubSubSettings,
  main: boolean,
): OpenDriver {
  const variable = process.env["REDIS_URL"];
  const chosen = variable === undefined || variable === "" ? url : variable;
  if (chosen === null) {
    if (!required) return () => NO_DRIVER;
    return end("`pubsub` needs a Redis: set `REDIS_URL`, or `url` in the option `pubsub`", main);
  }
  if (!isRedisUrl(chosen))
    return end("REDIS_URL is not the URL of a Redis, such as redis://localhost:6379", main);
  return (local) => connectRedis({ url: chosen, prefix: prefix ?? "bunbox", gap, queue }, local);
}

function end(message: string, main: boolean): never {
  if (!main) throw new Error(message);
  log("error", message);
  process.exit(1);
}
