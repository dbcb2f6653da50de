// Explains close codes (RFC 6455, section 7.4, and the IANA registry), and checks those that a person enters.
import { CLOSE_REASON_BYTES, OWN_CLOSE_CODES } from "../../runtime/facts.ts";

const MEANINGS: Readonly<Record<number, string>> = {
  1000: "normal closure",
  1001: "going away: the server shuts down, or a person leaves the page",
  1002: "protocol error",
  1003: "unsupported data",
  1005: "no code was given",
  1006: "abnormal closure: the connection was lost without a close frame",
  1007: "text that is not UTF-8, or data that does not fit its type",
  1008: "policy violation",
  1009: "message too big",
  1010: "an extension is missing",
  1011: "internal error of the server",
  1012: "service restart: the server was rebuilt",
  1013: "try again later",
  1014: "bad gateway",
  1015: "TLS handshake failed",
};

const [FIRST_OWN, LAST_OWN] = OWN_CLOSE_CODES;

/** What a close code means, without a full stop. */
export function meaningOf(code: number): string {
  const known = MEANINGS[code];
  if (known !== undefined) return known;
  if (code >= 4000 && code <= LAST_OWN) return "a code of the application";
  if (code >= FIRST_OWN && code <= 3999) return "a code of a library or framework";
  return "a code without a registered meaning";
}

/** Why a page cannot close with this code and reason; `undefined` if it can. */
export function closeProblem(code: number | undefined, reason: string): string | undefined {
  if (code === undefined && reason !== "") return "A reason needs a code, for example 1000.";
  if (
    code !== undefined &&
    code !== 1000 &&
    !(Number.isInteger(code) && code >= FIRST_OWN && code <= LAST_OWN)
  ) {
    return `A page may close with 1000, or with ${FIRST_OWN} to ${LAST_OWN}.`;
  }
  const bytes = new TextEncoder().encode(reason).byteLength;
  return bytes > CLOSE_REASON_BYTES
    ? `A reason has at most ${CLOSE_REASON_BYTES} bytes; this one has ${bytes}.`
    : undefined;
}
