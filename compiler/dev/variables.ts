// Finds a variable as the server will have it: in this process, or in the files from which Bun adds to its environment.
import { readFileSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";
import type { Project } from "../model.ts";

/** The value of a variable; empty if it is not set. */
export function variableOf({ root }: Pick<Project, "root">, name: string): string {
  const mode = process.env["NODE_ENV"] || "development";
  // The first that has the variable counts (Bun 1.4).
  const files = [`.env.${mode}.local`, ".env.local", `.env.${mode}`, ".env"];
  const given =
    process.env[name] ?? files.map((file) => readVariables(path.join(root, file))[name]).find(isSet);
  return given ?? "";
}

function isSet(value: string | undefined): boolean {
  return value !== undefined;
}

function readVariables(file: string): Readonly<Record<string, string | undefined>> {
  try {
    return parseEnv(readFileSync(file, "utf8"));
  } catch {
    return {}; // Most projects have none of the files.
  }
}
