// What user code imports from "@ademattos/bunbox".
export type { Config } from "./config.ts";
export { closeAll } from "./close-all.ts";
export { defineConfig } from "./define-config.ts";
export { type LogReport, onReport } from "./on-report.ts";
export { onShutdown } from "./on-shutdown.ts";
export type * from "./bunbox-routes.ts";
export { publishTo } from "./publish-to.ts";
export { publish, publishHere, subscriberCount, subscriberCountAll } from "./publish.ts";
export type * from "./schema.ts";
export type * from "./types.ts";
export { sockets } from "./sockets.ts";
export type { RouteInfo } from "./route.ts";
export type { RouteOf } from "./route-of.ts";
