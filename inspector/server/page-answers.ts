// Builds the answers that are files of the inspector: its page, and the overlay's script.
import { readFileSync } from "node:fs";
import path from "node:path";
import { isLocal } from "./local.ts";

// The page loads nothing from other hosts, and no other page can put it into a frame.
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self' ws: wss:; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Lets a page of this machine read an answer: the server of the user's pages may be another one. */
export function sharedWith({ headers }: Request): Record<string, string> {
  const origin = headers.get("origin");
  if (origin === null || !isLocal(URL.parse(origin)?.host ?? null)) return {};
  return { "Access-Control-Allow-Origin": origin, Vary: "Origin" };
}

/** The script that shows failed builds over a page of the user's own. */
export function overlayOf(page: string): Response {
  return new Response(readFileSync(path.join(path.dirname(page), "overlay.js")), {
    headers: { "Content-Type": "text/javascript; charset=utf-8", "Cache-Control": "no-store" },
  });
}

/** @param file absolute path of the page */
export function pageOf(file: string): Response {
  return new Response(readFileSync(file), {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": POLICY,
      "Cache-Control": "no-store",
      "Referrer-Policy": "no-referrer",
      "X-Content-Type-Options": "nosniff",
    },
  });
}
