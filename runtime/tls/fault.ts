// Finds out which file of `tls` is wrong. BoringSSL's messages name neither the file nor its purpose.
import { optionOf, type Pem } from "./certificates.ts";
import type { TlsFiles } from "./tls-option.ts";

/**
 * What is wrong with the first wrong file; `undefined` if each looks right.
 *
 * @param pems the content of the files
 */
export async function faultOf(
  files: readonly TlsFiles[],
  pems: readonly Pem[],
  passphrase: string | undefined,
): Promise<string | undefined> {
  // Loaded here, because it is only needed after a failure.
  const { createPrivateKey, X509Certificate } = await import("node:crypto");
  for (const [at, { cert, key, ca }] of files.entries()) {
    const pem = pems[at];
    if (pem === undefined) continue;
    const certificate = orUndefined(() => new X509Certificate(pem.cert));
    if (certificate === undefined)
      return `${cert} is not a PEM certificate: check ${optionOf(files, at, "cert")}`;
    const privateKey = orUndefined(() =>
      createPrivateKey(passphrase === undefined ? pem.key : { key: pem.key, passphrase }),
    );
    const keyOption = optionOf(files, at, "key");
    if (privateKey === undefined) {
      if (!pem.key.includes("ENCRYPTED")) return `${key} is not a PEM private key: check ${keyOption}`;
      return passphrase === undefined
        ? `${key}, the file of ${keyOption}, is encrypted: set the variable TLS_PASSPHRASE`
        : `TLS_PASSPHRASE does not decrypt ${key}, the file of ${keyOption}`;
    }
    if (!certificate.checkPrivateKey(privateKey))
      return `${key} is not the private key of ${cert}: check ${keyOption} and ${optionOf(files, at, "cert")}`;
    if (pem.ca !== undefined && orUndefined(() => new X509Certificate(pem.ca ?? "")) === undefined)
      return `${ca} is not a PEM certificate: check ${optionOf(files, at, "ca")}`;
  }
  return undefined;
}

function orUndefined<Value>(parse: () => Value): Value | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}
