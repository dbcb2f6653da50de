// BBX2050: a timer of `onOpen` that runs on when the socket has closed.
import type { Node } from "oxc-parser";
import { booleanOf, keyOf } from "../../syntax/constants.ts";
import { callsOf, originsOf } from "../../syntax/origins.ts";
import { reachableFrom } from "../../syntax/reach.ts";
import type { HandlerRoles } from "../../syntax/roles.ts";
import { bindingAt } from "../../syntax/scope.ts";
import { placeOf, type Source, sourceOf } from "../../syntax/source.ts";
import { indexOf } from "../../syntax/indexed.ts";
import { type FunctionNode, functionAround, unwrap, within } from "../../syntax/tree.ts";
import { runningOf } from "../after-close.ts";
import { type Call, handlerNamed, isGlobal, isRole, sourcesOf } from "../questions.ts";
import type { Rule } from "../rule.ts";
import { isConditional, isStoppedIn, mentionsOf, repeating, STOPS } from "../timers.ts";
import { timerHint } from "../timer-hint.ts";

type Identifier = Extract<Node, { type: "Identifier" }>;

/** Methods that may stop a timer: of the timer itself, of an `AbortController`, of something disposable. */
const STOPPING: ReadonlySet<string> = new Set(["abort", "dispose", "close"]);

export const endlessTimer = {
  code: "BBX2050",
  severity: "warning",
  name: "endless-timer",
  label: "never stopped",
  meaning:
    "`onOpen` starts a timer that repeats, and nothing that `onClose` runs stops it, or the next socket's timer takes its place in a variable of the module. It runs for as long as the server does, once for every socket that was ever open.",
  remedy:
    "Keep what `setInterval` returns, for example in a `WeakMap` by socket, and give it to `clearInterval` in `onClose`.",
  mayApply: ({ names, code }) =>
    names.includes("onOpen") && ["setInterval", "setTimeout"].some((name) => code.includes(name)),
  inHandlers({ modules, handlers }) {
    const onOpen = handlerNamed(handlers, "onOpen");
    if (onOpen === undefined) return [];
    const own = new Set(sourcesOf(handlers));
    const starts = [...own].flatMap(({ program }) =>
      indexOf(program)
        .of("CallExpression")
        .flatMap((call) => repeating(modules, call) ?? []),
    );
    // Most routes have no timer, and what handlers run takes long to find.
    if (starts.length === 0) return [];
    const running = runningOf(modules, handlers);
    const stops = [...new Set([...own, ...running.sources])]
      .flatMap(({ program }) => stopsIn(program, handlers))
      .filter((each) => running.isClosing(each) || (own.has(sourceOf(each)) && running.isLoose(each)));
    const opening = reachableFrom(modules, [onOpen]);
    // A timer that another socket has started may be stopped before the next one starts.
    const onlyCloses = [...own]
      .flatMap(({ program }) => stopsIn(program, handlers))
      .every((each) => running.isClosing(each) && !isWithin(each, opening));
    const isReplaced = (call: Call): boolean => onlyCloses && isOverwritten(call, onOpen, handlers);
    const timers = starts
      .filter(({ call, tick }) => {
        const fn = functionAround(call);
        if (fn === undefined || !opening.has(fn) || isShared(call, fn) || isStoppedIn(fn, call)) return false;
        return isReplaced(call) || !isStopped(tick);
      })
      .toSorted((a, b) => a.call.start - b.call.start);
    return timers
      .filter(({ call, tick }, index) => {
        const first = timers.findIndex((each) => each.tick !== undefined && each.tick === tick);
        return isKept(call) && (first < 0 || first === index);
      })
      .map((timer, index) => ({
        place: placeOf(timer.call.callee),
        message: isReplaced(timer.call)
          ? "The next socket's timer takes the place of this one, which nothing stops then"
          : "Nothing stops this timer when the socket closes",
        hint: timerHint(timer, index, onOpen, handlers),
      }));

    function isStopped(tick: FunctionNode | undefined): boolean {
      if (stops.length > 0) return true;
      if (tick === undefined) return false;
      return [...reachableFrom(modules, [tick])].some((fn) => stopsIn(fn, handlers).length > 0);
    }
  },
} as const satisfies Rule;

function isWithin(call: Node, functions: ReadonlySet<FunctionNode>): boolean {
  const fn = functionAround(call);
  return fn !== undefined && functions.has(fn);
}

/** What may stop a timer in a part of a file: calls, and functions that something else may call. */
function stopsIn(part: Node, handlers: HandlerRoles): readonly Node[] {
  const calls = within(part, ["CallExpression"]).filter((call) => isStop(call, handlers));
  return [...mentionsOf(part, STOPS), ...calls];
}

/** Whether a call may stop a timer by a method. `ws.close()` does not. */
function isStop(call: Call, handlers: HandlerRoles): boolean {
  const callee = unwrap(call.callee);
  if (callee.type !== "MemberExpression") return false;
  if (callee.computed && keyOf(callee) === undefined) return isDispose(callee.property);
  return (
    STOPPING.has(keyOf(callee) ?? "") &&
    !originsOf(callee.object).some((origin) => isRole(origin, "socket", handlers, []))
  );
}

/** `Symbol.dispose` */
function isDispose(key: Node): boolean {
  return key.type === "MemberExpression" && isGlobal(key.object, "Symbol") && keyOf(key) === "dispose";
}

/** Whether every socket puts its timer into one variable of the module, and it is nowhere else. */
function isOverwritten(call: Call, onOpen: FunctionNode, handlers: HandlerRoles): boolean {
  const { parent } = call;
  if (parent?.type !== "AssignmentExpression") return false;
  const { left } = parent;
  if (!isState(left) || parent.parent?.type !== "ExpressionStatement") return false;
  return isAlwaysRun(call, onOpen) && !isUsed(left) && !isExclusive(sourceOf(left), handlers);
}

/** Whether the file keeps the socket, or a word such as `taken`, in a variable of the module: it may allow one socket at a time. */
function isExclusive({ program }: Source, handlers: HandlerRoles): boolean {
  return indexOf(program)
    .of("AssignmentExpression")
    .some(({ left, right }) => {
      if (!isState(left)) return false;
      return (
        booleanOf(right) !== undefined ||
        originsOf(right).some((origin) => isRole(origin, "socket", handlers, []))
      );
    });
}

/** Whether `onOpen` runs a place for every socket, itself or by functions that it calls. */
function isAlwaysRun(node: Node, onOpen: FunctionNode, seen: Set<Node> = new Set()): boolean {
  const fn = functionAround(node);
  if (fn === undefined || seen.has(fn) || isConditional(node, fn)) return false;
  seen.add(fn);
  const calls = callsOf(fn);
  return fn === onOpen || (calls.length > 0 && calls.every((each) => isAlwaysRun(each, onOpen, seen)));
}

/** Whether the file does anything with a variable but set it and stop the timer that it has. */
function isUsed(variable: Identifier): boolean {
  const id = bindingAt(variable, variable.name)?.id;
  return indexOf(sourceOf(variable).program)
    .of("Identifier")
    .filter((each) => each.name === variable.name && each !== id && bindingAt(each, each.name)?.id === id)
    .some(({ parent, start }) => {
      if (parent?.type === "AssignmentExpression") return parent.left.start !== start;
      return parent?.type !== "CallExpression" || mentionsOf(parent.callee, STOPS).length === 0;
    });
}

/** Whether the program keeps the timer itself or drops it, and does not give it to a function that may stop it. */
function isKept(call: Call): boolean {
  const { parent } = call;
  if (parent?.type === "VariableDeclarator")
    return parent.parent?.type !== "VariableDeclaration" || !parent.parent.kind.includes("using");
  if (parent?.type !== "CallExpression" || parent.callee === call) return true;
  const callee = unwrap(parent.callee);
  return callee.type === "MemberExpression" && ["set", "add", "push"].includes(keyOf(callee) ?? "");
}

/** Whether all sockets share the timer: it is started only if a variable of the module says so. */
function isShared(call: Call, fn: FunctionNode): boolean {
  const { parent } = call;
  if (parent?.type === "AssignmentExpression") {
    if (parent.operator !== "=" && isState(parent.left)) return true;
    if (isState(parent.left) && isTested(parent.left)) return true;
  }
  return within(fn, ["IfStatement", "ConditionalExpression", "LogicalExpression"]).some((each) => {
    const test = each.type === "LogicalExpression" ? each.left : each.test;
    const around = each.start < call.start && call.end <= each.end;
    const returns =
      each.end <= call.start && within(each, ["ReturnStatement"]).some((one) => functionAround(one) === fn);
    return (around || returns) && within(test, ["Identifier"]).some(isState);
  });
}

/** Whether a condition of the file reads the variable that an assignment changes. */
function isTested(target: Identifier): boolean {
  return indexOf(sourceOf(target).program)
    .of("IfStatement")
    .some(({ test }) =>
      within(test, ["Identifier"]).some(
        (each) =>
          each.name === target.name && bindingAt(each, each.name)?.id === bindingAt(target, target.name)?.id,
      ),
    );
}

/** Whether a name is a variable of the module that can change: by assignment, or as a collection. */
function isState(target: Node): target is Identifier {
  const declaration = target.type === "Identifier" ? bindingAt(target, target.name)?.declaration : undefined;
  if (declaration?.type !== "VariableDeclarator" || functionAround(declaration) !== undefined) return false;
  const { parent, init } = declaration;
  const isConstant = parent?.type === "VariableDeclaration" && parent.kind === "const";
  const value = init === null ? undefined : unwrap(init);
  return !isConstant || value?.type === "NewExpression" || value?.type === "ObjectExpression";
}
