// Defines `bunbox init DIR`, which creates a project that builds, type-checks, tests and runs.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { initialize, type Initialized, TEMPLATES } from "../init.ts";
import { isRecord } from "../config/kinds.ts";
import { isFolder } from "../project.ts";
import { printable } from "../report/printable.ts";
import { type Command, textOf } from "./command.ts";
import { fileOf, version } from "../package.ts";
import { relativeTo } from "../place.ts";

export const init: Command = {
  summary: "create a new project: bunbox init my-app",
  description: [
    "Creates a project with a CI workflow and a Dockerfile, from one of three templates: chat has rooms, a page with the typed",
    "client, and tests; react has a page that Vite bundles beside the routes; minimal has one route.",
    "It overwrites nothing: if one of the files exists, it writes none.",
  ],
  flags: {
    template: {
      type: "string",
      choices: Object.keys(TEMPLATES),
      description: "Template of the project. Default: chat.",
    },
  },
  operand: { name: "DIR", description: "Folder of the new project. It is created if it does not exist." },
  async run(given, terminal, operand = ".") {
    const folder = path.resolve(operand);
    if (existsSync(folder) && !isFolder(folder)) {
      terminal.complain(`bunbox init: ${operand} is not a folder`);
      return 2;
    }
    const done = write(folder, templateOf(textOf(given, "template")));
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
        ...(way === "" ? [] : [`  cd ${shellWord(printable(way))}`]),
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

/** A path as a shell takes it for one word, and `cd` for no flag. */
function shellWord(text: string): string {
  const plain = text.startsWith("-") ? `./${text}` : text;
  return /^[\w./@%+=:,-]+$/.test(plain) ? plain : `'${plain.replaceAll("'", "'\\''")}'`;
}

/** The folder of a template. */
function templateOf(name = "chat"): string {
  const [, folder = TEMPLATES.chat] = Object.entries(TEMPLATES).find(([key]) => key === name) ?? [];
  return fileURLToPath(fileOf(folder));
}

/** Writes the project, or says why the system refuses it: the folder would be below a file, or may not be written. */
function write(folder: string, template: string): Initialized | { readonly refusal: string } {
  try {
    return initialize(folder, { folder: template, dependency: dependency(folder) });
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
