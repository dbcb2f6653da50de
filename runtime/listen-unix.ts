// Starts a Bun server on a Unix socket. The entry imports this file only if the option `unix` is set.
import type { App } from "./app.ts";
import { codeOf, die, reasonOf, settingsOf, tlsOf } from "./listen.ts";

type Server = Bun.Server<unknown>;

/** Opens the socket. One that a killed server left behind is replaced; one that answers is not. */
export async function listenUnix(app: App, websocket: Bun.WebSocketHandler<unknown>): Promise<Server> {
  const unix = String(app.options.unix);
  const settings = settingsOf(app, websocket, await tlsOf(app.options));
  const open = (): Server => Bun.serve({ ...settings, unix });
  try {
    return open();
  } catch (error) {
    if (!(await isAbandoned(unix))) return dieOf(unix, error);
  }
  try {
    await Bun.file(unix).delete();
    return open();
  } catch (error) {
    return dieOf(unix, error);
  }
}

/** Whether `file` is a socket on which no process listens. */
async function isAbandoned(file: string): Promise<boolean> {
  if (!(await isSocket(file))) return false;
  try {
    const probe = await Bun.connect({ unix: file, socket: { data: () => undefined } });
    probe.end();
    return false;
  } catch (error) {
    return codeOf(error) === "ECONNREFUSED";
  }
}

/** Whether a file is a socket; `undefined` if it does not exist. */
async function isSocket(file: string): Promise<boolean | undefined> {
  try {
    return (await Bun.file(file).stat()).isSocket();
  } catch {
    return undefined;
  }
}

async function dieOf(unix: string, error: unknown): Promise<never> {
  const isOther = (await isSocket(unix)) === false;
  const reason = isOther ? "a file that is not a socket already exists there" : reasonOf(error);
  return die(`cannot listen on ${unix}: ${reason}`);
}
