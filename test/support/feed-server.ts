// Runs a server for the inspector's page that does what a test asks: it has a feed, and sockets below /ws/.
import path from "node:path";
import { buildInspector } from "../../scripts/build-page.ts";
import type { CommandBody } from "../../inspector/server/page-command.ts";
import type { FeedEvents } from "../../inspector/server/feed.ts";
import type { RouteInfo } from "../../runtime/route.ts";
import { REPOSITORY } from "./project.ts";

const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self' ws: wss:; " +
  "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** A handshake that came, whatever became of it. */
export interface Handshake {
  /** As it was on the wire: path and query. */
  readonly target: string;
  readonly protocols: string | null;
}

/** The server. */
export interface FeedServer extends AsyncDisposable {
  /** Of the page. */
  readonly url: string;
  readonly port: number;
  /** Sends an event to every reader. A later reader gets the latest of each event, and every report. */
  tell<Name extends keyof FeedEvents>(name: Name, value: FeedEvents[Name]): void;
  /** Another server takes over: it has no connections and no reports, and the old one's feeds end. */
  restart(hello: FeedEvents["hello"]): void;
  /** Sends to every socket that is open. */
  broadcast(...messages: readonly (string | Uint8Array<ArrayBuffer>)[]): void;
  closeSockets(code: number, reason: string): void;
  readonly handshakes: readonly Handshake[];
  /** What came from the sockets. */
  readonly received: readonly (string | Buffer)[];
  /** The commands of the page, with their tokens. */
  readonly commands: readonly CommandBody[];
  /** Resolves once there are so many commands. */
  commanded(count: number): Promise<void>;
}

/** A route of the feed. */
export function routeInfo(
  pattern: string,
  handlers: RouteInfo["handlers"] = ["onOpen", "onMessage"],
): RouteInfo {
  const params = [...pattern.matchAll(/\[+(?:\.\.\.)?([^\]]+)\]+/g)].map(([, name = ""]) => name);
  const topic = params.length === 0 ? pattern.slice(1).replaceAll("/", "-") : null;
  return { path: pattern, file: `app${pattern}/route.ts`, topic, params, handlers };
}

/**
 * Starts it. A socket at `/ws/refused` is refused; any other one gets back what it sends, and the first subprotocol that it
 * offers.
 *
 * @param port 0 for a free one
 */
export async function startFeedServer(port = 0): Promise<FeedServer> {
  const page = await buildInspector(path.join(REPOSITORY, "inspector/page"));
  const readers = new Set<ReadableStreamDefaultController<string>>();
  const sockets = new Set<Bun.ServerWebSocket>();
  const handshakes: Handshake[] = [];
  const received: (string | Buffer)[] = [];
  const commands: CommandBody[] = [];
  let wake = Promise.withResolvers<void>();
  const latest = new Map<keyof FeedEvents, string>();
  let reports: readonly string[] = [];

  const server = Bun.serve({
    port,
    hostname: "127.0.0.1",
    idleTimeout: 0,
    async fetch(request, self) {
      const { pathname, search } = new URL(request.url);
      if (pathname === "/_bunbox") {
        return new Response(page, {
          headers: { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY },
        });
      }
      if (pathname === "/_bunbox/events") return openFeed();
      if (pathname === "/_bunbox/command") {
        const body: CommandBody = JSON.parse(await request.text());
        commands.push(body);
        wake.resolve();
        wake = Promise.withResolvers();
        return Response.json(body.command.kind === "ticket" ? { ticket: "the-ticket" } : {});
      }
      handshakes.push({
        target: pathname + search,
        protocols: request.headers.get("Sec-WebSocket-Protocol"),
      });
      if (pathname === "/ws/refused") return new Response("Forbidden", { status: 403 });
      return self.upgrade(request) ? undefined : new Response("Not Found", { status: 404 });
    },
    websocket: {
      open: (ws) => void sockets.add(ws),
      close: (ws) => void sockets.delete(ws),
      message(ws, message) {
        received.push(message);
        ws.send(message);
      },
    },
  });

  function openFeed(): Response {
    let own: ReadableStreamDefaultController<string> | undefined;
    const body = new ReadableStream<string>({
      start(controller) {
        own = controller;
        readers.add(controller);
        for (const text of [...latest.values(), ...reports]) controller.enqueue(text);
      },
      cancel() {
        if (own !== undefined) readers.delete(own);
      },
    });
    return new Response(body, {
      headers: { "Content-Type": "text/event-stream", "Cache-Control": "no-store" },
    });
  }

  return {
    url: `http://127.0.0.1:${server.port}/_bunbox`,
    port: server.port ?? 0,
    handshakes,
    received,
    commands,
    async commanded(count) {
      while (commands.length < count) await wake.promise;
    },
    tell(name, value) {
      const text = eventText(name, value);
      if (name === "report") reports = [...reports, text];
      else latest.set(name, text);
      for (const reader of readers) reader.enqueue(text);
    },
    restart(hello) {
      latest.set("hello", eventText("hello", hello));
      latest.set("live", eventText("live", { connections: [], counts: {} }));
      reports = [];
      for (const reader of readers) reader.close();
      readers.clear();
    },
    broadcast(...messages) {
      for (const ws of sockets) for (const message of messages) ws.send(message);
    },
    closeSockets(code, reason) {
      for (const ws of sockets) ws.close(code, reason);
    },
    [Symbol.asyncDispose]: () => server.stop(true),
  };
}

function eventText<Name extends keyof FeedEvents>(name: Name, value: FeedEvents[Name]): string {
  return `event: ${name}\ndata: ${JSON.stringify(value)}\n\n`;
}
