// Finds out why Redis cannot be reached, for the log: to Bun's client every reason is "Connection closed" (Bun 1.4).

/** Longest time for it, in milliseconds. */
const TIME_LIMIT = 2000;

/** The address of a URL, without user and password. */
export function addressOf(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return protocol.includes("unix") ? `unix:${pathname}` : host;
}

/** What Bun's client says of any connection that has ended. */
const UNKNOWN = "Connection closed";

/** The channels with which a server can try what it needs. */
export interface OwnChannels {
  /** The server's own channel. */
  readonly control: string;
  /** A channel of a topic that nobody has. */
  readonly topic: string;
  /** A message to the control channel that the server ignores. */
  readonly probe: string;
}

/** Does what the client does on a connection of its own. Returns Redis's own words, or what the connection ended with. */
export async function reasonOf(
  url: string,
  { control, topic, probe }: OwnChannels,
  error: unknown,
): Promise<string> {
  const known = error instanceof Error ? error.message : String(error);
  const { promise, resolve } = Promise.withResolvers<string>();
  if (known !== UNKNOWN && known !== "Connection has failed") return known;
  const timer = setTimeout(() => resolve("no answer"), TIME_LIMIT);
  const commands = [["PUBLISH", control, probe], ["PING"], ["SUBSCRIBE", control, topic]].map((words) =>
    command(...words),
  );
  try {
    const connecting = connect(url, commands.join(""), resolve);
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

function connect(
  url: string,
  commands: string,
  resolve: (reason: string) => void,
): Promise<Bun.Socket<unknown>> {
  const { protocol, hostname, port, username, password, pathname } = new URL(url);
  const login = [username, password].filter((part) => part !== "").map(decoded);
  const database = /^\/(\d+)$/.exec(pathname)?.[1];
  let answer = "";
  const socket: Bun.SocketHandler = {
    open(opened) {
      const auth = login.length === 0 ? "" : command("AUTH", ...login);
      const select = database === undefined ? "" : command("SELECT", database);
      opened.write(auth + select + commands);
    },
    data(_, bytes) {
      answer += bytes.toString("latin1");
      const error = /^-(.*)\r$/m.exec(answer)?.[1];
      if (error !== undefined) resolve(error);
      else if (answer.split("\r\nsubscribe\r\n").length > 2) resolve(""); // nothing was refused
      else if (!/^[+:*$>]/.test(answer)) resolve("the server there does not answer as Redis does");
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
