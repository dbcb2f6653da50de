// Defines the kind of values of the option `tls`.
import { file, isRecord, type OptionKind, text } from "./kinds.ts";

const EXPECTED = "`{ cert, key }`, both paths of PEM files, or a list of these with a `serverName` in each";

const EXAMPLE = '{ cert: "cert.pem", key: "key.pem" }';

/** The path of a PEM file. */
const pem: OptionKind = {
  ...file,
  check: (value) =>
    typeof value === "string" && value.includes("-----BEGIN") ? "the path of a PEM file" : file.check(value),
  advise: (value, name) =>
    (typeof value === "object" && value !== null) || typeof value === "string"
      ? `Write the path of the file, \`${name}: "${name}.pem"\`: the server reads it when it starts.`
      : undefined,
};

const FIELDS = { cert: pem, key: pem, ca: pem, serverName: text };

/** A certificate and its key, or one pair per server name. */
export const tlsCertificates: OptionKind = {
  type: "TlsCertificate | readonly TlsCertificate[]",
  label: "`{ cert, key, ca?, serverName? }`, or a list of these",
  check: (value) => {
    const list = listOf(value);
    if (list.length === 0 || !list.every(isCertificate)) return EXPECTED;
    const [first, ...others] = list;
    // Bun gives a client that asks for no known name the first certificate.
    const names = list.map((each) => each["serverName"]);
    if (names.slice(1).includes(undefined))
      return "a list with a `serverName` in each certificate but the first";
    if (new Set(names).size < names.length) return "a list with another `serverName` in each certificate";
    // A client may ask for one name, and then send its request for another.
    if (others.some((each) => each["ca"] !== first?.["ca"]))
      return "a list with the same `ca` in each certificate, because all names lead to the same routes";
    return null;
  },
  advise: (value, name) => {
    const lacking = ["cert", "key"].find((field) => listOf(value).some((each) => lacks(each, field)));
    if (lacking === undefined) return value === true ? `Write \`${name}: ${EXAMPLE}\`.` : undefined;
    const what = lacking === "key" ? "the private key of the certificate" : "the certificate with its chain";
    return `Add \`${lacking}\`, the path of ${what}: \`${name}: ${EXAMPLE}\`.`;
  },
  fields: FIELDS,
  normalize: (value) =>
    listOf(value)
      .filter(isRecord)
      .map(({ cert, key, ca = null, serverName = null }) => ({ cert, key, ca, serverName })),
  settled: "readonly TlsFiles[]",
};

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function lacks(certificate: unknown, field: string): boolean {
  return isRecord(certificate) && certificate[field] === undefined;
}

function isCertificate(value: unknown): value is Record<string, unknown> {
  return (
    isRecord(value) &&
    Object.entries(FIELDS).every(([name, kind]) =>
      value[name] === undefined ? name === "ca" || name === "serverName" : kind.check(value[name]) === null,
    )
  );
}
