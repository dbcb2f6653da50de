// Exports `@ademattos/bunbox/testing`, which runs in Bun.
export { RefusedError } from "./testing/refused-error.ts";
export { serve, type ServeOptions, type TestApp } from "./testing/test-app.ts";
export type { Closed, SocketOptions, TestSocket } from "./testing/test-socket.ts";
