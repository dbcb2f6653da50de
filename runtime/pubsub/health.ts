// Adds to the answer of the health check whether messages reach other servers. The status stays 200: a server that is alone
// still serves its own clients, and restarting it would not help.
import type { App } from "../app.ts";
import { canonicalPath, pathOf } from "../path.ts";
import type { Driver } from "./driver.ts";

/** The answer to a request, with the state if it is that of the health check. */
export function healthWithState(
  { options }: App,
  req: Request,
  answer: Response,
  driver: () => Driver,
): Response {
  if (answer.status !== 200 || options.health === false) return answer;
  // HTTP/1.0 without Host has a URL that is only a path.
  if (req.url !== options.health && canonicalPath(pathOf(req.url)) !== options.health) return answer;
  const state = driver().counts.up ? "up" : "down";
  return new Response(`ok\npubsub ${state}\n`, { headers: answer.headers });
}
