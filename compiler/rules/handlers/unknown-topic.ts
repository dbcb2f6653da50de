// BBX2039: something is published to a topic, or its sockets are asked for, that no socket can have.
import type { Node } from "oxc-parser";
import { didYouMean } from "../../did-you-mean.ts";
import type { Route } from "../../model.ts";
import { keyOf, pathOf, UNKNOWN_PART } from "../../syntax/constants.ts";
import { annotationOf } from "../../syntax/roles.ts";
import { bindingAt } from "../../syntax/scope.ts";
import { placeOf, type Source } from "../../syntax/source.ts";
import { indexOf } from "../../syntax/indexed.ts";
import { unwrap } from "../../syntax/tree.ts";
import { callsOf, PACKAGE } from "../own-types.ts";
import { argumentOf, type Call, occurrences, socketCalls, valuesOf } from "../questions.ts";
import type { FileSubject, Rule } from "../rule.ts";
import { isJoined, ownsTopic } from "../known-topics.ts";
import { mayCallMethod } from "../may-call.ts";

const FUNCTIONS = ["publish", "publishHere", "subscriberCount", "subscriberCountAll", "sockets", "closeAll"];
const OF_SOCKETS = ["publish", "publishText", "publishBinary"];
const OF_SERVERS: ReadonlySet<string> = new Set(["publish", "subscriberCount"]);

export const unknownTopic = {
  code: "BBX2039",
  severity: "warning",
  name: "unknown-topic",
  label: "nobody has this topic",
  meaning:
    "A message is published to a topic, or its sockets are counted, listed or closed, but no route has the topic, and no call of `subscribe` names it. So the topic has no sockets. The methods of a socket are only checked if something subscribes at all, because a program that has just begun may not do so yet.",
  remedy:
    "Use a topic that `bunbox routes` prints, `publishTo` with the path of the route, or a topic that sockets subscribe to. Silence the warning if another program's sockets do.",
  mayApply: ({ source, code }) =>
    importsPublishing(source) || mayCallMethod(source, code, OF_SOCKETS) || mayCount(code),
  inFile(subject) {
    const { modules, routes } = subject;
    const bySockets = new Set(socketCalls(subject.source, subject.handlers, OF_SOCKETS));
    const found = [...new Set([...callsIn(subject), ...bySockets])].flatMap((call) => {
      const topic = argumentOf(call, 0);
      if (topic === undefined) return [];
      return valuesOf(modules, topic).flatMap(({ value, node }) =>
        typeof value === "string" && isUnknown(value, routes)
          ? [{ topic: value, node, bySocket: bySockets.has(call) }]
          : [],
      );
    });
    // Whether sockets join a topic is asked only if there is one that no route has.
    const joined = found.length === 0 ? [] : subject.joined();
    return found
      .filter(({ bySocket }) => !bySocket || joined?.length !== 0)
      .filter(({ topic }) => !isJoined(topic, joined))
      .map(({ topic, node }) => ({
        place: placeOf(node),
        message: `No route has the topic ${JSON.stringify(topic)}, and no socket subscribes to it`,
        ...hintFor(topic, routes),
      }));
  },
} as const satisfies Rule;

/** Whether no route has a topic that is wholly known. Bun refuses an empty one. */
function isUnknown(topic: string, routes: readonly Route[]): boolean {
  return topic !== "" && !topic.includes(UNKNOWN_PART) && !routes.some((route) => ownsTopic(route, topic));
}

function hintFor(topic: string, routes: readonly Route[]): { readonly hint?: string } {
  const known = routes.flatMap((route) => (route.topic === null ? [] : [route.topic]));
  const meant = routes.find(({ path }) => path === topic)?.topic ?? didYouMean(topic, known);
  return meant === undefined || meant === null ? {} : { hint: `Did you mean \`${JSON.stringify(meant)}\`?` };
}

/** The calls of functions, and of a server's methods, whose first argument is a topic. */
function callsIn({ source }: FileSubject): readonly Call[] {
  const ofServers = indexOf(source.program)
    .of("CallExpression")
    .filter(({ callee }) => {
      const called = unwrap(callee);
      if (called.type !== "MemberExpression" || !OF_SERVERS.has(keyOf(called) ?? "")) return false;
      return isServer(called.object);
    });
  return [...callsOf(source, FUNCTIONS), ...ofServers];
}

/** Whether a value is what `Bun.serve` returns, or a parameter of the type `Server`. */
function isServer(value: Node): boolean {
  const node = unwrap(value);
  if (node.type === "CallExpression") return pathOf(node.callee).join(".") === "Bun.serve";
  if (node.type !== "Identifier") return false;
  const binding = bindingAt(node, node.name);
  if (binding === undefined) return false;
  const { declaration, id, kind } = binding;
  if (kind === "parameter") {
    const type = annotationOf(id);
    if (type?.type !== "TSTypeReference") return false;
    const { typeName } = type;
    const name = typeName.type === "TSQualifiedName" ? typeName.right : typeName;
    return name.type === "Identifier" && name.name === "Server";
  }
  return declaration.type === "VariableDeclarator" && declaration.init !== null && isServer(declaration.init);
}

/** Whether a file imports a function of bunbox that takes a topic. */
function importsPublishing({ imports, text }: Source): boolean {
  return imports
    .map(({ start, end }) => text.slice(start, end))
    .some((each) => each.includes(PACKAGE) && ["*", ...FUNCTIONS].some((name) => each.includes(name)));
}

/** Whether a text may ask a server for a count; a context has a property of the same name. */
function mayCount(code: string): boolean {
  const hasType = occurrences(code, "Server").some((at) => !code.startsWith("ServerWebSocket", at));
  return code.includes("subscriberCount") && (hasType || code.includes("serve"));
}
