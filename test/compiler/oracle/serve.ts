// Builds the routes without a mistake, and asks the server for the handlers that Bun has found.
import type { TestProject } from "../../support/project.ts";
import { ask, handshake } from "../../support/raw.ts";
import type { RunningServer } from "../../support/server.ts";
import { type Difference, type Verdict } from "./compare.ts";
import type { Account } from "./probe.ts";
import type { MadeRoute } from "./route.ts";

/** How a route answers a client: a refusal, or what its socket says. */
interface Behavior {
  readonly status: number;
  /** The body of a refusal. */
  readonly body: string;
  /** What the socket sends when it opens, and in answer to one message. */
  readonly messages: readonly string[];
}

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
): Promise<readonly Difference[]> {
  if (routes.length === 0) return [];
  await using project = await serving.projectOf(routes);
  const server = await serve(project);
  const found: Difference[] = [];
  if (typeof server === "string") {
    const [only, ...others] = routes;
    if (only !== undefined && others.length === 0) return [difference(serving, only, server)];
    // One route keeps all of them from being served: it is in one of the halves.
    const half = routes.length >> 1;
    for (const part of [routes.slice(0, half), routes.slice(half)])
      found.push(...(await serverDifferences(serving, part)));
    return found;
  }
  await using running = server;
  for (const route of routes) {
    const expected = expectedOf(serving.accounts.get(route) ?? { exports: {} });
    const behavior = await behaviorOf(running, route, expected);
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
    const server = await serve(project);
    const name = route.question?.slot.name ?? "";
    if (typeof server !== "string") {
      await server[Symbol.asyncDispose]();
      found.push(difference(serving, route, `starts, although ${name} is not a function`));
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
async function serve(project: TestProject): Promise<RunningServer | string> {
  try {
    await project.build("--no-typecheck");
    return await project.serve();
  } catch (error) {
    return String(error);
  }
}

function expectedOf({ exports }: Account): Behavior {
  const { upgrade, onOpen, onMessage } = exports;
  if (upgrade?.kind === "function" && upgrade.accepts === false)
    return { status: 403, body: upgrade.mark ?? "", messages: [] };
  const messages = [onOpen, onMessage].flatMap((each) =>
    each?.kind === "function" ? [each.mark ?? ""] : [],
  );
  return { status: 101, body: "", messages };
}

async function behaviorOf(
  server: RunningServer,
  { number }: MadeRoute,
  expected: Behavior,
): Promise<Behavior> {
  const { status, body } = await ask(server.port, handshake(`/ws/r${number}`));
  if (status !== 101) return { status, body, messages: [] };
  using client = await server.connect(`/ws/r${number}`);
  client.send("a message");
  const messages: string[] = [];
  const silence = new Promise<undefined>((resolve) => {
    setTimeout(() => resolve(undefined), 10_000).unref();
  });
  while (messages.length < expected.messages.length) {
    const next = await Promise.race([client.text(), silence]);
    if (next === undefined) break;
    messages.push(next);
  }
  client.close(1000);
  await client.closed;
  // What came beyond the expected answers is as wrong as what did not come.
  while (client.pending > 0) messages.push(await client.text());
  return { status, body, messages };
}
