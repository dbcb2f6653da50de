// Defines `bunbox init DIR`, which creates a project that builds, type-checks, tests and runs.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { initialize, type Initialized } from "../init.ts";
import { isRecord } from "../config/kinds.ts";
import { isFolder } from "../project.ts";
import { printable } from "../report/printable.ts";
import type { Command } from "./command.ts";
import { fileOf, version } from "../package.ts";
import { relativeTo } from "../place.ts";

export const init: Command = {
  summary: "create a new project: bunbox init my-app",
  description: [
    "Creates a project with two routes, a page, a test, a CI workflow and a Dockerfile.",
    "It overwrites nothing: if one of the files exists, it writes none.",
  ],
  flags: {},
  operand: { name: "DIR", description: "Folder of the new project. It is created if it does not exist." },
  async run(_given, terminal, operand = ".") {
    const folder = path.resolve(operand);
    if (existsSync(folder) && !isFolder(folder)) {
      terminal.complain(`bunbox init: ${operand} is not a folder`);
      return 2;
    }
    const done = write(folder);
    if ("refusal" in done) {
      terminal.complain(`bunbox init: ${operand} cannot be written: ${done.refusal}`);
      return 1;
    }
    if ("existing" in done) {
      terminal.complain(
        `bunbox init: nothing was written, because ${operand} has ${done.existing.join(", ")} already`,
      );
      return 1;
    }
    const way = path.relative(process.cwd(), folder);
    terminal.print(
      [
        `Created ${done.created.length} files in ${printable(operand)}. Next steps:`,
        "",
        ...(way === "" ? [] : [`  cd ${printable(way)}`]),
        "  npm install",
        "  npm run dev",
        "",
        `${printable(way === "" ? "" : `${way}/`)}README.md explains the files.`,
        "",
      ].join("\n"),
    );
    return 0;
  },
};

/** Writes the project, or says why the system refuses it: the folder would be below a file, or may not be written. */
function write(folder: string): Initialized | { readonly refusal: string } {
  const template = fileURLToPath(fileOf("fixtures/apps/starter"));
  try {
    return initialize(folder, { template, dependency: dependency(folder) });
  } catch (error) {
    if (!(error instanceof Error && "syscall" in error)) throw error;
    return { refusal: error.message };
  }
}

/** This version, or the file that bunbox was installed from. */
function dependency(folder: string): string {
  const modules = path.resolve(fileURLToPath(fileOf(".")), "../..");
  const lock = path.join(modules, ".package-lock.json");
  const released = `^${version()}`;
  if (!existsSync(lock)) return released;
  const parsed: unknown = JSON.parse(readFileSync(lock, "utf8"));
  const packages = isRecord(parsed) && isRecord(parsed["packages"]) ? parsed["packages"] : {};
  const own = packages["node_modules/@ademattos/bunbox"];
  const resolved = isRecord(own) && typeof own["resolved"] === "string" ? own["resolved"] : "";
  if (!resolved.startsWith("file:")) return released;
  const file = path.resolve(path.dirname(modules), resolved.slice("file:".length));
  return `file:${relativeTo({ root: folder }, file)}`;
}
