// Finds out whether the parser can read a deeply nested text: its stack overflows beyond some 6,000 levels (oxc-parser
// 0.159, 8 MiB of stack), which ends the process.
//
// A scan finds how deep a text nests at most. If that is too deep, or the scan cannot know, another process tries it out:
// of JSX it knows only how many tokens there are.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";

/** Levels that every parser's stack has room for. */
const SAFE = 3000;

/** Milliseconds that the other process has. The parser takes very long for some chains, such as 20,000 times `readonly`. */
const PATIENCE = 10_000;

/** Whether the parser gets to the end of a text. */
export function canBeParsed(name: string, text: string): boolean {
  if (hasAtMost(text, SAFE) || (!name.endsWith("x") && nestsAtMost(text, SAFE))) return true;
  const parser = createRequire(import.meta.url).resolve("oxc-parser");
  const script = `const [parser, name] = process.argv.slice(1);
    const { parseSync } = require(parser);
    parseSync(name, require("node:fs").readFileSync(0, "utf8"), { preserveParens: false, astType: "ts" }).program;`;
  const { status } = spawnSync(process.execPath, ["-e", script, parser, name], {
    input: text,
    stdio: ["pipe", "ignore", "ignore"],
    maxBuffer: text.length * 4 + 1024,
    timeout: PATIENCE,
  });
  return status === 0;
}

/**
 * Whether a text has at most so many tokens, words in strings and comments included. Each level needs one, so it does not nest
 * deeper.
 */
export function hasAtMost(text: string, limit: number): boolean {
  if (text.length <= limit) return true;
  const token = /[$\p{ID_Continue}]+|\S/gu;
  let count = 0;
  while (count <= limit && token.test(text)) count += 1;
  return count <= limit;
}

/** Comments, words, and whatever begins, ends or continues a string or a level. */
const TOKEN = /\/\/.*|\/\*[^]*?\*\/|[$\p{ID_Continue}]+|[()[\]{}`;,"'/@#.?!~<>=+*%&|^:-]/gu;
/** What ends a string, or the text of a template, if no backslash is before it. */
const END: Readonly<Record<string, RegExp>> = {
  '"': /["\\\n\r]/g,
  "'": /['\\\n\r]/g,
  "`": /[`\\]|\$\{/g,
};
const REGULAR_EXPRESSION = /\/(?:[^\\/[\n\r]|\\.|\[(?:[^\]\\\n\r]|\\.)*\])+\/\w*/y;
const WORD = /^[$\p{ID_Continue}]/u;

const wordsOf = (text: string): ReadonlySet<string> => new Set(text.split(" "));
/** Words before an operand or a statement. */
const OPERATORS = wordsOf(
  "case delete do else extends for if in instanceof new return throw typeof void while with",
);
/** Words that are operators in some places and names in others. */
const CONTEXTUAL = wordsOf("as asserts await infer is keyof of readonly satisfies unique yield");
/** Words that may continue a statement or an expression after a `}`. */
const CONTINUING = wordsOf(
  "as catch else extends finally from implements in instanceof is of satisfies while",
);
const CONTROLS = wordsOf("for if while with");

const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}", "`": "}" };

/** An open bracket, or the expression of a template. */
interface Group {
  readonly bracket: string;
  /** Whether it is `(` after `if` or the like, so that a statement follows. */
  readonly isControl: boolean;
  /** Levels in it that may be open at this place. */
  levels: number;
  /** Those of them that a comma does not end: type arguments, `else`. */
  kept: number;
}

/** What comes before a token, where it is not the token itself. */
const OPERAND = "0";

/**
 * Whether a text is certain not to nest deeper than a limit. It may count too many levels, but never too few: each
 * operator or member of a chain is one, until its statement ends.
 */
export function nestsAtMost(text: string, limit: number): boolean {
  const groups: Group[] = [];
  let group: Group = { bracket: "", isControl: false, levels: 0, kept: 0 };
  let total = 0;
  let before = ";";
  const level = (): void => {
    group.levels += 1;
    total += 1;
  };
  const open = (bracket: string): void => {
    level();
    groups.push(group);
    group = { bracket, isControl: bracket === "(" && CONTROLS.has(before), levels: 0, kept: 0 };
    before = bracket;
  };
  const reset = (levels: number): void => {
    total -= group.levels - levels;
    group.levels = levels;
  };
  /** Goes to the end of a string, or of a template's text; `undefined` if it does not end. */
  const skip = (quote: string): string | undefined => {
    const pattern = END[quote] ?? TOKEN;
    pattern.lastIndex = TOKEN.lastIndex;
    let end = pattern.exec(text)?.[0];
    for (; end === "\\"; end = pattern.exec(text)?.[0]) pattern.lastIndex += 1;
    TOKEN.lastIndex = pattern.lastIndex;
    if (end === "${") open("`");
    else before = OPERAND;
    return end;
  };
  TOKEN.lastIndex = text.startsWith("#!") ? text.search(/[\n\r]|$/) : 0;
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
    if (total > limit) return false;
    const [token] = match;
    if (token.startsWith("//") || token.startsWith("/*")) continue;
    const isWord = WORD.test(token);
    if ((before === ";" && token !== "else") || (before === "}" && isWord && !CONTINUING.has(token))) {
      reset(0);
      group.kept = 0;
    }
    if (isWord) {
      const isName = before === "." || !(OPERATORS.has(token) || CONTEXTUAL.has(token));
      if (!isName) level();
      if (token === "else") group.kept += 1;
      before = isName ? OPERAND : token;
      continue;
    }
    switch (token) {
      case "(":
      case "[":
      case "{":
        open(token);
        break;
      case ")":
      case "]":
      case "}": {
        const { bracket, isControl } = group;
        const outer = groups.pop();
        if (outer === undefined || CLOSING[bracket] !== token) return false;
        reset(0);
        group = outer;
        before = isControl ? "if" : token;
        if (bracket === "`" && skip("`") === undefined) return false;
        break;
      }
      case "`":
        level();
        if (skip("`") === undefined) return false;
        break;
      case ",":
        reset(group.kept);
        before = token;
        break;
      case '"':
      case "'":
        if (skip(token) !== token) return false;
        break;
      case "/":
        if (before === "}" || CONTEXTUAL.has(before)) return false; // It divides, or begins a regular expression.
        if ([OPERAND, ")", "]"].includes(before)) {
          level();
          before = token;
          break;
        }
        REGULAR_EXPRESSION.lastIndex = match.index;
        if (!REGULAR_EXPRESSION.test(text)) return false;
        TOKEN.lastIndex = REGULAR_EXPRESSION.lastIndex;
        before = OPERAND;
        break;
      default:
        if (token !== ";") level();
        if (token === "<") group.kept += 1;
        before = token;
    }
  }
  return groups.length === 0 && total <= limit;
}
