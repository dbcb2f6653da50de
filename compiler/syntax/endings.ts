// Finds where a function can end without a value: a `return` without one, and the end of its body if it may be reached.
import type { Node } from "oxc-parser";
import { type FunctionNode, functionAround, within } from "./tree.ts";

/** Each `return` without a value, and the body if its end may be reached. */
export function endsWithoutValue(fn: FunctionNode): readonly Node[] {
  const { body } = fn;
  if (body === null || body.type !== "BlockStatement") return [];
  const bare = within(fn, ["ReturnStatement"]).filter(
    (each) => each.argument === null && functionAround(each) === fn,
  );
  return mayComplete(body) ? [...bare, body] : bare;
}

/** Whether the statement after this one may run. If that is not plain, such as after a loop, the answer is yes. */
function mayComplete(statement: Node | null): boolean {
  switch (statement?.type) {
    case "ReturnStatement":
    case "ThrowStatement":
      return false;
    case "BlockStatement":
      return statement.body.every(mayComplete);
    case "IfStatement":
      return mayComplete(statement.consequent) || mayComplete(statement.alternate);
    case "TryStatement": {
      const { block, handler, finalizer } = statement;
      if (finalizer !== null && !mayComplete(finalizer)) return false;
      return mayComplete(block) || (handler !== null && mayComplete(handler.body));
    }
    case "SwitchStatement": {
      const last = statement.cases.at(-1);
      // A `break` may belong to a loop within, which does not matter.
      if (last === undefined || within(statement, ["BreakStatement"]).length > 0) return true;
      return !statement.cases.some(({ test }) => test === null) || last.consequent.every(mayComplete);
    }
    default:
      return true;
  }
}
