// Removes esbuild's name-keeping calls that have no effect, and all of them from bunbox's own runtime.
//
// esbuild keeps names by a call for each function and class, even if the name is right already. A call takes 0.15 µs each
// time that the function is created, and a few bytes. The runtime never reads a function's name; marks in the output enclose it.
import type { Node } from "oxc-parser";
import type { Plugin } from "esbuild";
import { parse, type Range, type Source } from "../syntax/source.ts";
import { keyText } from "../syntax/scope.ts";
import { indexOf } from "../syntax/indexed.ts";
import { knowNames, type KnownNames, rangesIn } from "./known-names.ts";
import type { Edit } from "./source-map.ts";

const NAMESPACE = "bunbox-runtime";

/** A mark in the output: the entry imports `bunbox-runtime:begin` before the runtime and `bunbox-runtime:end` after it. */
const markOf = (which: string): string => `bunboxRuntime_${which};`;

/** Writes the marks where the entry imports them. */
export const markPlugin: Plugin = {
  name: NAMESPACE,
  setup(build) {
    build.onResolve({ filter: /^bunbox-runtime:/ }, ({ path: specifier }) => ({
      path: specifier.slice(NAMESPACE.length + 1),
      namespace: NAMESPACE,
    }));
    build.onLoad({ filter: /./, namespace: NAMESPACE }, ({ path: which }) => ({
      contents: markOf(which),
      loader: "js",
    }));
  },
};

/** Whether an input of the bundle is a mark. */
export function isMark(input: string): boolean {
  return input.startsWith(`${NAMESPACE}:`);
}

/** In more of the user's code than this, calls are only looked for if one may be within a function: parsing takes time. */
const SMALL = 16 * 1024;

/** Of a larger output, only the runtime's part is parsed: parsing all of it would take longer than bundling. */
const READ_WHOLE = 256 * 1024;

const HELPER =
  /^var __name ?= ?\(target, ?value\) ?=> ?__defProp\(target, ?"name", ?\{ ?value, ?configurable: ?(?:true|!0) ?\}\);/m;
const DEFINE = /^var __defProp ?= ?Object\.defineProperty;/m;

type Call = Extract<Node, { type: "CallExpression" }>;

/** The edits that remove the marks alone: the calls change nothing. */
export function markEdits({ text }: Source): readonly Edit[] {
  return [rangeOf(text, "begin"), rangeOf(text, "end")].flatMap((range) => removal(text, range));
}

/**
 * The edits that remove the calls and the marks, unsorted.
 *
 * @param known what is known of the runtime
 */
export function nameEdits(output: Source, known: KnownNames): readonly Edit[] {
  const code = output.text;
  const begin = rangeOf(code, "begin");
  const end = rangeOf(code, "end");
  const runtime = rangesIn(known, code, { start: begin.end, end: end.start }, everyRange);
  const others = isWorthReading(code.slice(0, begin.start) + code.slice(end.end))
    ? otherRanges(output.file, code)
    : [];
  return [begin, end, ...runtime, ...others].flatMap((range) => removal(code, range));
}

/**
 * Whether to look for calls outside of the runtime. At the beginning of a line, esbuild has written one below a function of
 * the module, which runs once, at the start. Any other may run with each message.
 */
function isWorthReading(others: string): boolean {
  if (others.length <= SMALL) return true;
  return others.length <= READ_WHOLE && /[^\n]__name\(/.test(others);
}

/**
 * The beginning of an output, which has esbuild's helpers. They come before all modules, and each module has a comment
 * with its name above it, unless whitespace is left out: then the modules before the runtime follow.
 */
export function helpersIn(code: string): string {
  const head = code.slice(0, rangeOf(code, "begin").start);
  const module = head.indexOf("\n// ", head.indexOf("const bunboxIsMain"));
  return module === -1 ? head : head.slice(0, module);
}

/** What there is to know of the runtime in an output. */
export function namesOfRuntime(code: string): KnownNames {
  return knowNames(code, { start: rangeOf(code, "begin").end, end: rangeOf(code, "end").start }, everyRange);
}

/** All calls in a text. */
function everyRange(text: string): readonly Range[] {
  const source = parse("runtime.js", text);
  return callsIn(source).flatMap((call) => rangesOf(text, call));
}

/** The calls outside of the runtime that have no effect, and the helper if there are no others. */
function otherRanges(file: string, code: string): readonly Range[] {
  const { start } = rangeOf(code, "begin");
  const { end } = rangeOf(code, "end");
  const source = parse(file, code.slice(0, start) + code.slice(end));
  const calls = callsIn(source);
  const idle = calls.filter((call) => isIdle(call));
  const place = (at: number): number => (at < start ? at : at + end - start);
  const ranges = idle
    .flatMap((call) => rangesOf(source.text, call))
    .map((range) => ({ start: place(range.start), end: place(range.end) }));
  return [...(idle.length === calls.length ? helperRanges(code) : []), ...ranges];
}

function callsIn({ program }: Source): readonly Call[] {
  return indexOf(program)
    .of("CallExpression")
    .filter(({ callee }) => callee.type === "Identifier" && callee.name === "__name");
}

/** The helper itself, once nothing calls it. */
function helperRanges(code: string): readonly Range[] {
  const helper = HELPER.exec(code);
  if (helper === null) return [];
  const define = code.split("__defProp").length === 3 ? DEFINE.exec(code) : null;
  return [helper, ...(define === null ? [] : [define])].map(({ index, 0: text }) => ({
    start: index,
    end: index + text.length,
  }));
}

/** Whether a function already has its name: its own, or that of its variable or property (ECMA-262, SetFunctionName). */
function isIdle({ arguments: [named, text], parent }: Call): boolean {
  if (text?.type !== "Literal" || typeof text.value !== "string") return false;
  const name = text.value;
  if (named?.type === "ThisExpression") {
    const owner = parent?.parent?.type === "StaticBlock" ? parent.parent.parent?.parent : undefined;
    return owner !== undefined && owner !== null && isNamed(owner, name);
  }
  if (named?.type !== "Identifier") return named !== undefined && isNamed(named, name, parent);
  const block = parent?.type === "ExpressionStatement" ? parent.parent : undefined;
  const statements = block?.type === "Program" || block?.type === "BlockStatement" ? block.body : [];
  return (
    named.name === name &&
    statements.some((each) => each.type === "FunctionDeclaration" && each.id?.name === name)
  );
}

/** The assignments that give a function a name. */
const NAMING: ReadonlySet<string> = new Set(["=", "&&=", "||=", "??="]);

/** @param user the node that assigns the value */
function isNamed(value: Node, name: string, user: Node | null | undefined = value.parent): boolean {
  const own =
    "id" in value && value.id !== null && value.id?.type === "Identifier" ? value.id.name : undefined;
  if (own !== undefined) return own === name;
  switch (user?.type) {
    case "VariableDeclarator":
      return user.id.type === "Identifier" && user.id.name === name;
    case "AssignmentExpression":
      return NAMING.has(user.operator) && user.left.type === "Identifier" && user.left.name === name;
    case "AssignmentPattern":
      return user.left.type === "Identifier" && user.left.name === name;
    case "Property":
    case "PropertyDefinition":
      return keyText(user.key, user.computed) === name && name !== "__proto__";
    default:
      return false;
  }
}

const PURE = "/* @__PURE__ */ ";

/** The ranges to remove: a whole statement or static block; of a call around a function, the text around the function. */
function rangesOf(text: string, call: Call): readonly Range[] {
  const [named] = call.arguments;
  const { parent } = call;
  if (named === undefined) return [];
  if (parent?.type === "ExpressionStatement")
    return [parent.parent?.type === "StaticBlock" ? parent.parent : parent];
  const isPure = text.startsWith(PURE, call.start - PURE.length);
  return [
    { start: call.start - (isPure ? PURE.length : 0), end: named.start },
    { start: named.end, end: call.end },
  ];
}

function rangeOf(code: string, which: string): Range {
  const comment = `// ${NAMESPACE}:${which}\n`;
  const at = code.indexOf(markOf(which));
  if (at < 0) throw new Error(`the output does not say where the runtime's ${which} is`);
  const start = code.startsWith(comment, at - comment.length) ? at - comment.length : at;
  return { start, end: at + markOf(which).length };
}

/** Removes a range by one edit per line, so that the lines of the source map stay the same. Indentation is removed too. */
function removal(code: string, { start, end }: Range): readonly Edit[] {
  const lineStart = code.lastIndexOf("\n", start - 1) + 1;
  let from = code.slice(lineStart, start).trim() === "" ? lineStart : start;
  return code
    .slice(from, end)
    .split("\n")
    .map((line) => {
      const edit = { start: from, end: from + line.length, text: "" };
      from += line.length + 1;
      return edit;
    });
}
