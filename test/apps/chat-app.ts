// Builds fixtures/apps/chat, signs people in, and connects them to the worker that a test wants.
import { expect } from "bun:test";
import { symlink } from "node:fs/promises";
import path from "node:path";
import type { Client } from "../support/client.ts";
import { copyFixture, REPOSITORY, type TestProject } from "../support/project.ts";
import type { RunningServer } from "../support/server.ts";

/** Builds the server without a diagnostic, and the page; what the build generates is what the repository has. */
export async function buildChatApp(): Promise<TestProject> {
  const project = await copyFixture("apps/chat");
  await symlink(path.join(REPOSITORY, "node_modules/zod"), path.join(project.root, "node_modules/zod"));
  const { diagnostics, exitCode } = await project.json(["build"]);
  expect({ diagnostics, exitCode }).toEqual({ diagnostics: [], exitCode: 0 });
  const generated = "web/ws.gen.ts";
  const [ours, written] = await Promise.all(
    [path.join(REPOSITORY, "fixtures/apps/chat", generated), path.join(project.root, generated)].map((file) =>
      Bun.file(file).text(),
    ),
  );
  expect(written).toBe(String(ours));
  const [entry, outdir] = [path.join(project.root, "web/page.ts"), path.join(project.root, "dist")];
  await Bun.build({ entrypoints: [entry], outdir });
  return project;
}

/** What has been said in a room. */
interface Entry {
  readonly id: number;
  readonly name: string;
  readonly text: string;
}

interface Member {
  readonly id: string;
  readonly name: string;
}

/** A message of any route. */
export interface Message {
  readonly name?: string;
  readonly here?: readonly Member[];
  readonly history?: readonly Entry[];
  readonly joined?: Member;
  readonly left?: string;
  readonly typing?: string;
  readonly said?: Entry;
  readonly entries?: readonly Entry[];
  readonly text?: string;
  readonly devices?: number;
  readonly online?: number;
  readonly event?: string;
  readonly who?: string;
  readonly worker?: number;
}

/** The next message that fits; those before it are dropped. */
export async function until(client: Client, fits: (message: Message) => boolean): Promise<Message> {
  for (;;) {
    const message: Message = JSON.parse(await client.text());
    if (fits(message)) return message;
  }
}

/** A server of the app, with somebody who reads the feed of the staff. */
export interface Chat {
  readonly server: RunningServer;
  readonly feed: Client;
  signIn(name: string): Promise<Person>;
}

/** Somebody who has signed in. */
export interface Person {
  readonly name: string;
  /** Connects to a route, in the worker of this number; whichever worker gets it without one. */
  connect(route: string, worker?: number): Promise<Client>;
}

/** Starts the server with so many workers, and a database of its own. */
export async function serveChat(project: TestProject, workers: number): Promise<Chat> {
  const server = await project.serve({
    WORKERS: String(workers),
    DATABASE: `${workers}.sqlite`,
    STAFF: "root",
    TICK: "100",
  });
  async function signIn(name: string): Promise<Person> {
    const answer = await server.fetch("/login", {
      method: "POST",
      body: new URLSearchParams({ name }),
      redirect: "manual",
    });
    const headers = { Cookie: answer.headers.get("Set-Cookie")?.split(";")[0] ?? "" };
    return {
      name,
      async connect(route, worker) {
        for (;;) {
          const client = await server.connect(route, { headers });
          if (worker === undefined) return client;
          const joined = await until(feed, ({ event, who }) => event === "joined" && who === name);
          if (joined.worker === worker) return client;
          client.close(); // the kernel chooses the worker
          if (route.startsWith("/ws/rooms/"))
            await until(feed, ({ event, who }) => event === "left" && who === name);
        }
      },
    };
  }
  const root = await signIn("root");
  const feed = await root.connect("/ws/admin");
  return { server, feed, signIn };
}
