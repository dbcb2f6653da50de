// Finds out why Redis cannot be reached, for the log: to Bun's client every reason is "Connection closed" (Bun 1.4).

/** Longest time for it, in milliseconds. */
const TIME_LIMIT = 2000;

/** The address of a URL, without user and password. */
export function addressOf(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return protocol.includes("unix") ? `unix:${pathname}` : host;
}

/** Logs in as the client does. Returns Redis's own words, or what the connection ended with. */
export async function reasonOf(url: string, error: unknown): Promise<string> {
  const known = error instanceof Error ? error.message : String(error);
  const { promise, resolve } = Promise.withResolvers<string>();
  const timer = setTimeout(() => resolve("no answer"), TIME_LIMIT);
  try {
    const connecting = connect(url, resolve);
    connecting.catch((failure: unknown) => resolve(failure instanceof Error ? failure.message : known));
    const answer = await promise;
    connecting.then(
      (socket) => socket.end(),
      () => undefined,
    );
    return answer === "" ? known : answer;
  } finally {
    clearTimeout(timer);
  }
}

function connect(url: string, resolve: (reason: string) => void): Promise<Bun.Socket<unknown>> {
  const { protocol, hostname, port, username, password, pathname } = new URL(url);
  const login = [username, password].filter((part) => part !== "").map(decoded);
  let answer = "";
  const socket: Bun.SocketHandler = {
    open(opened) {
      opened.write(`${login.length === 0 ? "" : command("AUTH", ...login)}${command("PING")}`);
    },
    data(_, bytes) {
      answer += bytes.toString("latin1");
      const error = /^-(.*)\r$/m.exec(answer)?.[1];
      if (error !== undefined) resolve(error);
      else if (/^\+PONG\r$/m.test(answer)) resolve("");
      else if (!answer.startsWith("+")) resolve("the server there does not answer as Redis does");
    },
    handshake(_, authorized, failure) {
      if (!authorized && failure !== null) resolve(failure.message);
    },
    close: () => resolve(""),
  };
  const tls = /^(?:rediss|valkeys):|\+tls/.test(protocol);
  if (protocol.includes("unix")) return Bun.connect({ unix: decoded(pathname), socket, tls });
  return Bun.connect({
    hostname: hostname.replace(/^\[(.*)\]$/, "$1"),
    port: Number(port || 6379),
    socket,
    tls,
  });
}

/** A part of a URL; one with a bare `%` is taken as it is. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** A command as Redis reads it (RESP2, array of bulk strings). */
function command(...words: string[]): string {
  return [`*${words.length}`, ...words.flatMap((word) => [`$${Buffer.byteLength(word)}`, word]), ""].join(
    "\r\n",
  );
}
