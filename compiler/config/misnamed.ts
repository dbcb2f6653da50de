// Finds files that are meant as the configuration, but are not named `bunbox.config.ts`.
import { readdirSync } from "node:fs";
import path from "node:path";
import { editsBetween } from "../did-you-mean.ts";
import type { Project } from "../model.ts";
import { CONFIG_NAMES } from "./load-config.ts";

/** Names without dots, dashes and ending that stand for the configuration. */
const MEANT = ["bunboxconfig", "bunboxconf", "bunboxcfg", "bunboxrc", "bunboxsettings", "bunboxoptions"];

const ENDINGS = /^(?:[cm]?[jt]sx?|jsonc?|json5|ya?ml|toml)$/;
const DATA = /^(?:json|y|toml)/;

/** Folders in which other tools have their configurations. */
const FOLDERS: ReadonlySet<string> = new Set([".config", "app", "config", "src"]);

/**
 * The files that are named almost like the configuration, relative to the project.
 *
 * @param config the configuration that is read; `null` if there is none
 */
export function misnamedConfigs({ root }: Project, config: string | null): readonly string[] {
  const names = namesIn(root);
  // A disk that treats both cases alike finds it under another name too.
  const isRead = (name: string): boolean =>
    name === config || (config !== null && !names.includes(config) && name.toLowerCase() === config);
  const beside = names.filter((name) => isMeant(name) && !isRead(name));
  if (config !== null) return beside;
  const within = names
    .filter((name) => FOLDERS.has(name))
    .flatMap((folder) =>
      namesIn(path.join(root, folder))
        .filter((name) => CONFIG_NAMES.includes(name))
        .map((name) => `${folder}/${name}`),
    );
  return [...beside, ...within];
}

/** The scripts that have the name of bunbox alone, relative to the project: they may be a module of its own. */
export function namesakes({ root }: Project): readonly string[] {
  return namesIn(root).filter((name) => /^bunbox\.[cm]?[jt]sx?$/.test(name));
}

/** Whether a name stands for the configuration. `bunbox.config.test.ts` and `bunbox.config.local.ts` are others. */
function isMeant(name: string): boolean {
  const words = name.replace(/^\./, "").split(/[._-]/);
  const ending = words.length > 1 && ENDINGS.test(words.at(-1) ?? "") ? words.pop() : undefined;
  if (words.length > 2) return false;
  const word = words.join("").toLowerCase();
  if (word === "bunbox") return ending !== undefined && DATA.test(ending);
  return MEANT.some((each) => editsBetween(word, each) <= 1);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch {
    return []; // It is a file, or cannot be read.
  }
}
