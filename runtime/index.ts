// What user code imports from "@ademattos/bunbox".
export type { Config } from "./config.ts";
export { defineConfig } from "./define-config.ts";
export { publish } from "./publish.ts";
export type {
  Accepted,
  Awaitable,
  OnClose,
  OnDrain,
  OnMessage,
  OnOpen,
  Payload,
  RouteParams,
  ServerWebSocket,
  Upgrade,
  UpgradeContext,
  UpgradeData,
  UpgradeResult,
  WebSocketContext,
} from "./types.ts";
