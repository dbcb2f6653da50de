// Replaces several errors of TypeScript that one setting causes by one error at that setting.
import { existsSync } from "node:fs";
import path from "node:path";
import type { Diagnostic, Project } from "../model.ts";
import { readManifest } from "../packages.ts";
import { relativeTo } from "../place.ts";
import { unfitTsconfig } from "../rules/build/unfit-tsconfig.ts";
import { report } from "../rules/rule.ts";
import { chainOf, optionOf } from "../syntax/tsconfigs.ts";
import { placeOfOption } from "./option-errors.ts";
import type { TypeScriptError } from "./run.ts";
import type { ProjectConfig } from "./tsconfig.ts";

/** A setting that causes errors. */
interface Cause {
  /** The option of the tsconfig; `type` is the field of package.json. */
  readonly setting: "module" | "moduleResolution" | "target" | "lib" | "esModuleInterop" | "type";
  readonly hint: string;
}

/** Errors and what they have become. */
export interface Explained {
  readonly errors: readonly TypeScriptError[];
  readonly diagnostics: readonly Diagnostic[];
}

const OLD_MODULES: ReadonlySet<unknown> = new Set(["commonjs", "amd", "umd", "system", "none"]);

/** `import`, `export` and a top-level `await` in what TypeScript takes for CommonJS. */
const IN_COMMONJS: ReadonlySet<string> = new Set([
  "TS1286",
  "TS1287",
  "TS1295",
  "TS1309",
  "TS1343",
  "TS1378",
  "TS1432",
  "TS1479",
  "TS1541",
]);
const AWAIT: ReadonlySet<string> = new Set(["TS1378", "TS1432"]);
/** Names and methods that only a newer `lib` has. */
const NEWER_LIBRARY: ReadonlySet<string> = new Set(["TS2550", "TS2583", "TS2585"]);
/** Syntax that only a newer `target` has. */
const NEWER_SYNTAX: ReadonlySet<string> = new Set(["TS1501", "TS2569", "TS2737", "TS2802", "TS18028"]);

/** Replaces the errors of each cause that has at least two. A single error says more at its own place. */
export function byCause(
  project: Project,
  config: ProjectConfig,
  errors: readonly TypeScriptError[],
): Explained {
  const groups = new Map<Cause["setting"], [Cause, ...TypeScriptError[]]>();
  for (const error of errors) {
    const cause = causeOf(project, config, error);
    if (cause === undefined) continue;
    const group = groups.get(cause.setting) ?? [cause];
    groups.set(cause.setting, group);
    group.push(error);
  }
  const explained = new Set<TypeScriptError>();
  const diagnostics: Diagnostic[] = [];
  for (const [cause, ...caused] of groups.values()) {
    const [first, ...others] = caused;
    if (first === undefined || others.length === 0) continue;
    for (const error of caused) explained.add(error);
    diagnostics.push(describe(project, config, cause, first, caused.length));
  }
  return { errors: errors.filter((error) => !explained.has(error)), diagnostics };
}

function causeOf(
  { root }: Project,
  { compilerOptions, file }: ProjectConfig,
  { code, reason, file: wrong }: TypeScriptError,
): Cause | undefined {
  if (file === null || wrong === null) return undefined;
  const { module, lib } = compilerOptions;
  const isOld = OLD_MODULES.has(module) || (module === undefined && AWAIT.has(code));
  const preserve = '`"module": "preserve"`';
  if (isOld && IN_COMMONJS.has(code)) {
    // Without a module, TypeScript 5 has an old target too.
    if (module === undefined)
      return { setting: "module", hint: `Set ${preserve} and \`"target": "esnext"\`.` };
    const isSet = compilerOptions["moduleResolution"] !== undefined;
    return {
      setting: "module",
      hint: `Set ${preserve}${isSet ? ' and `"moduleResolution": "bundler"`' : ""}.`,
    };
  }
  if (AWAIT.has(code) || NEWER_SYNTAX.has(code))
    return { setting: "target", hint: 'Set `"target": "esnext"`.' };
  if (IN_COMMONJS.has(code) && isScriptPackage(root))
    return {
      setting: "type",
      hint: 'Write `"type": "module"` into package.json: the server is an ES module.',
    };
  if (code === "TS2792" || reason.includes("under your current 'moduleResolution' setting")) {
    const also = OLD_MODULES.has(module) ? `${preserve} and ` : "";
    return { setting: "moduleResolution", hint: `Set ${also}\`"moduleResolution": "bundler"\`.` };
  }
  if (NEWER_LIBRARY.has(code))
    return lib === undefined
      ? { setting: "target", hint: 'Set `"target": "esnext"`.' }
      : { setting: "lib", hint: 'Add `"esnext"` to `lib`.' };
  return code === "TS1259"
    ? { setting: "esModuleInterop", hint: 'Set `"esModuleInterop": true`.' }
    : undefined;
}

/** Whether package.json says, or does not deny, that `.ts` files are CommonJS. */
function isScriptPackage(root: string): boolean {
  const { type }: { readonly type?: unknown } = readManifest(root);
  return existsSync(path.join(root, "package.json")) && type !== "module";
}

function describe(
  project: Project,
  config: ProjectConfig,
  { setting, hint }: Cause,
  { code, message, file, line, column }: TypeScriptError,
  count: number,
): Diagnostic {
  const { value, ...at } = setting === "type" ? inManifest(project) : inTsconfig(project, config, setting);
  const is = value === undefined ? "is not set" : `is ${JSON.stringify(value)}`;
  return report(
    unfitTsconfig,
    { ...at, endLine: at.line, endColumn: at.column },
    `\`${setting}\` ${is}, which causes ${count} errors`,
    {
      reason: `${code}: ${message}`,
      hint,
      related: [
        {
          message: "the first of them",
          place: { file: file ?? "", line, column, endLine: line, endColumn: column },
        },
      ],
    },
  );
}

/** Where something is set, and its value. */
interface SettingPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly value: unknown;
}

function inManifest({ root }: Project): SettingPlace {
  const { type }: { readonly type?: unknown } = readManifest(root);
  const at = placeOfOption(path.join(root, "package.json"), "type");
  return { file: "package.json", ...at, value: type };
}

/** The option's place in the project, or that of the `extends` which brings it from elsewhere. */
function inTsconfig(
  project: Project,
  { file, compilerOptions }: ProjectConfig,
  option: string,
): SettingPlace {
  const tsconfig = file ?? "";
  const setter = optionOf(chainOf(tsconfig), option)?.file;
  const value = setter === undefined ? undefined : compilerOptions[option];
  const isOwn = setter !== undefined && !/^\.\.\/|node_modules\//.test(relativeTo(project, setter));
  const at =
    setter === undefined
      ? placeOfOption(tsconfig, "compilerOptions")
      : isOwn || setter === tsconfig
        ? placeOfOption(setter, option)
        : placeOfOption(tsconfig, "extends");
  return { file: relativeTo(project, isOwn ? setter : tsconfig), ...at, value };
}
