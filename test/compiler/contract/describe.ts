// Describes projects of which each route has the types of one case.
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type DescribedContract, describeRoutes } from "../../../compiler/contract/document.ts";
import type { RouteInfo } from "../../../runtime/route.ts";
import { COMPILER_OPTIONS, installBunbox, REPOSITORY } from "../../support/project.ts";

/** Without the types of Bun, a program is read in half the time. */
const LIGHT = JSON.stringify({ compilerOptions: { ...COMPILER_OPTIONS, lib: ["es2022"], types: [] } });

/** Writes routes by their folder, and describes them from the sources of bunbox, in this process. */
export async function describeSources(
  routes: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>> = {},
): Promise<DescribedContract> {
  const root = await realpath(await mkdtemp(path.join(tmpdir(), "bunbox-contract-")));
  await installBunbox(root);
  await symlink(path.join(REPOSITORY, "node_modules/zod"), path.join(root, "node_modules/zod"));
  const sources = Object.entries(routes).map(
    ([folder, text]) => [`app/ws/${folder}/route.ts`, text] as const,
  );
  for (const [name, text] of [
    ...sources,
    ...Object.entries(files),
    ["tsconfig.json", files["tsconfig.json"] ?? LIGHT] as const,
  ]) {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await writeFile(path.join(root, name), text);
  }
  const project = { root, cache: root, run: "", runtime: root };
  const infos = Object.keys(routes).map((folder) => infoOf(folder));
  const described = describeRoutes(project, path.join(root, "tsconfig.json"), infos);
  await rm(root, { recursive: true });
  return described;
}

function infoOf(folder: string): RouteInfo {
  return {
    path: `/ws/${folder}`,
    file: `app/ws/${folder}/route.ts`,
    topic: null,
    params: [],
    handlers: ["onMessage"],
  };
}
