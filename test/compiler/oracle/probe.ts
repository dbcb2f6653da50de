// Imports the modules that stdin names, under Bun, and prints what each exports under the names that are asked for.
// A function is called with an object that records what it sends, so that the oracle knows which function it is.

/** What a module has under one name. */
export interface Export {
  readonly kind: "schema" | "number" | "true" | "false" | "function" | "generator" | "class" | "value";
  /** What the function answered. */
  readonly mark?: string;
  /** What it decided as `upgrade`: the `data` of the sockets that it lets in, or the refusal. */
  readonly decision?: Decision;
  /** Whether its answer also has the data of the socket. */
  readonly showsData?: boolean;
}

type Decision = { readonly data: string } | { readonly status: number; readonly body: string };

/** What Bun has found in one module. */
export interface Account {
  /** Why it did not load. */
  readonly failure?: string;
  readonly exports: Readonly<Record<string, Export>>;
}

/** A module, and the names whose functions are called. */
export interface Question {
  readonly file: string;
  readonly call: readonly string[];
}

function isNamespace(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** What a value is, without a call. */
function plainKind(value: unknown): Export["kind"] {
  if (typeof value === "boolean") return value ? "true" : "false";
  if (typeof value === "number") return "number";
  const isSchema = value !== null && value !== undefined && Object(value)["~standard"] !== undefined;
  if (isSchema) return "schema";
  return typeof value === "function" ? "function" : "value";
}

async function examine(value: unknown): Promise<Export> {
  if (typeof value !== "function") return { kind: "value" };
  if (/^(?:abstract )?class\b/.test(Function.prototype.toString.call(value))) return { kind: "class" };
  const sent: string[] = [];
  let showsData = false;
  const socket = {
    send: (text: string) => sent.push(text),
    get data() {
      showsData = true;
      return undefined;
    },
  };
  const returned: unknown = Reflect.apply(value, undefined, [socket, "message", {}]);
  if (Object.prototype.toString.call(returned).endsWith("Generator]")) return { kind: "generator" };
  const settled: unknown = await returned;
  const decision = await decisionOf(settled);
  if (settled instanceof Response && "body" in decision) sent.push(decision.body);
  else if (isNamespace(settled) && "data" in settled) sent.push(String(settled["data"]));
  return { kind: "function", mark: sent.join(), decision, showsData };
}

/** What docs/guide.md says that the server does with a result of `upgrade`. */
async function decisionOf(result: unknown): Promise<Decision> {
  const refusal = { status: 403, body: "Forbidden\n" };
  if (result === true) return { data: "" };
  if (result instanceof Response) return { status: result.status, body: await result.text() };
  const prototype: unknown = isNamespace(result) ? Object.getPrototypeOf(result) : undefined;
  if (!isNamespace(result) || (prototype !== Object.prototype && prototype !== null)) return refusal;
  const { data, headers: _headers, protocol: _protocol, ...others } = result;
  return Object.keys(others).length === 0 ? { data: typeof data === "string" ? data : "" } : refusal;
}

async function account({ file, call }: Question): Promise<Account> {
  try {
    const module: unknown = await import(file);
    if (!isNamespace(module)) throw new Error("a module is an object");
    // Some modules assign to their exports after they have been loaded.
    await new Promise((resolve) => setImmediate(resolve));
    const names = Object.keys(module);
    const pairs = names.map(async (name): Promise<readonly [string, Export]> => {
      const value = module[name];
      if (call.includes(name)) return [name, await examine(value)];
      return [name, { kind: plainKind(value) }];
    });
    return { exports: Object.fromEntries(await Promise.all(pairs)) };
  } catch (error) {
    return { failure: String(error), exports: {} };
  }
}

if (import.meta.main) {
  const questions: readonly Question[] = JSON.parse(await Bun.stdin.text());
  const accounts: Account[] = [];
  for (const question of questions) accounts.push(await account(question));
  console.log(JSON.stringify(accounts));
}
