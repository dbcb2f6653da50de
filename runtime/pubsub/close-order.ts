// Writes and reads the order to close the sockets of a topic.
import { maySendCloseCode } from "../facts.ts";
import { closeHere } from "../close-all.ts";

/** Writes an order. */
export function closeOrder(topic: string, code: number, reason: string): string {
  return JSON.stringify([topic, code, reason]);
}

/** Obeys an order. A text that no version of bunbox has written is ignored. */
export function obeyCloseOrder(text: string): void {
  let order: unknown;
  try {
    order = JSON.parse(text);
  } catch {
    return;
  }
  if (!Array.isArray(order)) return;
  const [topic, code, reason]: readonly unknown[] = order;
  if (typeof topic !== "string" || typeof code !== "number" || typeof reason !== "string") return;
  if (maySendCloseCode(code)) closeHere(topic, code, reason);
}
