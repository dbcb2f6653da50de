// Starts the server of a build as a process, sends it commands, and waits for its events.
import { type ChildProcess, spawn } from "node:child_process";
import type { BuildNotice } from "../../inspector/server/feed.ts";
import type { Inspected, ServerCommand, ServerEvent } from "../../inspector/server/ipc.ts";
import type { CloseFrame } from "../../runtime/shutdown.ts";

/** Where a server listens. */
export interface ServerAddress {
  readonly url: string;
  readonly port: number;
}

/** A server of one build. */
export interface ServerProcess {
  /** Resolves when its modules have run; `false` if it ended before. */
  readonly loaded: Promise<boolean>;
  /** Resolves with how it ended. */
  readonly ended: Promise<string>;
  /** Makes it listen; `null` if it ended instead, because the port is taken. */
  listen(inspected: Inspected): Promise<ServerAddress | null>;
  /** Makes it release the port; its sockets stay open. */
  leave(): Promise<void>;
  /** Makes it close its sockets and end; resolves with their number, while it still waits for their handlers. */
  end(closeFrame: CloseFrame): Promise<number>;
  notice(notice: BuildNotice): void;
  kill(): void;
}

/** Options to start a server. */
export interface ServerStart {
  /** Bun's executable. */
  readonly bun: string;
  readonly module: string;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Starts a server. It prints to the streams of this process. */
export function startServerProcess({ bun, module, cwd, env }: ServerStart): ServerProcess {
  const child = spawn(bun, [module], {
    cwd,
    // JavaScriptCore drops the frame of a function that ends in `return call()`, so stacks would lack most lines that refuse.
    env: { ...env, BUN_JSC_useTailCalls: "0" },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const ended = new Promise<string>((resolve) => {
    child.on("error", (error) => resolve(error.message));
    child.on("exit", (code, signal) => resolve(signal ?? `exit code ${code}`));
  });

  /** Resolves with the next event of a kind; `null` if the process ended first. */
  function nextEvent<Kind extends ServerEvent["kind"]>(
    kind: Kind,
  ): Promise<Extract<ServerEvent, { kind: Kind }> | null> {
    return new Promise((resolve) => {
      const onEvent = (event: ServerEvent): void => {
        if (!isKind(event, kind)) return;
        child.off("message", onEvent);
        resolve(event);
      };
      child.on("message", onEvent);
      void ended.then(() => resolve(null));
    });
  }

  return {
    loaded: nextEvent("loaded").then((event) => event !== null),
    ended,
    async listen(inspected) {
      const listening = nextEvent("listening");
      sendCommand(child, { kind: "listen", inspected });
      const event = await listening;
      return event === null ? null : { url: event.url, port: event.port };
    },
    async leave() {
      const left = nextEvent("left");
      sendCommand(child, { kind: "leave" });
      await left;
    },
    async end(closeFrame) {
      const ending = nextEvent("ending");
      sendCommand(child, { kind: "end", closeFrame });
      return (await ending)?.sockets ?? 0;
    },
    notice: (notice) => sendCommand(child, { kind: "notice", notice }),
    kill: () => void child.kill("SIGKILL"),
  };
}

function isKind<Kind extends ServerEvent["kind"]>(
  event: ServerEvent,
  kind: Kind,
): event is Extract<ServerEvent, { kind: Kind }> {
  return event.kind === kind;
}

/** Sends a command. A process that has just ended does not receive it; `ended` resolves instead. */
function sendCommand(child: ChildProcess, message: ServerCommand): void {
  if (child.connected) child.send(message, () => undefined);
}
