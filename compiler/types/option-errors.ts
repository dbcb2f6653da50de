// Brings what tsc says of the contract's tsconfig to the project's own: its places, and the paths that belong there.
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Project } from "../model.ts";
import { parseJson } from "../syntax/source.ts";
import { indexOf } from "../syntax/tree.ts";
import { chainOf } from "../syntax/tsconfigs.ts";
import { parseOutput, runTypeScript, type TypeScriptError } from "./run.ts";
import { NO_INPUT, type ProjectConfig } from "./tsconfig.ts";
import type { TypeScript } from "./typescript.ts";

/** Where a run of tsc took place. */
interface Run {
  readonly project: Project;
  readonly typescript: TypeScript;
  readonly config: ProjectConfig;
  /** The folder of the contract. */
  readonly folder: string;
}

/**
 * Replaces the errors of the contract's options by those of the project's own, as tsc has them: it lists files without a
 * check of any. An error that only the contract has is translated.
 */
export async function withoutContract(
  run: Run,
  errors: readonly TypeScriptError[],
): Promise<readonly TypeScriptError[]> {
  const { project, typescript, config, folder } = run;
  const inProject = (file: string): string => path.relative(project.root, file).split(path.sep).join("/");
  const contract = inProject(path.join(folder, "tsconfig.json"));
  const chain = new Set(config.file === null ? [] : chainOf(config.file).map(inProject));
  const isOption = ({ file }: TypeScriptError): boolean =>
    file === null || file === contract || chain.has(file);
  const others = errors.filter((error) => !isOption(error));
  if (others.length === errors.length) return errors;
  if (config.file === null)
    return errors.map((error) => (error.file === contract ? { ...error, file: null } : error));
  const args = ["-p", config.file, "--pretty", "false", "--listFilesOnly"];
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

/** The error at the option that it names, with its paths as they are from the project's tsconfig. */
function translated(error: TypeScriptError, { project, folder }: Run, tsconfig: string): TypeScriptError {
  const named = /[Oo]ption '(?:--)?(\w+)/.exec(error.message)?.[1];
  const moved = (text: string): string =>
    text.replaceAll(/"(\.{1,2}\/[^"]*)"/g, (_, quoted: string) => {
      const target = path.relative(path.dirname(tsconfig), path.resolve(folder, quoted));
      return JSON.stringify(`./${target.split(path.sep).join("/")}`.replace(/^\.\/\.\.\//, "../"));
    });
  return {
    ...error,
    message: moved(error.message),
    reason: moved(error.reason),
    file: path.relative(project.root, tsconfig).split(path.sep).join("/"),
    ...placeOfOption(tsconfig, named),
  };
}

/** Where an option stands in a tsconfig; its beginning if the option comes from a base. */
function placeOfOption(file: string, name: string | undefined): Pick<TypeScriptError, "line" | "column"> {
  const source = parseJson(file, readFileSync(file, "utf8"));
  const found = indexOf(source.program)
    .of("Property")
    .find(({ key }) => key.type === "Literal" && key.value === name);
  if (found === undefined) return { line: 1, column: 1 };
  const { line, column } = source.placeOf(found.key);
  // Before the text stands the parenthesis that makes it an expression.
  return { line, column: line === 1 ? column - 1 : column };
}
