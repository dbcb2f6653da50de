// Builds an app of fixtures/apps with the packages that it needs, and runs its output in an otherwise empty folder.
import { expect } from "bun:test";
import { copyFile, mkdir, mkdtemp, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { copyFixture, REPOSITORY } from "./project.ts";
import { type RunningServer, startServer } from "./server.ts";

/** An output that lies in a folder of its own. */
export interface BuiltApp extends AsyncDisposable {
  /** The folder, which the server runs in. */
  readonly folder: string;
  serve(env?: Readonly<Record<string, string>>): Promise<RunningServer>;
}

interface Manifest {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** Builds an app, with some files in the place of its own; fails if the build has anything to say. */
export async function buildApp(
  name: string,
  files: Readonly<Record<string, string>> = {},
): Promise<BuiltApp> {
  await using project = await copyFixture(`apps/${name}`);
  await project.write(files);
  const { dependencies = {} } = await manifestIn(project.root);
  for (const [dependency, version] of Object.entries(dependencies)) {
    const installed = path.join(REPOSITORY, "node_modules", dependency);
    expect({ dependency, ...(await manifestIn(installed)) }).toMatchObject({ dependency, version });
    const link = path.join(project.root, "node_modules", dependency);
    await mkdir(path.dirname(link), { recursive: true });
    await symlink(installed, link);
  }
  const ran = await project.bunbox(["build"]);
  expect(ran).toEqual({ exitCode: 0, stderr: "", stdout: expect.stringMatching(/^Built [^\n]+\n$/) });
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), `bunbox-${name}-`)));
  const file = path.join(folder, "server.js");
  await copyFile(path.join(project.root, "dist/server.js"), file);
  return {
    folder,
    serve: (env) => startServer(file, folder, env),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

async function manifestIn(folder: string): Promise<Manifest> {
  const manifest: Manifest = await Bun.file(path.join(folder, "package.json")).json();
  return manifest;
}
