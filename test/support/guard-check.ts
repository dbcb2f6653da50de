// Checks a project of routes and guards without types: what is said about it, and the guards of each route.
import { mkdir, symlink } from "node:fs/promises";
import path from "node:path";
import { createProject, type TestProject } from "./project.ts";

export const ROUTE = "export function onMessage() {}\n";
export const GUARD = "export function guard() { return false; }\n";

/** The codes and places of what is said about a project, and its guards by route. */
export async function check(
  files: Readonly<Record<string, string>>,
  prepare: (project: TestProject) => Promise<unknown> = async () => undefined,
): Promise<{
  readonly said: readonly string[];
  readonly guards: Readonly<Record<string, readonly string[]>>;
}> {
  await using project = await createProject(files);
  await prepare(project);
  const { diagnostics, routes } = await project.json(["check", "--no-typecheck"]);
  return {
    said: diagnostics.map(({ code, file, line, column }) => `${code} ${file}:${line}:${column}`),
    guards: Object.fromEntries(routes.map(({ path: url, guards = [] }) => [url, guards])),
  };
}

/** Makes a link in a project. */
export function link(from: string, to: string): (project: TestProject) => Promise<void> {
  return async ({ root }) => {
    await mkdir(path.dirname(path.join(root, from)), { recursive: true });
    await symlink(to, path.join(root, from));
  };
}
