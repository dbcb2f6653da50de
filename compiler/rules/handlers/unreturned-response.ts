// BBX2059: `upgrade` or `guard` makes a `Response` and does not return it.
import type { Node } from "oxc-parser";
import type { Modules } from "../../syntax/exports.ts";
import { bindingAt } from "../../syntax/scope.ts";
import { placeOf } from "../../syntax/source.ts";
import { type FunctionNode, functionAround, unwrap, within } from "../../syntax/tree.ts";
import { decides, decidingHandler, shortText, statementsFrom } from "../questions.ts";
import { leaves } from "../results.ts";
import type { Rule } from "../rule.ts";
import { makesResponse, unusedIn, useOf } from "../uncaught.ts";

export const unreturnedResponse = {
  code: "BBX2059",
  severity: "error",
  name: "unreturned-response",
  label: "not returned",
  meaning:
    "`upgrade` or `guard`, or a function that it calls, makes a `Response` and does nothing with it. A response refuses only if `upgrade` or `guard` returns it, so the client may get in.",
  remedy: "Write `return` before it.",
  mayApply: ({ names }) => names.some(decides),
  inHandlers({ modules, handlers }) {
    const deciding = decidingHandler(handlers);
    if (deciding === undefined) return [];
    const name = handlers.get(deciding)?.find(decides) ?? "upgrade";
    const dropped = statementsFrom(modules, deciding).flatMap(({ fn, expression }) =>
      droppedIn(expression).flatMap((each) => {
        const values = valuesOf(modules, each);
        if (!values.some(makesResponse)) return [];
        const isAlways = values.every(makesResponse);
        return {
          place: placeOf(each),
          message: isAlways
            ? "This `Response` is not returned, so it refuses nobody"
            : "This may return a `Response`, which is not returned from here, so it refuses nobody",
          hint: isCallback(fn)
            ? `What a callback returns may go nowhere. Ask in \`${name}\` itself, in a \`for\` loop for example, and return the \`Response\` there.`
            : hintFor(each, isAlways, fn === deciding ? "" : name),
        };
      }),
    );
    const unread = unreadIn(deciding).map((variable) => ({
      place: placeOf(variable),
      message: `Nothing reads \`${variable.name}\`, so this \`Response\` refuses nobody`,
      hint: `Write \`return ${variable.name};\` where the client must not get in.`,
    }));
    return [...dropped, ...unread];
  },
} as const satisfies Rule;

/** The variables of a function that stand for a `Response`, and that nothing names again. */
function unreadIn(fn: FunctionNode): readonly Extract<Node, { type: "Identifier" }>[] {
  return within(fn, ["VariableDeclarator"]).flatMap((declaration) => {
    const { id, init } = declaration;
    // A function within it returns for itself alone.
    if (
      functionAround(declaration) !== fn ||
      id.type !== "Identifier" ||
      init === null ||
      !makesResponse(unwrap(init))
    )
      return [];
    const isRead = within(fn, ["Identifier"]).some(
      (each) => each !== id && each.name === id.name && bindingAt(each, each.name)?.id === id,
    );
    return isRead ? [] : [id];
  });
}

/** The expressions of a statement whose values nobody uses, also once they are awaited. */
function droppedIn(expression: Node): readonly Node[] {
  return unusedIn(expression).flatMap((each) =>
    each.type === "AwaitExpression" ? droppedIn(each.argument) : each,
  );
}

/** What a call can return. */
function valuesOf(modules: Modules, value: Node): readonly Node[] {
  if (value.type !== "CallExpression" && value.type !== "NewExpression") return [];
  return leaves(modules, value).map(({ node }) => node);
}

/** Whether a function is given to another one, which uses what it returns, or drops it. */
function isCallback(fn: FunctionNode): boolean {
  return fn.parent?.type === "CallExpression" && fn.parent.callee !== fn;
}

/** @param above the function that must return it too; `""` if this is the one */
function hintFor(value: Node, isAlways: boolean, above: string): string {
  const text = shortText(value, isAlways ? "new Response(…)" : "check(…)", 80);
  const awaited = useOf(value) === "awaited" ? `await ${text}` : text;
  // `known || new Response()` is an expression, which a `return` cannot be in.
  if (value.parent?.type === "LogicalExpression" || value.parent?.type === "ConditionalExpression")
    return `Write an \`if\` instead, and \`return ${awaited};\` in it.`;
  const written = isAlways
    ? `return ${awaited};`
    : `const denied = ${awaited}; if (denied instanceof Response) return denied;`;
  return above === "" ? `Write \`${written}\`` : `Write \`${written}\`, and let \`${above}\` return it too.`;
}
