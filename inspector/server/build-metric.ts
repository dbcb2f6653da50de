// Adds to the metrics whether the last build of `bunbox dev` failed. A server cannot know it: it is from an earlier build.
import { family } from "../../runtime/metrics/exposition.ts";

/** The answer to `GET /metrics`, with one metric more. */
export async function withBuild(
  answer: Response | undefined | Promise<Response | undefined>,
  failed: boolean,
): Promise<Response> {
  const known = await answer;
  if (known === undefined || !known.ok) return known ?? new Response(null, { status: 404 });
  const help = "Whether the last build failed, so that this server is from an earlier one.";
  const metric = family("bunbox_dev_build_failed", "gauge", help, new Map([["", failed ? 1 : 0]]));
  return new Response(`${await known.text()}${metric}`, { headers: known.headers });
}
