// BBX2061: the URL of a request is compared with a path.
import type { Node } from "oxc-parser";
import { keyOf } from "../../syntax/constants.ts";
import type { Modules } from "../../syntax/exports.ts";
import { writtenValue } from "../../syntax/written.ts";
import { hasKey, listedIn, valuesBehind } from "../path-lists.ts";
import { placeOf, sourceOf } from "../../syntax/source.ts";
import type { HandlerRoles } from "../../syntax/roles.ts";
import { indexOf } from "../../syntax/indexed.ts";
import { unwrap } from "../../syntax/tree.ts";
import { decides, shortText, valuesOf } from "../questions.ts";
import { beginningOf, isZero } from "../beginnings.ts";
import { isOfRequest } from "../requests.ts";
import type { Rule } from "../rule.ts";

export const relativeUrl = {
  code: "BBX2061",
  severity: "error",
  name: "relative-url",
  label: "begins with `http`",
  meaning:
    "`req.url` is compared with a path, such as `/ws/chat`. It is a whole URL, with the scheme and the host, so it never equals a path and never begins with one. In Node and Express it is the path.",
  remedy: "Compare the path: `new URL(req.url).pathname`.",
  mayApply: ({ code, names }) => code.includes("url") || names.some(decides),
  inFile: ({ source, modules, handlers }) => {
    const index = indexOf(source.program);
    const compared = [
      ...index.of("BinaryExpression").flatMap((each) => comparedIn(modules, each)),
      ...index.of("CallExpression").flatMap((each) => askedIn(modules, each)),
      // `RULES[req.url]`
      ...index
        .of("MemberExpression")
        .filter(({ computed, object }) => computed && hasKey(modules, object, (key) => key.startsWith("/")))
        .map(({ property }) => property),
      ...index
        .of("SwitchStatement")
        .filter(({ cases }) => cases.some(({ test }) => test !== null && isPath(modules, test)))
        .map(({ discriminant }) => discriminant),
    ];
    return compared
      .filter((each) => isUrl(each, handlers))
      .toSorted((a, b) => a.start - b.start)
      .map((url) => ({
        place: placeOf(url),
        message: "The URL of a request begins with `http://` and the host, so it is not a path",
        hint: hintFor(url),
      }));
  },
} as const satisfies Rule;

function hintFor(url: Node): string {
  const text = `new URL(${shortText(beginningOf(url), "req.url")})`;
  // A path does not have the query.
  const { parent } = url;
  const asked = parent?.parent?.type === "CallExpression" ? parent.parent : parent;
  const hasQuery = sourceOf(url).text.slice(url.end, asked?.end).includes("?");
  return hasQuery && beginningOf(url) === url
    ? `Write \`${text}.pathname\`, and \`${text}.searchParams\` for the query, which a path does not have.`
    : `Write \`${text}.pathname\`.`;
}

function isUrl(value: Node, handlers: HandlerRoles): boolean {
  return isOfRequest(beginningOf(value), ["url"], handlers);
}

const EQUAL: ReadonlySet<string> = new Set(["==", "===", "!=", "!=="]);

/** The sides of `a === "/path"`. */
function comparedIn(
  modules: Modules,
  { operator, left, right }: Extract<Node, { type: "BinaryExpression" }>,
): readonly Node[] {
  if (!EQUAL.has(operator)) return [];
  const asked = isZero(right) ? left : isZero(left) ? right : undefined;
  if (asked !== undefined) return foundAtStart(modules, asked);
  return isPath(modules, right) ? [left] : isPath(modules, left) ? [right] : [];
}

/** What `a.indexOf("/path")` is about, whose result is compared with 0. */
function foundAtStart(modules: Modules, value: Node): readonly Node[] {
  const node = unwrap(value);
  if (node.type !== "CallExpression") return [];
  const callee = unwrap(node.callee);
  if (callee.type !== "MemberExpression") return [];
  const [argument] = node.arguments;
  return ["indexOf", "lastIndexOf"].includes(keyOf(callee) ?? "") && argument && isPath(modules, argument)
    ? [callee.object]
    : [];
}

/** What `a.startsWith("/path")`, `["/path"].includes(a)` and `/^\/path/.test(a)` are about. */
function askedIn(modules: Modules, call: Extract<Node, { type: "CallExpression" }>): readonly Node[] {
  const callee = unwrap(call.callee);
  const [argument] = call.arguments;
  if (callee.type !== "MemberExpression" || argument === undefined) return [];
  const owner = unwrap(callee.object);
  switch (keyOf(callee)) {
    case "startsWith":
      // Code for both kinds of URL asks for the slash alone, and code that skips the host says where the path begins.
      return isPath(modules, argument) && !isSlash(argument) && call.arguments.length === 1 ? [owner] : [];
    case "match":
    case "search":
      return isPathPattern(argument) ? [owner] : [];
    case "test":
    case "exec":
      return isPathPattern(owner) ? [argument] : [];
    case "get":
    case "has":
    case "includes":
    case "indexOf":
      return listedIn(modules, owner).some((each) => isPath(modules, each)) ? [argument] : [];
    default:
      return [];
  }
}

/** Whether a value is always a text that begins with a slash. */
function isPath(modules: Modules, value: Node, depth = 0): boolean {
  const node = writtenValue(modules, sourceOf(value), value, depth)?.node ?? unwrap(value);
  const isToo = (next: Node): boolean => isPath(modules, next, depth + 1);
  switch (node.type) {
    case "ConditionalExpression":
      return isToo(node.consequent) && isToo(node.alternate);
    case "BinaryExpression":
      return node.operator === "+" && isToo(node.left);
    case "TemplateLiteral": {
      const [text, first] = [node.quasis[0]?.value.raw, node.expressions[0]];
      return text === "" && first !== undefined ? isToo(first) : text?.startsWith("/") === true;
    }
    case "Literal":
      return typeof node.value === "string" && node.value.startsWith("/");
    case "Identifier": {
      const values = valuesBehind(modules, node);
      return values.length > 0 && values.every(isToo);
    }
    case "MemberExpression":
      // A member of an enum.
      return valuesOf(modules, node).some((each) => String(each.value).startsWith("/"));
    default:
      return false;
  }
}

function isSlash(value: Node): boolean {
  return value.type === "Literal" && value.value === "/";
}

/** Whether a regular expression is for texts that begin with a slash: `/^\/ws/`. */
function isPathPattern(value: Node): boolean {
  const node = unwrap(value);
  if (node.type !== "Literal" || !("regex" in node)) return false;
  const { pattern, flags } = node.regex;
  const isAtStart = pattern.startsWith("^/") || pattern.startsWith("^\\/");
  const isOptional = /^\^\\?\/[?*{]/.test(pattern);
  return isAtStart && !isOptional && !flags.includes("m") && !pattern.includes("|");
}
