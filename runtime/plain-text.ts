// Answers a request with a text: of the health check, or of the metrics.
import { refuse } from "./refuse.ts";

/** The answer to GET and HEAD; any other method is refused. */
export function plainText(req: Request, text: string, type = "text/plain; charset=utf-8"): Response {
  if (req.method !== "GET" && req.method !== "HEAD") return refuse(405, "method", { Allow: "GET, HEAD" });
  return new Response(text, { headers: { "Content-Type": type } });
}
