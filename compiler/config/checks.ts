// The value of an option in, what it should have been out.

/** What a wrong value is told, or `null` for a right one. */
export type Check = (value: unknown) => string | null;

/** A text. */
export const text: Check = (value) =>
  typeof value === "string" && value !== "" ? null : "a text that is not empty";
/** A switch. */
export const flag: Check = (value) => (typeof value === "boolean" ? null : "true or false");

/** A path. */
export const file: Check = (value) =>
  text(value) ?? (String(value).includes("\0") ? "a path without a NUL character" : null);

/** A path from the project on. */
export const within: Check = (value) =>
  file(value) ?? (/^(?:[\\/]|[A-Za-z]:)/.test(String(value)) ? "a path relative to the project" : null);

/** The option `client`. */
export const client: Check = (value) =>
  within(value) ??
  (/^(?!.*(?:^|\/)(?:\.bunbox|node_modules)\/)(?:[^\\]*\/)?(?!route\.m?ts$)[^\\/]+(?<!\.d)\.m?ts$/.test(
    String(value),
  )
    ? null
    : "the path of a TypeScript module that is no route, such as `web/ws.gen.ts`");

/** A whole number within bounds, both included. */
export function integer(least: number, most: number, unit = ""): Check {
  const expected = `a whole number${unit} from ${least} to ${most}`;
  return (value) =>
    Number.isInteger(value) && Number(value) >= least && Number(value) <= most ? null : expected;
}

/** The option `tls`. */
export const tls: Check = (value) => {
  if (!isRecord(value)) return "`{ cert, key }`, the paths of two PEM files";
  return file(value["cert"]) === null && file(value["key"]) === null
    ? null
    : "`{ cert, key }`, both paths of PEM files";
};

/** The option `origins`. */
export const origins: Check = (value) => {
  const expected =
    "a list of origins such as `https://example.com` or `https://*.example.com`, without a path";
  if (!Array.isArray(value)) return expected;
  return value.every((origin) => typeof origin === "string" && isOrigin(origin)) ? null : expected;
};

/** An origin as browsers send it: lower case, no default port, no path (RFC 6454, section 6.2). */
function isOrigin(origin: string): boolean {
  const plain = origin.replace(/^(https?:\/\/)\*\./, "$1wildcard.");
  if (plain.includes("*")) return false;
  if (/^https?:\/\//.test(plain)) return URL.canParse(plain) && new URL(plain).origin === plain;
  return /^[a-z][a-z\d+.-]*:\/\/[\w.-]*$/.test(plain);
}

/** The option `external`. */
export const external: Check = (value) => {
  const expected = "a list of names of packages, such as `pino` or `@scope/*`";
  if (!Array.isArray(value)) return expected;
  return value.every(
    (name) =>
      typeof name === "string" &&
      /^(?:@[\w.~-]+\/(?:\*$)?)?(?:[\w~-][\w.~-]*)?$/.test(name) &&
      !/^$|\/$/.test(name),
  )
    ? null
    : expected;
};

/** The option `health`. */
export const health: Check = (value) =>
  value === false || (typeof value === "string" && /^(?:\/[\w\-.!~*'()]+)+$/.test(value))
    ? null
    : "a path such as `/healthz`, or false";

const SIZES = new Set([
  "disable",
  "shared",
  "dedicated",
  "3KB",
  "4KB",
  "8KB",
  "16KB",
  "32KB",
  "64KB",
  "128KB",
  "256KB",
]);

/** The option `compression`. */
export const compression: Check = (value) => {
  const expected = "true, false, or `{ compress, decompress }` as Bun's `perMessageDeflate` takes it";
  if (typeof value === "boolean") return null;
  if (!isRecord(value)) return expected;
  const fine = Object.entries(value).every(
    ([key, setting]) =>
      (key === "compress" || key === "decompress") &&
      (typeof setting === "boolean" || (typeof setting === "string" && SIZES.has(setting))),
  );
  return fine ? null : expected;
};

/** Whether a value is an object with named properties. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A number of seconds, not necessarily whole. */
export const seconds: Check = (value) =>
  typeof value === "number" && value >= 0 && value <= 3600 ? null : "a number of seconds from 0 to 3600";
