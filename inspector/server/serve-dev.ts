// Serves a build for `bunbox dev`, which sends commands to listen, to leave the port and to end.
import type { App } from "../../runtime/app.ts";
import { addressOf, listen } from "../../runtime/listen.ts";
import type { Matcher } from "../../runtime/route.ts";
import { surviveStrays } from "../../runtime/serve.ts";
import { createShutdown } from "../../runtime/shutdown.ts";
import { createInspection } from "./inspection.ts";
import { isLocal, strangerRefused } from "./local.ts";
import type { ServerCommand, ServerEvent } from "./ipc.ts";

type Server = Bun.Server<unknown>;

// `bunbox dev` has set it for this process only.
delete process.env["BUN_JSC_useTailCalls"];

/**
 * Reports that the build is loaded, then waits for commands.
 *
 * @param match the generated switch
 */
export function serveDev(built: App, match: Matcher): void {
  const inspection = createInspection(built, match);
  const shutdown = createShutdown(inspection.websocket, built.strangers);
  let server: Server | undefined;
  let leaving = false;
  // A browser cannot reach a Unix socket.
  const options = { ...built.options, unix: null };
  const app: App = {
    ...built,
    options,
    fetch(req, from) {
      if (!isLocal(req.headers.get("host"))) return strangerRefused();
      // A kept-alive connection still leads to this build; a new connection leads to the next build.
      if (leaving)
        return new Response(null, { status: 307, headers: { Location: req.url, Connection: "close" } });
      return inspection.answer(req, from) ?? inspection.fetch(req, from);
    },
  };

  async function execute(command: ServerCommand): Promise<void> {
    switch (command.kind) {
      case "listen":
        inspection.inspect(command.inspected);
        leaving = false;
        server = await listen(app, shutdown.websocket);
        inspection.reach(server);
        return sendEvent({ kind: "listening", url: addressOf(server, options), port: server.port ?? 0 });
      case "leave":
        leaving = true;
        void server?.stop();
        return sendEvent({ kind: "left" });
      case "notice":
        return inspection.notice(command.notice);
      case "end":
        sendEvent({ kind: "ending", sockets: built.connections.live.size });
        inspection.end();
        if (server !== undefined) await shutdown.run(app, server, command.closeFrame);
        process.exit(0);
    }
  }

  surviveStrays();
  process.on("message", (command: ServerCommand) => void execute(command));
  // `bunbox dev` is gone.
  process.on("disconnect", () => process.exit(0));
  // A terminal sends these signals to both processes; `bunbox dev` decides what this one does.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => undefined);
  sendEvent({ kind: "loaded" });
}

function sendEvent(event: ServerEvent): void {
  process.send?.(event);
}
