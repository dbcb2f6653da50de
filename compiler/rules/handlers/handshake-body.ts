// BBX2063: `upgrade` or `guard` reads the body of the handshake, which has none.
import { originsOf, parametersOf } from "../../syntax/origins.ts";
import { keyOf } from "../../syntax/constants.ts";
import { placeOf } from "../../syntax/source.ts";
import { type FunctionNode, unwrap, within } from "../../syntax/tree.ts";
import { decides, decidingHandler } from "../questions.ts";
import type { Rule } from "../rule.ts";

/** The methods of a request that read its body, and whether they fail if it is empty. */
const READS: ReadonlyMap<string, boolean> = new Map([
  ["json", true],
  ["formData", true],
  ["text", false],
  ["arrayBuffer", false],
  ["blob", false],
  ["bytes", false],
]);

export const handshakeBody = {
  code: "BBX2063",
  severity: "error",
  name: "handshake-body",
  label: "no body",
  meaning:
    "`upgrade` or `guard` reads the body of the request. A handshake is a `GET` request without a body, so `req.json()` fails, and the client gets 500; `req.text()` is empty.",
  remedy:
    "Read the query (`new URL(req.url).searchParams`), a header or a cookie. Or let the client send it as its first message.",
  mayApply: ({ code, names }) => names.some(decides) && [...READS.keys()].some((name) => code.includes(name)),
  inHandlers({ handlers }) {
    const deciding = decidingHandler(handlers);
    if (deciding === undefined) return [];
    return within(deciding, ["CallExpression"]).flatMap((call) => {
      const callee = unwrap(call.callee);
      const name = callee.type === "MemberExpression" ? (keyOf(callee) ?? "") : "";
      const fails = READS.get(name);
      const isRead = originsOf(callee).some(
        ({ fn, index, path }) => fn === deciding && index === 0 && path.length === 1,
      );
      if (fails === undefined || !isRead) return [];
      return {
        place: placeOf(call),
        hint: hintFor(deciding),
        message: `A handshake has no body, so \`${name}()\` ${fails ? "fails, and the client gets 500" : "is always empty"}`,
      };
    });
  },
} as const satisfies Rule;

function hintFor(deciding: FunctionNode): string {
  const [request] = parametersOf(deciding);
  const name = request?.type === "Identifier" ? request.name : "req";
  return `Read the query (\`new URL(${name}.url).searchParams\`), a header or a cookie. Or let the client send it as its first message.`;
}
