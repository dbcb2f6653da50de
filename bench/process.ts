// Starts server processes, pinned to their own core, and reads the CPU time and memory that they use.
import { dlopen, ptr } from "bun:ffi";
import { readFileSync } from "node:fs";

/** The core of the servers; everything else runs on the other core. */
export const SERVER_CORE = 0;
/** The core of the load. */
export const LOAD_CORE = 1;

/** A running server. */
export interface Running extends Disposable {
  readonly pid: number;
  readonly port: number;
}

/**
 * Starts a server, and waits until it prints that it listens.
 *
 * @param cores those that it may use, as taskset(1) takes them
 */
export async function start(
  runtime: "bun" | "node",
  file: string,
  env: Readonly<Record<string, string>> = {},
  cores = String(SERVER_CORE),
): Promise<Running> {
  const executable = runtime === "bun" ? process.execPath : "node";
  // Node 20 does not run TypeScript, so Bun turns the file into JavaScript first.
  const script = runtime === "bun" ? file : await toJavaScript(file);
  const child = Bun.spawn(["taskset", "-c", cores, executable, script], {
    env: { ...process.env, NODE_ENV: "production", HOST: "127.0.0.1", PORT: "0", ...env },
    stdout: "pipe",
    stderr: "inherit",
  });
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of child.stdout) {
    text += decoder.decode(chunk, { stream: true });
    if (text.includes("\n")) break;
  }
  const port = Number(/:(\d+)\n/.exec(text)?.[1]);
  if (!(port > 0)) throw new Error(`${file} said ${JSON.stringify(text)}`);
  return {
    pid: child.pid,
    port,
    [Symbol.dispose]: () => child.kill("SIGKILL"),
  };
}

async function toJavaScript(file: string): Promise<string> {
  const script = file.replace(/\.ts$/, ".built.mjs");
  await Bun.write(script, new Bun.Transpiler({ loader: "ts" }).transformSync(await Bun.file(file).text()));
  return script;
}

const { symbols: libc } = dlopen("libc.so.6", {
  clock_gettime: { args: ["i32", "ptr"], returns: "i32" },
});
const time = new BigInt64Array(2);

/** CPU time of a process, all threads, in nanoseconds: clock_getcpuclockid(3) without the function. */
export function cpuOf(pid: number): number {
  if (libc.clock_gettime((~pid << 3) | 2, ptr(time)) !== 0) throw new Error(`no process ${pid}`);
  const [seconds = 0n, nanoseconds = 0n] = time;
  return Number(seconds) * 1e9 + Number(nanoseconds);
}

/** Memory that only this process has, in bytes (Linux: proc(5), smaps_rollup). */
export function memoryOf(pid: number): number {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
  const kilobytes = [...text.matchAll(/^Private_(?:Clean|Dirty):\s+(\d+) kB$/gm)].map(([, each]) =>
    Number(each),
  );
  return kilobytes.reduce((sum, each) => sum + each, 0) * 1024;
}
