// Starts a script in Node that answers orders, one process for all tests of a file. It ends with the tests of the file.
import { readFileSync } from "node:fs";
import path from "node:path";

/** The answer to the order of the same number. */
export interface Answered<Answer> {
  readonly id: number;
  readonly answer: Answer;
  /** Why the answer does not count; "" if it does. */
  readonly trouble: string;
}

/** An order with its number. */
export type Numbered<Order> = Order & { readonly id: number };

interface Waiting<Answer> {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** Starts a script of this folder, and returns what gives it an order. */
export function startHelper<Answer>(
  script: string,
  env: Readonly<Record<string, string | undefined>>,
): (order: object) => Promise<Answer> {
  const waiting = new Map<number, Waiting<Answer>>();
  // Node 20 does not run TypeScript.
  const source = readFileSync(path.join(import.meta.dir, script), "utf8");
  const code = new Bun.Transpiler({ loader: "ts" }).transformSync(source);
  const child = Bun.spawn(["node", "--input-type=module", "-e", code], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "inherit", "inherit"],
    serialization: "json",
    ipc({ id, answer, trouble }: Answered<Answer>) {
      const { resolve, reject } = waiting.get(id) ?? {};
      waiting.delete(id);
      if (waiting.size === 0) child.unref();
      if (trouble === "") resolve?.(answer);
      else reject?.(new Error(trouble));
    },
    onExit(_, exitCode, signal) {
      const ended = new Error(`the process of ${script} has ended: ${signal ?? exitCode}`);
      for (const { reject } of waiting.values()) reject(ended);
    },
  });
  let last = 0;
  return (order) => {
    const id = (last += 1);
    child.ref();
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      child.send({ ...order, id });
    });
  };
}
