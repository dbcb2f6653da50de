// Defines `bunbox dev`, which builds and runs the server, and does so again on every change.
import { fileURLToPath } from "node:url";
import { isOriginEntry, originFault } from "../../runtime/facts.ts";
import { findBun } from "../dev/bun.ts";
import { startDev } from "../dev/dev.ts";
import { lockProject } from "../dev/lock.ts";
import { variableOf } from "../dev/variables.ts";
import { openProject } from "../project.ts";
import { type Command, CWD, layoutOf, loadFormat, NO_TYPECHECK, textOf } from "./command.ts";
import { createDevLog } from "./dev-log.ts";
import { fileOf } from "../package.ts";

export const dev: Command = {
  summary: "build, run, and rebuild on every change",
  description: [
    "Builds and runs the server, and rebuilds whenever a file that the build reads changes.",
    "Shows an inspector at /_bunbox. Type errors are reported but do not stop the server.",
    "Listens on 127.0.0.1 and the configured port; the variables PORT and HOST override them.",
    "If neither PORT nor the configuration names a port, and 3000 is taken, it uses the next free one.",
  ],
  flags: { cwd: CWD, "no-typecheck": NO_TYPECHECK },
  async run(given, terminal) {
    const cwd = textOf(given, "cwd") ?? ".";
    const project = await openProject(cwd);
    const fault = wrongPort(variableOf(project, "PORT")) ?? wrongOrigin(variableOf(project, "ORIGINS"));
    if (fault !== null) {
      terminal.complain(`bunbox dev: ${fault}`);
      return 2;
    }
    const bun = findBun(project.root);
    if (bun === null) {
      terminal.complain(
        "bunbox dev: Bun, which runs the server, is not installed: npm install --save-dev bun",
      );
      return 1;
    }
    const lock = await lockProject(project);
    if ("pid" in lock) {
      const where = lock.url === null ? "" : ` at ${lock.url}`;
      terminal.complain(
        `bunbox dev: process ${lock.pid} serves this project already${where}; stop it before you start another`,
      );
      return 1;
    }
    const formatReport = await loadFormat();
    const log = createDevLog(terminal, (result) =>
      formatReport(result, "pretty", layoutOf(cwd, terminal.color)),
    );
    const running = startDev(project, {
      bun,
      page: fileURLToPath(fileOf("dist/inspector.html")),
      typecheck: given["no-typecheck"] === undefined,
      onEvent(event) {
        if (event.kind === "serving") lock.serves(event.url);
        log(event);
      },
      format: (result) => formatReport(result, "pretty", layoutOf(cwd, false)),
    });
    await stopSignal();
    // A second signal ends everything at once.
    void stopSignal().then(() => {
      running.kill();
      lock.release();
      process.exit(130);
    });
    await running.stop();
    lock.release();
    return 0;
  },
};

/** What is wrong with the variable `PORT`; `null` if nothing is. */
function wrongPort(port: string): string | null {
  if (port === "" || (/^\d+$/.test(port) && Number(port) <= 65535)) return null;
  return `PORT must be a number from 0 to 65535; it is ${JSON.stringify(port)}`;
}

/** What is wrong with the variable `ORIGINS`; `null` if nothing is. */
function wrongOrigin(origins: string): string | null {
  const wrong = origins.match(/[^,\s]+/g)?.find((origin) => !isOriginEntry(origin));
  return wrong === undefined ? null : originFault(wrong);
}

/** Resolves when the process receives a signal to end. */
function stopSignal(): Promise<void> {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  return new Promise((resolve) => {
    const stop = (): void => {
      for (const signal of signals) process.off(signal, stop);
      resolve();
    };
    for (const signal of signals) process.on(signal, stop);
  });
}
