// Builds and serves the project of guards, and asks the route below all of them.
import { createProject, type TestProject } from "../../support/project.ts";
import { type Answer, ask, handshake } from "../../support/raw.ts";
import type { RunningServer } from "../../support/server.ts";
import { FILES } from "./guarded-app.ts";

/** An answer of the route below all guards. */
export interface Decided extends Answer {
  /** What has run for it, in order. */
  readonly ran: readonly string[];
  /** By which its lines in the output can be found. */
  readonly id: number;
}

/** The project, its server, and how to ask it. */
export interface ServedGuards extends AsyncDisposable {
  readonly project: TestProject;
  readonly server: RunningServer;
  readonly decide: (query: string, headers?: Readonly<Record<string, string>>) => Promise<Decided>;
}

/** What runs for a client that is let in. */
export const ALL = ["outer", "middle", "inner", "upgrade"];

/** Builds and serves the project. */
export async function serveGuards(): Promise<ServedGuards> {
  const project = await createProject(FILES);
  await project.build();
  const server = await project.serve();
  let ids = 0;
  return {
    project,
    server,
    async decide(query, headers = {}) {
      ids += 1;
      const id = ids;
      const answer = await ask(server.port, handshake(`/ws/a/7?${query}&id=${id}`, headers), true);
      // What is printed before this line has been printed by then.
      await ask(server.port, handshake(`/ws/mark?id=${id}`));
      await server.printed(new RegExp(`^marked ${id}$`, "m"));
      const ran = [...server.stdout().matchAll(new RegExp(`^ran (\\w+) ${id}$`, "gm"))];
      return { ...answer, id, ran: ran.map(([, name = ""]) => name) };
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await project[Symbol.asyncDispose]();
    },
  };
}
