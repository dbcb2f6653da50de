// Builds and runs a server from the texts of routes, to test what handlers may rely on.
import { createProject, type TestProject } from "./project.ts";
import type { RunningServer } from "./server.ts";

/** A server whose project is removed with it. */
export type ServedRoutes = RunningServer;

// Every route text begins with these names in scope.
const IMPORT =
  'import { publish, type ServerWebSocket, type UpgradeContext, type UpgradeData, type WebSocketContext } from "@ademattos/bunbox";\n';

/** Builds a project of these routes, by their folder below app/ws, and serves it. */
export async function serveRoutes(routes: Readonly<Record<string, string>>): Promise<ServedRoutes> {
  const files = Object.entries(routes).map(([folder, text]) => [`app/ws/${folder}/route.ts`, IMPORT + text]);
  return serveProject(await createProject(Object.fromEntries(files)));
}

/** Builds a project, and serves it. */
export async function serveProject(project: TestProject): Promise<ServedRoutes> {
  await project.build();
  const server = await project.serve();
  return {
    ...server,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await project[Symbol.asyncDispose]();
    },
  };
}
