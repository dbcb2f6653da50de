// Runs a server of docs/migrating.md: its files in a folder of their own, with the libraries installed.
import { symlink } from "node:fs/promises";
import path from "node:path";
import { Client, type ClientOptions } from "../../support/client.ts";
import { collect } from "../../support/collect.ts";
import { createProject, REPOSITORY, type TestProject } from "../../support/project.ts";

/** Files, and how they are run. */
export interface Program {
  readonly files: Readonly<Record<string, string>>;
  readonly runtime: "bun" | "node";
  /** The file that is run. */
  readonly main: string;
  /** Whether `bunbox build` makes `dist/server.js` first. */
  readonly isBuilt: boolean;
}

/** A program that is listening. */
export interface RunningProgram extends AsyncDisposable {
  readonly port: number;
  connect(url: string, options?: ClientOptions): Promise<Client>;
  fetch(url: string): Promise<Response>;
  signal(name: NodeJS.Signals): void;
  /** Resolves with everything on stdout and stderr when the process has ended. */
  readonly ended: Promise<string>;
}

const LIBRARIES = ["@sinclair", "elysia", "hono", "ws"];

/** Writes a program's files, and links what they import. */
export async function install({ files }: Program): Promise<TestProject> {
  const project = await createProject({ ...files, "package.json": '{ "type": "module" }' });
  for (const name of LIBRARIES)
    await symlink(path.join(REPOSITORY, "node_modules", name), path.join(project.root, "node_modules", name));
  return project;
}

/** Installs, builds if there is something to build, and starts on a free port. */
export async function start(program: Program): Promise<RunningProgram> {
  const project = await install(program);
  if (program.isBuilt) await project.build();
  const runtime = program.runtime === "bun" ? process.execPath : "node";
  const child = Bun.spawn([runtime, program.main], {
    cwd: project.root,
    env: { ...process.env, NODE_ENV: undefined, PORT: "0", HOST: undefined },
    stdout: "pipe",
    stderr: "pipe",
  });
  const output = collect(child.stdout, child.stderr);
  const ended = child.exited.then(async () => {
    await output.ended;
    return output.text();
  });
  const failed = ended.then((text) => Promise.reject(new Error(`${program.main} ended:\n${text}`)));
  failed.catch(() => undefined); // every program ends; only one that does so while it starts is a failure
  const line = await Promise.race([output.matches(/^Listening on .*$/m), failed]);
  const port = Number(/^Listening on .*:(\d+)\/?$/m.exec(line)?.[1] ?? 0);
  return {
    port,
    connect: (url, options) => Client.open(`ws://127.0.0.1:${port}${url}`, options),
    fetch: (url) => fetch(`http://127.0.0.1:${port}${url}`),
    signal: (name) => child.kill(name),
    ended,
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await child.exited;
      await project[Symbol.asyncDispose]();
    },
  };
}
