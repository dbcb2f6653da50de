// Lets every listener speak TLS. The entry imports this file only if the option `tls` is set.
import type { ServerOptions } from "../config.ts";
import { die, secureWith } from "../listen.ts";
import { readCertificates } from "./certificates.ts";

secureWith(async (options) => ({ tls: await firstCertificates(options) }));

/** The certificates at the start: if they cannot be used, it logs one line and exits with 1. */
export async function firstCertificates({ tls }: ServerOptions): Promise<Bun.TLSOptions[]> {
  try {
    return await readCertificates(tls ?? []);
  } catch (error) {
    return die(error instanceof Error ? error.message : String(error));
  }
}
