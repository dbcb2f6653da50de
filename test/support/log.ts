// Reads what a server has logged.

/** The log without its lines about clients whom the project's own code refused. */
export function withoutInfo(log: string): string {
  return log.replaceAll(/^bunbox info: .*\n/gm, "");
}
