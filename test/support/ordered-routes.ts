// Routes with `ordered = true`, whose calls wait until another client lets them go on.
/** Logs when a call begins and ends; a message that begins with `hold` waits until another client says `release`. */
const HANDLER = `
  import { type ServerWebSocket, type WebSocketContext } from "@ademattos/bunbox";
  import { gates, report } from "../../gates.ts";
  export const ordered = true;
  async function handle(ws: ServerWebSocket, text: string) {
    ws.send("begin " + text);
    if (text.startsWith("hold")) await new Promise<void>((resolve) => { gates.set(text, resolve); });
    if (text.includes("reject")) throw new Error("rejected by " + text);
    ws.send("end " + text);
  }
  export function onClose(_ws: ServerWebSocket, _ctx: WebSocketContext, code: number, reason: string) {
    report(code + " " + reason);
  }
`;

const GATES = `
  import { publish } from "@ademattos/bunbox";
  export const gates = new Map<string, () => void>();
  export function report(text: string) { publish("ws-control", text); }
`;

const CONTROL = `
  import type { ServerWebSocket } from "@ademattos/bunbox";
  import { gates } from "../../gates.ts";
  export function onMessage(ws: ServerWebSocket, message: string | Buffer) {
    const text = String(message);
    gates.get(text)?.();
    ws.send("released " + text);
  }
`;

const PLAIN = `${HANDLER}
  export function onMessage(ws: ServerWebSocket, message: string | Buffer) {
    const text = String(message);
    if (text === "throw") throw new Error("thrown at once");
    return text.startsWith("now") ? void ws.send(text) : handle(ws, text);
  }
`;

/** A schema whose check takes a turn of the event loop where the message asks for it. */
const CHECKED = `${HANDLER}
  export const incoming = {
    "~standard": {
      version: 1 as const,
      vendor: "test",
      validate(value: unknown): { value: string } | { issues: { message: string }[] } | Promise<{ value: string } | { issues: { message: string }[] }> {
        const result = String(value).includes("bad") ? { issues: [{ message: "bad" }] } : { value: String(value) };
        return String(value).includes("later") ? Promise.resolve(result) : result;
      },
    },
  };
  export function onMessage(ws: ServerWebSocket, message: string) { return handle(ws, message); }
  export function onInvalid(ws: ServerWebSocket, { message }: { message: string | Buffer }) {
    const text = String(message).replaceAll('"', "");
    if (text.startsWith("hold")) return handle(ws, text);
    ws.send("invalid " + message);
  }
`;

/** A handler that the module assigns again while the server runs. */
const LIVE = `
  import type { ServerWebSocket } from "@ademattos/bunbox";
  export const ordered = true;
  export let onMessage = async (ws: ServerWebSocket, message: string | Buffer) => {
    if (message === "swap") onMessage = async (other) => void other.send("second");
    else ws.send("first");
  };
`;

/** The files of the project. */
export const ORDERED_ROUTES = {
  "bunbox.config.ts": "export default { metrics: true };",
  "app/gates.ts": GATES,
  "app/ws/control/route.ts": CONTROL,
  "app/ws/plain/route.ts": PLAIN,
  "app/ws/checked/route.ts": CHECKED,
  "app/ws/live/route.ts": LIVE,
  "app/ws/free/route.ts": PLAIN.replace("ordered = true", "ordered = false"),
};
