// Bytes to a port and what comes back, for what no WebSocket client would send.
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

/** The text of a valid opening handshake, with header lines added or, where a name is repeated, replaced. */
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
