// Moves tsc's errors about the contract's tsconfig to the project's tsconfig, with the project's places and paths.
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Project } from "../model.ts";
import { parseJson } from "../syntax/source.ts";
import { indexOf } from "../syntax/indexed.ts";
import { chainOf } from "../syntax/tsconfigs.ts";
import { parseOutput, runTypeScript, type TypeScriptError } from "./run.ts";
import { NO_INPUT, type ProjectConfig } from "./tsconfig.ts";
import type { TypeScript } from "./typescript.ts";
import { relativeTo, specifierFrom } from "../place.ts";

/** The project and the contract of a run of tsc. */
interface Run {
  readonly project: Project;
  readonly typescript: TypeScript;
  readonly config: ProjectConfig;
  /** The folder of the contract. */
  readonly folder: string;
}

/**
 * Replaces errors about the contract's options by tsc's errors about the project's own options. For these, tsc lists files
 * and checks nothing. An error that only the contract has is translated.
 */
export async function withoutContract(
  run: Run,
  errors: readonly TypeScriptError[],
): Promise<readonly TypeScriptError[]> {
  const { project, typescript, config, folder } = run;
  const inProject = (file: string): string => relativeTo(project, file);
  const contract = inProject(path.join(folder, "tsconfig.json"));
  const chain = new Set(config.file === null ? [] : chainOf(config.file).map(inProject));
  const isOption = ({ file }: TypeScriptError): boolean =>
    file === null || file === contract || chain.has(file);
  const others = errors.filter((error) => !isOption(error));
  if (others.length === errors.length) return errors;
  if (config.file === null)
    return errors.map((error) => (error.file === contract ? { ...error, file: null } : error));
  const quiet = ["--pretty", "false", "--traceResolution", "false"];
  const args = ["-p", config.file, ...quiet, "--listFilesOnly"];
  const { output } = await runTypeScript(typescript, project.root, args);
  const own = parseOutput(output, project.root).filter(
    (error) => isOption(error) && !NO_INPUT.has(error.code),
  );
  const known = new Set(own.map(({ code }) => code));
  const foreign = errors.filter((error) => isOption(error) && !known.has(error.code));
  const tsconfig = config.file;
  return [
    ...others,
    ...own,
    ...foreign.map((error) => (error.file === contract ? translated(error, run, tsconfig) : error)),
  ];
}

/** Moves an error to the option that it names, with paths relative to the project's tsconfig. */
function translated(error: TypeScriptError, { project, folder }: Run, tsconfig: string): TypeScriptError {
  const named = /[Oo]ption '(?:--)?(\w+)/.exec(error.message)?.[1];
  const moved = (text: string): string =>
    text.replaceAll(/"(\.{1,2}\/[^"]*)"/g, (_, quoted: string) =>
      JSON.stringify(specifierFrom(path.dirname(tsconfig), path.resolve(folder, quoted))),
    );
  return {
    ...error,
    message: moved(error.message),
    reason: moved(error.reason),
    file: relativeTo(project, tsconfig),
    ...placeOfOption(tsconfig, named),
  };
}

/** The place of an option in a tsconfig; the tsconfig's beginning if the option comes from a base. */
export function placeOfOption(
  file: string,
  name: string | undefined,
): Pick<TypeScriptError, "line" | "column"> {
  const source = parseJson(file, readFileSync(file, "utf8"));
  const found = indexOf(source.program)
    .of("Property")
    .find(({ key }) => key.type === "Literal" && key.value === name);
  if (found === undefined) return { line: 1, column: 1 };
  const { line, column } = source.placeOf(found.key);
  // The text is preceded by the parenthesis that makes it an expression.
  return { line, column: line === 1 ? column - 1 : column };
}
