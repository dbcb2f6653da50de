// A checked configuration in, every setting with a value out.
import path from "node:path";
import type { Config } from "../../runtime/config.ts";
import type { Settings } from "../model.ts";
import { DEFAULT_BYTES } from "./options.ts";

/**
 * Fills in the defaults, and brings paths into the project's own form.
 *
 * @param config options that `validate` has found right
 */
export function settingsOf(config: Config): Settings {
  return {
    routes: relative(config.routes ?? "app/ws"),
    outfile: config.outfile ?? "dist/server.js",
    fallback: config.fallback === undefined ? null : relative(config.fallback),
    client: config.client === undefined ? null : relative(config.client),
    external: config.external ?? [],
    server: {
      port: config.port ?? 3000,
      host: config.host ?? "0.0.0.0",
      unix: config.unix ?? null,
      tls: config.tls === undefined ? null : { cert: config.tls.cert, key: config.tls.key },
      origins: config.origins ?? [],
      health: config.health ?? "/healthz",
      maxConnections: config.maxConnections ?? null,
      shutdownTimeout: config.shutdownTimeout ?? 10,
      metrics: config.metrics ?? false,
      websocket: {
        perMessageDeflate: config.compression ?? true,
        maxPayloadLength: config.maxPayloadLength ?? DEFAULT_BYTES,
        backpressureLimit: config.backpressureLimit ?? DEFAULT_BYTES,
        idleTimeout: config.idleTimeout ?? 120,
        sendPings: config.sendPings ?? true,
        closeOnBackpressureLimit: config.closeOnBackpressureLimit ?? false,
        publishToSelf: config.publishToSelf ?? false,
      },
    },
  };
}

function relative(file: string): string {
  return path.posix.normalize(file.split(path.sep).join("/")).replace(/\/$/, "");
}
