// Builds the routes without a mistake, and asks the server for the handlers that Bun has found.
import { GUARD } from "../../../runtime/facts.ts";
import type { TestProject } from "../../support/project.ts";
import { ask, handshake } from "../../support/raw.ts";
import type { RunningServer } from "../../support/server.ts";
import { type Difference, type Verdict } from "./compare.ts";
import type { Account, Export } from "./probe.ts";
import type { MadeRoute } from "./route.ts";
import { LIMIT } from "./slot.ts";

/** How a route answers a client: a refusal, or what its socket says. */
interface Behavior {
  readonly status: number;
  /** The body of a refusal. */
  readonly body: string;
  /** What the socket sends when it opens, in answer to one message, and to one that a schema refuses. */
  readonly messages: readonly string[];
  /** How the socket has closed. */
  readonly code: number;
  /** What the server logs when the socket has closed. */
  readonly closed: readonly string[];
}

/** After so many wrong routes, a server is not asked for the others. */
const MOST_WRONG = 5;

/** Whether the output is run, or its exports are passed to another `Bun.serve`, which can say at once that a socket has drained. */
type How = "run" | "mounted";

const MOUNTED = `import { fetch, websocket } from "./dist/server.js";
const server = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  fetch,
  websocket: {
    ...websocket,
    message(ws, message) {
      if (message === "drain") websocket.drain?.(ws);
      else if (message === "topics") ws.send(String(ws.subscriptions.length));
      else websocket.message(ws, message);
    },
  },
});
console.log("Listening on " + server.url);
`;

/** What is known about the routes that are served. */
export interface Serving {
  readonly projectOf: (routes: readonly MadeRoute[]) => Promise<TestProject>;
  readonly accounts: ReadonlyMap<MadeRoute, Account>;
  readonly verdicts: ReadonlyMap<MadeRoute, Verdict>;
}

/** Finds where the server does something else than the module's own functions would. */
export async function serverDifferences(
  serving: Serving,
  routes: readonly MadeRoute[],
  how: How,
): Promise<readonly Difference[]> {
  if (routes.length === 0) return [];
  await using project = await serving.projectOf(routes);
  const server = await serve(project, how);
  const found: Difference[] = [];
  if (typeof server === "string") {
    const [only, ...others] = routes;
    if (only !== undefined && others.length === 0) return [difference(serving, only, server)];
    // One route keeps all of them from being served: it is in one of the halves.
    const half = routes.length >> 1;
    for (const part of [routes.slice(0, half), routes.slice(half)])
      found.push(...(await serverDifferences(serving, part, how)));
    return found;
  }
  await using running = server;
  for (const route of routes) {
    // A server that is wrong throughout would take ten seconds for each of its routes.
    if (found.length >= MOST_WRONG) break;
    const account = serving.accounts.get(route) ?? { exports: {} };
    const expected = expectedOf(route, account, how);
    const behavior = await behaviorOf(running, route, account, { expected, how });
    if (JSON.stringify(behavior) === JSON.stringify(expected)) continue;
    const problem = `answers ${JSON.stringify(behavior)}, and not ${JSON.stringify(expected)}`;
    found.push(difference(serving, route, problem));
  }
  return found;
}

/** Finds servers that start although a handler is not a function, or do not say which one. */
export async function startDifferences(
  serving: Serving,
  routes: readonly MadeRoute[],
): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  for (const route of routes) {
    await using project = await serving.projectOf([route]);
    const server = await serve(project, "run");
    const name = route.question?.slot.name ?? "";
    if (typeof server !== "string") {
      await server[Symbol.asyncDispose]();
      found.push(difference(serving, route, `starts, although ${name} is not what it must be`));
    } else if (!server.includes(route.file) || !server.includes(name)) {
      found.push(difference(serving, route, `does not name ${name} when it refuses to start: ${server}`));
    }
  }
  return found;
}

function difference({ accounts, verdicts }: Serving, route: MadeRoute, problem: string): Difference {
  return {
    route,
    at: "server",
    problem,
    typed: false,
    form: (route.question === undefined ? route.forms : [route.question])
      .map(({ form }) => form.title)
      .join(" or "),
    account: accounts.get(route) ?? { exports: {} },
    verdict: verdicts.get(route) ?? { handlers: [], diagnostics: [] },
  };
}

/** A running server, or why there is none. */
async function serve(project: TestProject, how: How): Promise<RunningServer | string> {
  try {
    await project.build("--no-typecheck");
    if (how === "run") return await project.serve();
    await project.write({ "mounted.ts": MOUNTED });
    return await project.serve({}, "mounted.ts");
  } catch (error) {
    return String(error);
  }
}

function expectedOf({ guarded }: MadeRoute, { exports }: Account, how: How): Behavior {
  // A server that is run says nothing about topics.
  const topics = how === "run" ? [] : [exports["subscribe"]?.kind === "false" ? "0" : "1"];
  if (guarded !== undefined) {
    const decision = exports[GUARD]?.decision ?? { data: "" };
    const nothing = { messages: [], code: 0, closed: [] };
    if ("status" in decision) return { ...decision, ...nothing };
    return { status: 101, body: "", ...nothing, code: 1000, messages: [decision.data, ...topics] };
  }
  const { upgrade, onOpen, onMessage, onInvalid, onClose, onDrain, incoming } = exports;
  const decision = upgrade?.kind === "function" ? upgrade.decision : undefined;
  if (decision !== undefined && "status" in decision)
    return { ...decision, messages: [], code: 0, closed: [] };
  const data = decision?.data ?? "";
  const isChecked = incoming?.kind === "schema";
  const said = (each: Export | undefined): readonly string[] =>
    each?.kind === "function" ? [`${each.mark ?? ""}${each.showsData === true ? data : ""}`] : [];
  const messages = [
    ...[onOpen, onMessage].flatMap(said),
    ...(how === "mounted" ? [...said(onDrain), ...topics] : []),
    ...(isChecked ? said(onInvalid) : []),
  ];
  const line = `closed ${onClose?.mark ?? ""}`;
  // The handshake alone opens a socket, and the client another one.
  const closed = onClose?.kind === "function" ? [line, line] : [];
  const code =
    isChecked && onInvalid?.kind !== "function"
      ? 1007
      : exports["maxPayloadLength"]?.kind === "number"
        ? 1009
        : 1000;
  return { status: 101, body: "", messages, code, closed };
}

async function behaviorOf(
  server: RunningServer,
  { number, url }: MadeRoute,
  { exports }: Account,
  { expected, how }: { readonly expected: Behavior; readonly how: How },
): Promise<Behavior> {
  const { status, body } = await ask(server.port, handshake(url));
  if (status !== 101) return { status, body, messages: [], code: 0, closed: [] };
  using client = await server.connect(url);
  client.send(JSON.stringify("a message"));
  if (how === "mounted") for (const command of ["drain", "topics"]) client.send(command);
  if (exports["incoming"]?.kind === "schema") client.send("1");
  if (expected.code === 1009) client.send(JSON.stringify("x".repeat(LIMIT)));
  const messages: string[] = [];
  const silence = new Promise<undefined>((resolve) => {
    setTimeout(() => resolve(undefined), 10_000).unref();
  });
  while (messages.length < expected.messages.length) {
    const next = await Promise.race([client.text(), silence]);
    if (next === undefined) break;
    messages.push(next);
  }
  if (expected.code === 1000) client.close(1000);
  const { code } = (await Promise.race([client.closed, silence])) ?? { code: 0 };
  // What came beyond the expected answers is as wrong as what did not come.
  while (client.pending > 0) messages.push(await client.text());
  return { status, body, messages, code, closed: await closedOf(server, number, expected) };
}

/** The lines by which the route's `onClose` says that it has run. */
async function closedOf(
  server: RunningServer,
  number: number,
  { closed }: Behavior,
): Promise<readonly string[]> {
  const silence = new Promise<undefined>((resolve) => {
    setTimeout(() => resolve(undefined), 10_000).unref();
  });
  for (const line of new Set(closed))
    await Promise.race([server.logged(new RegExp(`(?:^${line}$[^]*){2}`, "m")), silence]);
  const own = new RegExp(`^closed r${number}[a-z]`);
  return server
    .stderr()
    .split("\n")
    .filter((line) => own.test(line));
}
