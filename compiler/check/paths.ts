// The routes and the settings in, the paths that more than one of them claims out.
import type { Route, Settings } from "../model.ts";

/** What owns the path of the health check besides it; `null` where nothing does. */
export function healthConflict(routes: readonly Route[], { server }: Settings): string | null {
  const { health, metrics } = server;
  if (health === false) return null;
  if (metrics && health === "/metrics") return "the metrics";
  const owner = routes.find(
    ({ segments, topic }) =>
      topic !== null && health === segments.map(({ name }) => `/${encodeURIComponent(name)}`).join(""),
  );
  return owner?.file ?? null;
}
