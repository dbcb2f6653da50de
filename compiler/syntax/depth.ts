// Tries out, in another process, whether the parser can read a deeply nested text: its stack overflows beyond some
// 6,000 levels (oxc-parser 0.159, 8 MiB of stack), which ends the process.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";

/** Levels that every parser's stack has room for. */
const SAFE = 3000;

/** A token that can begin a level. It is counted in strings and comments too, because only the parser decides. */
const LEVEL = /[([{?!~<+*/%&|^:-]|=>|\b(?:else|new|typeof|void|await|yield|delete|do)\b/g;

/** Whether the parser gets to the end of a text. */
export function canBeParsed(name: string, text: string): boolean {
  if (text.length <= SAFE || (text.match(LEVEL)?.length ?? 0) <= SAFE) return true;
  const parser = createRequire(import.meta.url).resolve("oxc-parser");
  const script = `const [parser, name] = process.argv.slice(1);
    const { parseSync } = require(parser);
    parseSync(name, require("node:fs").readFileSync(0, "utf8"), { preserveParens: false, astType: "ts" });`;
  const { status } = spawnSync(process.execPath, ["-e", script, parser, name], {
    input: text,
    stdio: ["pipe", "ignore", "ignore"],
    maxBuffer: text.length * 4 + 1024,
  });
  return status === 0;
}
