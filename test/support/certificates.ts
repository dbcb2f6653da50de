// Makes certificates with openssl, and finds out which one a server presents.
import path from "node:path";
import { findProgram } from "./proxy.ts";

/** The program that makes the certificates. */
export const OPENSSL = findProgram("openssl");

const KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];

/** Makes a certificate that signs itself, `NAME.pem` and `NAME.key`, for a name. */
export async function selfSign(folder: string, name: string, host = name): Promise<void> {
  const files = ["-keyout", `${name}.key`, "-out", `${name}.pem`];
  const names = ["-subj", `/CN=${host}`, "-addext", `subjectAltName=DNS:${host}`];
  await openssl(folder, ["req", "-x509", ...KEY, ...files, ...names]);
}

/**
 * Makes a certificate that an authority signs, for the name and for 127.0.0.1.
 *
 * @param files what the names of its files begin with, if not with its own name
 */
export async function issue(folder: string, authority: string, name: string, files = name): Promise<void> {
  const request = ["req", ...KEY, "-keyout", `${files}.key`, "-subj", `/CN=${name}`];
  const names = ["-addext", `subjectAltName=DNS:${name},IP:127.0.0.1`];
  const signer = ["-CA", `${authority}.pem`, "-CAkey", `${authority}.key`];
  await openssl(folder, [...request, "-x509", ...names, ...signer, "-out", `${files}.pem`]);
}

/** Encrypts a key. */
export async function encrypt(folder: string, key: string, passphrase: string): Promise<string> {
  const file = `encrypted-${key}`;
  await openssl(folder, ["pkcs8", "-topk8", "-in", key, "-out", file, "-passout", `pass:${passphrase}`]);
  return await Bun.file(path.join(folder, file)).text();
}

/** The name in the certificate that a server presents to a client that asks for `name`. */
export async function presented(port: number, name: string): Promise<string | undefined> {
  // It may end with 1, if the server demands a certificate.
  const { text } = await run(".", ["s_client", "-connect", `127.0.0.1:${port}`, "-servername", name]);
  return /^subject=CN ?= ?(\S+)$/m.exec(text)?.[1];
}

async function openssl(cwd: string, args: readonly string[]): Promise<void> {
  const { text, code } = await run(cwd, args);
  if (code !== 0) throw new Error(`openssl ${args.join(" ")} ended with ${code}:\n${text}`);
}

async function run(
  cwd: string,
  args: readonly string[],
): Promise<{ readonly text: string; readonly code: number }> {
  const child = Bun.spawn([OPENSSL.file, ...args], { cwd, stdin: "ignore", stdout: "pipe", stderr: "pipe" });
  const [out, err, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
  return { text: out + err, code };
}
