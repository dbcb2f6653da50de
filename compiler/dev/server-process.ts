// A module in, a server process that obeys out.
import { type ChildProcess, spawn } from "node:child_process";
import type { BuildNotice } from "../../inspector/server/feed.ts";
import type { Order, Word } from "../../inspector/server/orders.ts";
import type { Farewell } from "../../runtime/shutdown.ts";

/** Where a server listens. */
export interface Address {
  readonly url: string;
  readonly port: number;
}

/** A server of one build. */
export interface ServerProcess {
  /** Resolves once its modules have run; `false` where it ended before. */
  readonly loaded: Promise<boolean>;
  /** Resolves with how it ended. */
  readonly ended: Promise<string>;
  /** Has it listen; `null` where it ended instead, because the port is taken. */
  listen(page: string): Promise<Address | null>;
  /** Has it give the port away; its sockets stay. */
  leave(): Promise<void>;
  /** Has it close its sockets and end; resolves with how many there were, while it still waits for their handlers. */
  end(farewell: Farewell): Promise<number>;
  notice(notice: BuildNotice): void;
  kill(): void;
}

/** How to start one. */
export interface ServerStart {
  /** Bun's executable. */
  readonly bun: string;
  readonly module: string;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Starts a server; what it prints goes where this process prints. */
export function startServerProcess({ bun, module, cwd, env }: ServerStart): ServerProcess {
  const child = spawn(bun, [module], { cwd, env, stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const ended = new Promise<string>((resolve) => {
    child.on("error", (error) => resolve(error.message));
    child.on("exit", (code, signal) => resolve(signal ?? `exit code ${code}`));
  });

  /** Resolves with the next word of a kind; `null` where the process ended first. */
  function hear<Kind extends Word["kind"]>(kind: Kind): Promise<Extract<Word, { kind: Kind }> | null> {
    return new Promise((resolve) => {
      const onWord = (word: Word): void => {
        if (!isKind(word, kind)) return;
        child.off("message", onWord);
        resolve(word);
      };
      child.on("message", onWord);
      void ended.then(() => resolve(null));
    });
  }

  return {
    loaded: hear("loaded").then((word) => word !== null),
    ended,
    async listen(page) {
      const listening = hear("listening");
      order(child, { kind: "listen", page });
      const word = await listening;
      return word === null ? null : { url: word.url, port: word.port };
    },
    async leave() {
      const left = hear("left");
      order(child, { kind: "leave" });
      await left;
    },
    async end(farewell) {
      const ending = hear("ending");
      order(child, { kind: "end", farewell });
      return (await ending)?.sockets ?? 0;
    },
    notice: (notice) => order(child, { kind: "notice", notice }),
    kill: () => void child.kill("SIGKILL"),
  };
}

function isKind<Kind extends Word["kind"]>(word: Word, kind: Kind): word is Extract<Word, { kind: Kind }> {
  return word.kind === kind;
}

/** A process that has just ended hears nothing any more, and `ended` says so. */
function order(child: ChildProcess, message: Order): void {
  if (child.connected) child.send(message, () => undefined);
}
