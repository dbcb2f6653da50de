// Turns the files of the option `tls` into what Bun.serve takes, or into an error that names the file and the option.
import { faultOf } from "./fault.ts";
import type { TlsFiles } from "./tls-option.ts";

/** The content of the files of one certificate. */
export interface Pem {
  readonly cert: string;
  readonly key: string;
  readonly ca?: string;
}

/**
 * Reads the files, and has Bun try them.
 *
 * @throws Error if a file cannot be read or used
 */
export async function readCertificates(files: readonly TlsFiles[]): Promise<Bun.TLSOptions[]> {
  const passphrase = process.env["TLS_PASSPHRASE"] || undefined;
  const pems = await Promise.all(
    files.map(async ({ cert, key, ca }, at) => ({
      cert: await read(cert, optionOf(files, at, "cert")),
      key: await read(key, optionOf(files, at, "key")),
      ...(ca !== null && { ca: await read(ca, optionOf(files, at, "ca")) }),
    })),
  );
  const tls = pems.map((pem, at) => ({
    ...pem,
    ...(pem.ca !== undefined && { requestCert: true, rejectUnauthorized: true }),
    ...(passphrase !== undefined && { passphrase }),
    ...serverNameOf(files[at]),
  }));
  try {
    const probe = { port: 0, hostname: "127.0.0.1", fetch: () => new Response(null), tls };
    await Bun.serve(probe).stop(true);
    return tls;
  } catch (error) {
    const fault = await faultOf(files, pems, passphrase);
    if (fault !== undefined) throw new Error(fault, { cause: error });
    const names = files.map(({ cert, key }) => `${cert} and ${key}`).join(", ");
    throw new Error(`cannot use the files of \`tls\`, ${names}: ${reasonOf(error)}`, { cause: error });
  }
}

/** How the configuration names a file: `tls.key`, or `tls.1.key` if there are several certificates. */
export function optionOf(files: readonly TlsFiles[], at: number, name: "cert" | "key" | "ca"): string {
  return `\`tls.${files.length > 1 ? `${at}.` : ""}${name}\``;
}

function serverNameOf(files: TlsFiles | undefined): { readonly serverName?: string } {
  return files === undefined || files.serverName === null ? {} : { serverName: files.serverName };
}

// Uses Bun's own API, because loading node:fs takes as long as the rest of the start.
async function read(file: string, option: string): Promise<string> {
  try {
    return await Bun.file(file).text();
  } catch (error) {
    throw new Error(`cannot read ${file}, the file of ${option}: ${reasonOf(error)}`, { cause: error });
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
