// Finds the first free port from a given one upwards.
import { createServer } from "node:net";

/** How many ports to try. */
const MOST = 100;

/** The first port from `from` on which nothing listens; `from` itself if that cannot be found out. */
export async function findFreePort(host: string, from: number): Promise<number> {
  for (let port = from; port < from + MOST && port <= 65535; port += 1)
    if (!(await isTaken(host, port))) return port;
  return from;
}

/** Whether something listens there. Any other reason not to listen is reported by the server itself. */
function isTaken(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error) => resolve("code" in error && error.code === "EADDRINUSE"));
    probe.listen({ host: host.replace(/^\[(.*)\]$/, "$1"), port, exclusive: true }, () => {
      probe.close(() => resolve(false));
    });
  });
}
