// Writes a test for `bun test` from a session of the page's socket, or from a refused handshake.
import { REBUILT_CLOSE, SHUTDOWN_CLOSE } from "../../runtime/facts.ts";
import type { Field, RefusedHandshake } from "../server/feed.ts";
import { type RecordedSession, jsonOf, type Step } from "./session.ts";

/** The text of a test file that sends what was sent, and expects what came. */
export function testOfSession({ target, steps, cut }: RecordedSession): string {
  const { route, url, protocols, headers } = target;
  return fileOf({
    route,
    title: `${pathOf(url)} answers as before`,
    imports: "serve",
    body: [
      `await using socket = await app.connect(${connectArguments(pathOf(url), headers, protocols)});`,
      ...steps.flatMap(linesOf),
      ...(cut ? ["// The session went on, but was too long to copy."] : []),
    ],
  });
}

/** The text of a test file that expects the refusal. */
export function testOfRefusal(refusal: RefusedHandshake): string {
  const { path, route, status, body, requestHeaders } = refusal;
  const headers = requestHeaders.filter(([name]) => !OF_THE_CLIENT.has(name));
  const protocols = requestHeaders.find(([name]) => name === "sec-websocket-protocol")?.[1] ?? "";
  const offered = protocols === "" ? [] : protocols.split(",").map((each) => each.trim());
  const isWhole = body !== null && !body.endsWith("…");
  const expected = [`status: ${status}`, ...(isWhole ? [`body: ${quote(body)}`] : [])].join(", ");
  return fileOf({
    route: route?.path ?? path,
    title: `${path} is refused with ${status}`,
    imports: "RefusedError, serve",
    body: [
      `const connecting = app.connect(${connectArguments(path, headers, offered)});`,
      "const refused = await connecting.catch((error: unknown) => error);",
      "expect(refused).toBeInstanceOf(RefusedError);",
      `expect(refused).toMatchObject({ ${expected} });`,
    ],
  });
}

/** Headers that the client of the test has of its own, or that describe the browser. */
const OF_THE_CLIENT: ReadonlySet<string> = new Set([
  "accept-encoding",
  "accept-language",
  "cache-control",
  "connection",
  "host",
  "pragma",
  "sec-websocket-extensions",
  "sec-websocket-key",
  "sec-websocket-protocol",
  "sec-websocket-version",
  "upgrade",
  "user-agent",
]);

interface TestFile {
  readonly route: string;
  readonly title: string;
  readonly imports: string;
  readonly body: readonly string[];
}

function fileOf({ route, title, imports, body }: TestFile): string {
  return [
    `// test/${fileNameOf(route)}.test.ts: copied from the inspector. Loosen what differs from run to run.`,
    'import { expect, test } from "bun:test";',
    `import { ${imports} } from "@ademattos/bunbox/testing";`,
    "",
    `test(${quote(title)}, async () => {`,
    "  await using app = await serve({ cwd: `${import.meta.dir}/..` });",
    ...body.map((line) => `  ${line}`),
    "});",
    "",
  ].join("\n");
}

function connectArguments(path: string, headers: readonly Field[], protocols: readonly string[]): string {
  const options = [
    ...(headers.length === 0 ? [] : [`headers: { ${headers.map(pairOf).join(", ")} }`]),
    ...(protocols.length === 0 ? [] : [`protocols: [${protocols.map(quote).join(", ")}]`]),
  ];
  return options.length === 0 ? quote(path) : `${quote(path)}, { ${options.join(", ")} }`;
}

function pairOf([name, value]: Field): string {
  return `${quote(name)}: ${quote(value)}`;
}

function linesOf(step: Step): readonly string[] {
  switch (step.kind) {
    case "sent":
      return [`socket.send(${literalOf(step.payload)});`];
    case "received": {
      const json = jsonOf(step.payload);
      if (json !== undefined) return [`expect(await socket.json()).toEqual(${json});`];
      const method = typeof step.payload === "string" ? "toBe" : "toEqual";
      return [`expect(await socket.next()).${method}(${literalOf(step.payload)});`];
    }
    case "left":
      return [
        step.code === undefined ? "socket.close();" : `socket.close(${step.code}, ${quote(step.reason)});`,
      ];
    case "closed": {
      const { code, reason } = step;
      // These are of `bunbox dev`, not of the route.
      const isDev = [REBUILT_CLOSE, SHUTDOWN_CLOSE].some(
        (each) => each.code === code && each.reason === reason,
      );
      if (isDev || code === 1006) return [];
      return [`expect(await socket.closed).toEqual({ code: ${code}, reason: ${quote(reason)} });`];
    }
  }
}

function literalOf(payload: string | ArrayBuffer): string {
  if (typeof payload === "string") return quote(payload);
  const text = [...new Uint8Array(payload)].map((byte) => String.fromCharCode(byte)).join("");
  return `Buffer.from(${quote(btoa(text))}, "base64")`;
}

/** `/ws/rooms/[room]` becomes `ws-rooms-room`. */
function fileNameOf(route: string): string {
  return route.replaceAll(/[^\w]+/g, "-").replaceAll(/^-|-$/g, "") || "route";
}

function pathOf(url: string): string {
  return url.replace(/^wss?:\/\/[^/]*/, "");
}

function quote(text: string): string {
  return JSON.stringify(text);
}
