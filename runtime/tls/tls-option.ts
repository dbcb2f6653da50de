// Declares the option `tls`: as bunbox.config.ts has it, and as the server gets it.

/** The files of one certificate, in PEM. */
export interface TlsCertificate {
  /** The certificate, and those that lead from it to the authority's. */
  readonly cert: string;
  /** Its private key. The variable `TLS_PASSPHRASE` decrypts it. */
  readonly key: string;
  /** Certificates of authorities. With it, a client must present a certificate that one of them has signed. */
  readonly ca?: string | undefined;
  /** The name for which clients get this certificate, such as `example.com` or `*.example.com`. */
  readonly serverName?: string | undefined;
}

/** A certificate with a value for everything; `null` for none. */
export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
  readonly ca: string | null;
  readonly serverName: string | null;
}
