// Remembers where each Response was made, and what its text is, so that the inspector can say which line refused a client.
//
// `Response` is replaced by a proxy before the routes load. Everything that it makes is Bun's own: the prototype is the
// same, so `instanceof`, subclasses, `Response.json` and the results of `fetch` are as without it.

/** How many characters of a body are kept. */
const LONGEST_BODY = 4_000;

/** How many frames of a stack are kept. */
const MOST_FRAMES = 30;

interface Origin {
  readonly error: Error;
  /** `null` if it is not text; `undefined` if it is the text of `Response.json`, which is not known yet. */
  readonly body: string | null | undefined;
}

const origins = new WeakMap<object, Origin>();

/** The stack at the moment when a response was made; empty if no code of the program made it, as for a result of `fetch`. */
export function stackOf(response: Response): string {
  return origins.get(response)?.error.stack ?? "";
}

/** The beginning of a response's body; `null` if it is not text. Call it before the response is sent. */
export function bodyOf(response: Response): string | null | Promise<string | null> {
  const origin = origins.get(response);
  if (origin === undefined || response.bodyUsed) return null;
  if (origin.body !== undefined) return origin.body;
  // A copy of a stream would be a stream, but this body is in memory as a whole.
  return response.clone().text().then(shortened);
}

function remember(response: object, body: Origin["body"]): void {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = MOST_FRAMES;
  origins.set(response, { error: new Error("made here"), body });
  Error.stackTraceLimit = before;
}

function textOf(body: unknown): string | null {
  if (body === undefined || body === null) return "";
  return typeof body === "string" ? shortened(body) : null;
}

function shortened(text: string): string {
  return text.length > LONGEST_BODY ? `${text.slice(0, LONGEST_BODY)}…` : text;
}

function observeResponses(native: typeof Response): typeof Response {
  const proxy = new Proxy(native, {
    construct(target, args, newTarget) {
      const made: object = Reflect.construct(target, args, newTarget === proxy ? target : newTarget);
      remember(made, textOf(args[0]));
      return made;
    },
  });
  for (const name of ["json", "redirect", "error"] as const) {
    const method: unknown = Reflect.get(native, name);
    if (typeof method !== "function") continue;
    const observed = new Proxy(method, {
      apply(target, _receiver, args) {
        const made: unknown = Reflect.apply(target, native, args);
        if (typeof made === "object" && made !== null) remember(made, name === "json" ? undefined : "");
        return made;
      },
    });
    Object.defineProperty(native, name, { value: observed });
  }
  // So that `response.constructor === Response`.
  Object.defineProperty(native.prototype, "constructor", { value: proxy });
  return proxy;
}

globalThis.Response = observeResponses(globalThis.Response);
