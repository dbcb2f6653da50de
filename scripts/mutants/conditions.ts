// Finds the conditions of a source file, and rewrites the file with a switch at each: `MUTANT=7` breaks the seventh.
import {
  type BinaryExpression,
  type Expression,
  type LogicalExpression,
  parseSync,
  Visitor,
} from "oxc-parser";

/** A condition, broken in one way. */
export interface Mutant {
  readonly id: number;
  /** Relative to the repository. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** "`a === b` becomes `a !== b`". */
  readonly change: string;
}

/** A file with all its mutants in it. */
export interface Rewritten {
  readonly text: string;
  readonly mutants: readonly Mutant[];
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** A part of the text, and what it may be replaced with. */
interface Site extends Span {
  readonly replacements: Set<string>;
  /** Whether it is the name of a method, with the dot before it. */
  readonly isMethod: boolean;
}

const COUNTERPARTS: Readonly<Record<string, readonly string[]>> = {
  "===": ["!=="],
  "!==": ["==="],
  "<": ["<=", ">="],
  "<=": ["<", ">"],
  ">": [">=", "<="],
  ">=": [">", "<"],
  "&&": ["||"],
  "||": ["&&"],
};

/** The function that every switch calls. No source file has this name. */
const SWITCH = "mutant$";

// A function declaration works in circular imports too. Reached mutants are written at once, because tests kill servers.
// `test/compiler/rules/try-mutants.ts` puts a state of its own in its place, to try many mutants in one process.
const SWITCH_CODE = `
function ${SWITCH}(id) {
  const state = (globalThis.${SWITCH} ??= start());
  state.note?.(id);
  return state.active === id;
  function start() {
    const { MUTANT, MUTANTS_REACHED } = process.env;
    const reached = new Set();
    const note = (each) => {
      if (reached.has(each)) return;
      reached.add(each);
      process.getBuiltinModule("node:fs").appendFileSync(MUTANTS_REACHED, each + "\\n");
    };
    return { active: Number(MUTANT), note: MUTANTS_REACHED ? note : undefined };
  }
}
`;

/**
 * Rewrites a file.
 *
 * @param first the number of its first mutant
 */
export function rewrite(file: string, text: string, first: number): Rewritten {
  const mutants: Mutant[] = [];
  const body = render({ start: 0, end: text.length }, sitesOf(file, text));
  return { text: body + SWITCH_CODE, mutants };

  function render({ start, end }: Span, sites: readonly Site[]): string {
    let rendered = "";
    let from = start;
    for (const [index, site] of sites.entries()) {
      if (site.start < from) continue; // it is inside the previous site
      rendered += text.slice(from, site.start);
      rendered += site.isMethod ? renderMethod(site) : renderExpression(site, sites.slice(index + 1));
      from = site.end;
    }
    return rendered + text.slice(from, end);
  }

  function renderExpression(site: Site, later: readonly Site[]): string {
    const cases = [...site.replacements].map((after) => `${SWITCH}(${add(site, after)}) ? (${after}) : `);
    const inner = later.filter(({ end }) => end <= site.end);
    return `(${cases.join("")}${render(site, inner)})`;
  }

  function renderMethod(site: Site): string {
    const before = text.slice(site.start, site.end);
    const cases = [...site.replacements].map(
      (after) => `${SWITCH}(${add(site, after)}) ? "${nameOf(after)}" : `,
    );
    return `${before.includes("?.") ? "?." : ""}[${cases.join("")}"${nameOf(before)}"]`;
  }

  function add({ start, end }: Site, after: string): number {
    const above = text.slice(0, start).split("\n");
    const change = `\`${oneLine(text.slice(start, end))}\` becomes \`${oneLine(after)}\``;
    const column = (above.at(-1)?.length ?? 0) + 1;
    mutants.push({ id: first + mutants.length, file, line: above.length, column, change });
    return first + mutants.length - 1;
  }
}

/** The conditions of a file, outer ones before those inside them. */
function sitesOf(file: string, text: string): readonly Site[] {
  const sites = new Map<string, Site>();
  const textOf = ({ start, end }: Span): string => text.slice(start, end);
  const add = ({ start, end }: Span, replacement: string, isMethod = false): void => {
    const key = `${start}:${end}`;
    const site = sites.get(key) ?? { start, end, replacements: new Set(), isMethod };
    sites.set(key, site);
    site.replacements.add(replacement);
  };
  const operator = (node: BinaryExpression | LogicalExpression): void => {
    for (const counterpart of COUNTERPARTS[node.operator] ?? []) {
      const between = text.slice(node.left.end, node.right.start).replace(node.operator, () => counterpart);
      add(node, `${operand(node.left)}${between}${operand(node.right)}`);
    }
  };
  /** Parentheses keep the operands of a chain together under another operator. */
  const operand = (node: BinaryExpression["left"]): string =>
    node.type === "LogicalExpression" ? `(${textOf(node)})` : textOf(node);
  const test = (node: Expression | null): void => {
    // A comparison has its opposite already, and so has `!x`.
    if (node !== null && node.type !== "UnaryExpression" && !isComparison(node))
      add(node, `!(${textOf(node)})`);
  };
  const answer = (node: Expression | null): void => {
    if (node?.type === "Literal" && typeof node.value === "boolean") add(node, String(!node.value));
  };
  new Visitor({
    IfStatement: (node) => test(node.test),
    ConditionalExpression: (node) => test(node.test),
    WhileStatement: (node) => test(node.test),
    DoWhileStatement: (node) => test(node.test),
    ForStatement: (node) => test(node.test),
    ReturnStatement: (node) => answer(node.argument),
    ArrowFunctionExpression: ({ body }) => (body.type === "BlockStatement" ? undefined : answer(body)),
    BinaryExpression: operator,
    LogicalExpression(node) {
      if (node.operator === "??") add(node, textOf(node.right));
      else operator(node);
    },
    AssignmentExpression(node) {
      if (node.operator === "??=") add(node, `${textOf(node.left)} = ${textOf(node.right)}`);
    },
    UnaryExpression(node) {
      if (node.operator === "!") add(node, textOf(node.argument));
    },
    CallExpression({ callee }) {
      if (callee.type !== "MemberExpression" || callee.computed) return;
      const span = { start: callee.object.end, end: callee.property.end };
      if (callee.property.name === "some") add(span, textOf(span).replace("some", "every"), true);
      if (callee.property.name === "every") add(span, textOf(span).replace("every", "some"), true);
    },
  }).visit(parseSync(file, text).program);
  return [...sites.values()].toSorted((a, b) => a.start - b.start || b.end - a.end);
}

function isComparison(node: Expression): boolean {
  return node.type === "BinaryExpression" && node.operator in COUNTERPARTS;
}

function nameOf(method: string): string {
  return method.includes("some") ? "some" : "every";
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}
