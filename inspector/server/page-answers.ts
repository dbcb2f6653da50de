// Builds the answer that is the inspector's page.
import { readFileSync } from "node:fs";

// The page loads nothing from other hosts, and no other page can put it into a frame.
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self' ws: wss:; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

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
