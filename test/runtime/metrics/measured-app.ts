// The project whose metrics are tested.

export const FILES = {
  "app/ws/echo/route.ts": `
    import type { ServerWebSocket } from "@ademattos/bunbox";
    export function upgrade(req: Request) { return !req.url.endsWith("refuse"); }
    export function onMessage(ws: ServerWebSocket, message: string | Buffer) {
      if (message === "throw") throw new Error("counted");
      ws.send(message);
    }
  `,
  "app/ws/rooms/[id]/route.ts": `
    import type { ServerWebSocket, UpgradeContext, WebSocketContext } from "@ademattos/bunbox";
    export async function upgrade(req: Request, ctx: UpgradeContext<{ id: string }>) {
      await Bun.sleep(60);
      if (ctx.params.id === "gone") return new Response(null, { status: 410 });
      if (ctx.params.id === "odd") return new Response(null, { status: 101, webSocket: null } as ResponseInit);
      return ctx.params.id !== "no";
    }
    export async function onMessage(ws: ServerWebSocket, message: string | Buffer, ctx: WebSocketContext) {
      if (message === "later") await Bun.sleep(30);
      ctx.broadcast(message);
      if (message === "self") ws.publish(ctx.topic, "not to self");
      if (message === "empty") ws.send("");
    }
    export function onClose() {}
  `,
  // Only the first call of \`then\` may do the work, as with a query that runs when it is awaited.
  "app/ws/lazy/route.ts": `
    import type { ServerWebSocket } from "@ademattos/bunbox";
    export function onMessage(ws: ServerWebSocket) {
      let calls = 0;
      return { then(done: (value: string) => void) { calls += 1; ws.send(\`call \${calls}\`); done("done"); } };
    }
  `,
  // Its handler is a getter in the table.
  "app/ws/live/route.ts": `
    import type { ServerWebSocket } from "@ademattos/bunbox";
    export let onMessage = (ws: ServerWebSocket): void => {
      ws.send("first");
      onMessage = (again) => void again.send("second");
    };
  `,
  "app/pages.ts": `
    export default function (req: Request): Response {
      if (req.url.endsWith("/throw")) throw new Error("no page");
      return new Response("page", { status: req.headers.has("upgrade") ? 418 : 200 });
    }
  `,
  "bunbox.config.ts": 'export default { metrics: true, fallback: "app/pages.ts" };',
};
