// Sends bytes to a port and reads the answer, for requests that no WebSocket client would send.
import { connect } from "node:net";

const KEY = "dGhlIHNhbXBsZSBub25jZQ==";

/** Sends bytes, and resolves with everything received once `until` is in it or the server has closed. */
export function exchange(port: number, bytes: string | Uint8Array, until = "\r\n\r\n"): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    const finish = (): void => {
      socket.destroy();
      resolve(received);
    };
    socket.on("data", (chunk) => {
      received += chunk.toString("latin1");
      if (received.includes(until)) finish();
    });
    socket.on("end", finish);
    socket.on("error", reject);
  });
}

/** A response, and what follows it. */
export interface Answer {
  /** 0 if the server ended the connection without one. */
  readonly status: number;
  /** By their lower-case names; repeated ones are parted by a line end. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
  /** The text of the first frame, up to 65,535 bytes, after a 101. */
  readonly message: string | undefined;
  /** Whether the server ended the connection. */
  readonly ended: boolean;
}

/**
 * Sends bytes, and resolves with the whole answer: until the server ends the connection or, if it keeps it, until
 * the body (and, if one is wanted, the first message) is there.
 *
 * @param localAddress where it comes from: any of 127.0.0.0/8 is this machine (Linux)
 */
export function ask(
  port: number,
  bytes: string | Uint8Array,
  wantsMessage = false,
  localAddress = "127.0.0.1",
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    const socket = connect({ port, host: "127.0.0.1", localAddress }, () => socket.write(bytes));
    const finish = (ended: boolean): void => {
      socket.destroy();
      resolve(readAnswer(received, ended));
    };
    socket.on("data", (chunk) => {
      received = Buffer.concat([received, Buffer.from(chunk)]);
      const { status, headers, body, message } = readAnswer(received, false);
      if (status === 0 || headers.get("connection") === "close") return;
      const whole = status === 101 || body.length >= Number(headers.get("content-length") ?? 0);
      if (whole && (status !== 101 || !wantsMessage || message !== undefined)) finish(false);
    });
    socket.on("end", () => finish(true));
    socket.on("error", (error) => {
      // A server that refuses a request while it is still being sent resets the connection.
      if ("code" in error && (error.code === "ECONNRESET" || error.code === "EPIPE")) finish(true);
      else reject(error);
    });
  });
}

function readAnswer(received: Buffer, ended: boolean): Answer {
  const end = received.indexOf("\r\n\r\n");
  const nothing = { status: 0, headers: new Map<string, string>(), body: "", message: undefined, ended };
  if (end < 0) return nothing;
  const [line = "", ...fields] = received.subarray(0, end).toString("latin1").split("\r\n");
  const headers = new Map<string, string>();
  for (const field of fields) {
    const [name = "", value = ""] = field.split(/: ?(.*)/s);
    const earlier = headers.get(name.toLowerCase());
    headers.set(name.toLowerCase(), earlier === undefined ? value : `${earlier}\n${value}`);
  }
  const status = statusOf(line);
  const rest = received.subarray(end + 4);
  if (status !== 101) return { status, headers, body: rest.toString(), message: undefined, ended };
  return { status, headers, body: "", message: firstMessage(rest), ended };
}

/** The payload of an unmasked frame (RFC 6455, section 5.2), once it is all there. */
function firstMessage(frame: Buffer): string | undefined {
  if (frame.length < 2) return undefined;
  const short = (frame[1] ?? 0) & 0x7f;
  if (short === 126 && frame.length < 4) return undefined;
  const start = short < 126 ? 2 : 4;
  const length = short < 126 ? short : frame.readUInt16BE(2);
  return frame.length < start + length ? undefined : frame.subarray(start, start + length).toString();
}

/** The text of a valid opening handshake, with header lines added or, if a name is repeated, replaced. */
export function handshake(path: string, headers: Readonly<Record<string, string | null>> = {}): string {
  const fields: Record<string, string | null> = {
    Host: "127.0.0.1",
    Upgrade: "websocket",
    Connection: "Upgrade",
    "Sec-WebSocket-Key": KEY,
    "Sec-WebSocket-Version": "13",
    ...headers,
  };
  const lines = Object.entries(fields).flatMap(([name, value]) =>
    value === null ? [] : [`${name}: ${value}`],
  );
  return `GET ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`;
}

/** The status of a response. */
export function statusOf(response: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(response)?.[1] ?? 0);
}

/** A header of a response, by its name in any case. */
export function headerOf(response: string, name: string): string | undefined {
  return new RegExp(String.raw`^${name}: ?(.*?)\r$`, "im").exec(response)?.[1];
}
