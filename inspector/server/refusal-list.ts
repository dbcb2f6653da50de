// Finds out which handshakes are refused, and why: the reason, the response, and the line of the user's code that made it.
import path from "node:path";
import type { App } from "../../runtime/app.ts";
import { hasToken } from "../../runtime/handshake.ts";
import { canonicalPath, pathOf } from "../../runtime/path.ts";
import { refusedBy } from "../../runtime/refused-by.ts";
import { observeRefusals, type RefusalReason } from "../../runtime/refuse.ts";
import type { Report } from "../../runtime/report.ts";
import type { Matcher } from "../../runtime/route.ts";
import type { Field, PossibleRefusal, RefusedHandshake } from "./feed.ts";
import { withoutOwn } from "./own-frames.ts";
import { bodyOf, stackOf } from "./response-origins.ts";

/** The handshakes that were refused. */
export interface RefusalList {
  /** The app's `fetch`, which also finds what is refused. */
  readonly fetch: App["fetch"];
  /** The latest ones, the oldest first. */
  latest(): readonly RefusedHandshake[];
  /** Call it with every line of the log: it may say why the next response refuses. */
  explain(report: Report): void;
}

/** How many refusals are kept. */
const MOST = 100;

/** How many characters of a path, and of a header's value, are kept; and how many headers. */
const [LONGEST_PATH, LONGEST_VALUE, MOST_HEADERS] = [2_000, 1_000, 60];

/** Refusals of requests that are not handshakes although they should be. Others, such as 404 for an icon, do not matter. */
const NEARLY: ReadonlySet<RefusalReason> = new Set(["no_upgrade", "method"]);

type Server = Bun.Server<unknown>;

/**
 * @param match the generated switch
 * @param refusalsOf where the `upgrade` of a route file, or a guard in its file, can refuse without a `Response`
 */
export function createRefusalList(
  fetch: App["fetch"],
  match: Matcher,
  refusalsOf: (file: string) => readonly PossibleRefusal[],
  refused: (refusal: RefusedHandshake) => void,
): RefusalList {
  const reasons = new WeakMap<
    Response,
    { readonly reason: RefusalReason; readonly report: Report | undefined }
  >();
  const latest: RefusedHandshake[] = [];
  let ids = 0;
  let report: Report | undefined;

  observeRefusals((reason, response) => {
    reasons.set(response, { reason, report });
  });

  async function add(req: Request, response: Response, known: ReturnType<typeof requestOf>): Promise<void> {
    const cause = reasons.get(response);
    const route = routeOf(req, match);
    // Read at once: the response is about to be sent.
    const body = bodyOf(response);
    const made = cause === undefined ? framesOf(stackOf(response)) : [];
    const failure = cause?.report?.failure;
    const guard = refusedBy.get(response)?.file ?? null;
    const decider = guard ?? route?.file;
    // The log has a line if anything but `false` was returned.
    const wrong = cause?.report === undefined ? "false" : "other";
    const possible =
      cause?.reason !== "upgrade" || decider === undefined
        ? []
        : refusalsOf(decider).filter(({ value }) => value === "any" || value === wrong);
    // Two calls of one function lead to the same places.
    const places = [...new Set(possible.map((each) => each.place))];
    const [only = null, ...others] = places;
    ids += 1;
    const refusal: RefusedHandshake = {
      id: ids,
      at: Date.now(),
      path: targetOf(req.url),
      route,
      guard,
      ...known,
      reason: cause?.reason ?? (route === null ? "fallback" : "response"),
      message: cause?.report?.message ?? null,
      place: failure?.place ?? placeOf(made) ?? (others.length === 0 ? (only ?? guard) : null),
      possible: places,
      frames: cause === undefined ? made : withoutOwn(cause.report?.frames ?? []),
      status: response.status,
      responseHeaders: fieldsOf(response.headers),
      body: await body,
    };
    latest.push(refusal);
    if (latest.length > MOST) latest.shift();
    refused(refusal);
  }

  return {
    fetch(req, server) {
      const isHandshake = hasToken(req.headers.get("upgrade"), "websocket");
      const known = requestOf(req, server);
      const conclude = (response: Response | undefined): Response | undefined => {
        if (response === undefined) return response;
        const reason = reasons.get(response)?.reason;
        if (isHandshake || (reason !== undefined && NEARLY.has(reason))) void add(req, response, known);
        return response;
      };
      const answer = fetch(req, server);
      return answer instanceof Promise ? answer.then(conclude) : conclude(answer);
    },
    latest: () => latest,
    explain(next) {
      report = next;
      // bunbox logs a line and refuses in one go, so a later refusal has another reason.
      queueMicrotask(() => {
        if (report === next) report = undefined;
      });
    },
  };
}

/** What is known of a request before it is answered. Afterwards Bun forgets the address. */
function requestOf(
  req: Request,
  server: Server | undefined,
): Pick<RefusedHandshake, "remoteAddress" | "requestHeaders"> {
  const remoteAddress = server?.requestIP(req)?.address ?? "";
  return { remoteAddress, requestHeaders: fieldsOf(req.headers) };
}

function routeOf({ url }: Request, match: Matcher): RefusedHandshake["route"] {
  const canonical = canonicalPath(pathOf(url));
  const route = canonical === undefined ? undefined : match(canonical);
  return route === undefined ? null : { path: route.path, file: route.file };
}

/** Path and query of a URL. */
function targetOf(url: string): string {
  return url.replace(/^\w+:\/\/[^/]*/, "").slice(0, LONGEST_PATH);
}

function fieldsOf(headers: Headers): readonly Field[] {
  return [...headers].slice(0, MOST_HEADERS).map(([name, value]) => [name, value.slice(0, LONGEST_VALUE)]);
}

function framesOf(stack: string): readonly string[] {
  return withoutOwn(stack.split("\n").filter((line) => /:\d+:\d+\)?$/.test(line)));
}

/** The first place in the project that is not in a package, relative to the project. */
function placeOf(frames: readonly string[]): string | null {
  for (const frame of frames) {
    const [, file = "", position = ""] = /\(?([^\s(]+?):(\d+:\d+)\)?$/.exec(frame) ?? [];
    const relative = path.relative(process.cwd(), file);
    if (file === "" || relative.startsWith("..") || relative.split(path.sep).includes("node_modules"))
      continue;
    return `${relative}:${position}`;
  }
  return null;
}
