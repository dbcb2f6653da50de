// Decides by a route's schema what becomes of a message.
import type { CloseFrame } from "./delivery.ts";
import { kindOf } from "./kind-of.ts";
import type { RouteEntry } from "./route.ts";
import type { SchemaIssue, SchemaResult, StandardSchema } from "./schema.ts";
import { isThenable } from "./thenable.ts";
import type { Bytes } from "./types.ts";
import { hasMoreValues } from "./value-count.ts";
import { sizeOf } from "./waiting-messages.ts";

/** What becomes of a message: it fits, it does not, it closes the socket, or the schema has failed. */
export type CheckResult = SchemaResult | CloseFrame | { readonly error: unknown };

/** The result, now or later. Whether a schema is asynchronous may depend on the message (zod). */
export type Checking = CheckResult | Promise<CheckResult>;

/** How many bytes a message may have if the route does not say: a schema takes seconds for a megabyte of wrong items. */
const DEFAULT_LIMIT = 64 * 1024;

/** How many values such a message may hold: 2,000 wrong items take the slowest library (arktype 2.1) some 20 ms. */
const DEFAULT_VALUES = 2_000;

const TOO_LONG: CloseFrame = { code: 1009, reason: "Message too big" };
const NO_BYTES: CloseFrame = { code: 1003, reason: "Only text is accepted" };
const NO_JSON: CheckResult = { issues: [{ message: "Not JSON" }] };
const TOO_MANY: CheckResult = { issues: [{ message: `More than ${DEFAULT_VALUES} values` }] };
const TOO_DEEP: CheckResult = { issues: [{ message: "Nested too deeply" }] };

/** Makes values for which a schema of objects takes bytes: a schema may change what it gets. */
const lookAlikes = (): readonly object[] => [{}, { length: 0, byteLength: 0, byteOffset: 0 }];

/** Creates the check of a route's messages, which never throws: what the schema throws is a result. */
export function createMessageCheck(route: RouteEntry): (message: string | Bytes) => Checking {
  // The schema that is known to take bytes or not: the module may assign another one.
  let asked: { readonly schema: unknown; readonly takesBytes: boolean } | undefined;

  // A library may make the properties of a schema anew whenever they are read (arktype, valibot).
  let known: { readonly schema: unknown; readonly standard: StandardSchema["~standard"] } | undefined;

  function standardOf(schema: unknown): StandardSchema["~standard"] {
    if (known !== undefined && known.schema === schema) return known.standard;
    if (!isSchema(schema)) throw new TypeError(`incoming is ${kindOf(schema)} now; it must stay a schema`);
    known = { schema, standard: schema["~standard"] };
    return known.standard;
  }

  function validate(value: unknown): Checking {
    try {
      const result: unknown = standardOf(route.incoming).validate(value);
      return isThenable(result) ? Promise.resolve(result).then(resultOf).catch(failed) : resultOf(result);
    } catch (error) {
      return failed(error);
    }
  }

  /** A schema that takes any object does not take bytes as such: it would take them for `{}`. */
  function checkBytes(bytes: Bytes): Checking {
    const schema = route.incoming;
    const answer = (takesBytes: boolean): Checking => (takesBytes ? checkTaken(bytes) : NO_BYTES);
    if (asked !== undefined && asked.schema === schema) return answer(asked.takesBytes);
    const conclude = (results: readonly CheckResult[]): Checking => {
      // A schema that has failed says nothing.
      const failure = results.find((result) => "error" in result);
      if (failure !== undefined) return failure;
      asked = { schema, takesBytes: results.every(isRefused) };
      return answer(asked.takesBytes);
    };
    const checkings = lookAlikes().map(validate);
    const settled = checkings.flatMap((each) => (isThenable(each) ? [] : [each]));
    if (settled.length === checkings.length) return conclude(settled);
    return Promise.all(checkings.map(async (each) => each)).then(conclude);
  }

  function checkTaken(bytes: Bytes): Checking {
    const checking = validate(bytes);
    return isThenable(checking) ? checking.then(ofBytes) : ofBytes(checking);
  }

  return (message) => {
    const limit = Number(route.maxPayloadLength ?? DEFAULT_LIMIT);
    // A character has three bytes at most.
    if (!(message.length * 3 <= limit) && !(sizeOf(message) <= limit)) return TOO_LONG;
    if (typeof message !== "string") return checkBytes(message);
    let value: unknown;
    try {
      value = JSON.parse(message);
    } catch {
      return NO_JSON;
    }
    return route.maxPayloadLength === undefined && holdsTooMany(message, value) ? TOO_MANY : validate(value);
  };
}

/** Whether a message holds so many values that a schema could keep the server busy. Each takes two characters at least. */
function holdsTooMany(message: string, value: unknown): boolean {
  return message.length > 2 * DEFAULT_VALUES && hasMoreValues(value, DEFAULT_VALUES);
}

/** Whether a value speaks Standard Schema 1. A schema may be a function (arktype). */
export function isSchema(value: unknown): value is StandardSchema {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return false;
  const standard: unknown = "~standard" in value ? value["~standard"] : null;
  return (
    typeof standard === "object" &&
    standard !== null &&
    "version" in standard &&
    standard.version === 1 &&
    "validate" in standard &&
    typeof standard.validate === "function"
  );
}

/** Checks the two keys alone: a library may return objects of its own. */
function resultOf(result: unknown): CheckResult {
  if (isResult(result)) return result;
  throw new TypeError(`incoming returned ${kindOf(result)}, which is not a result of Standard Schema`);
}

function isResult(result: unknown): result is SchemaResult {
  return (
    typeof result === "object" &&
    result !== null &&
    ("value" in result || ("issues" in result && Array.isArray(result.issues)))
  );
}

function ofBytes(result: CheckResult): CheckResult {
  return isRefused(result) ? NO_BYTES : result;
}

/** Whether a message does not fit. A library may write `issues: null` beside a value. */
export function isRefused(result: CheckResult): result is { readonly issues: readonly SchemaIssue[] } {
  return "issues" in result && Boolean(result.issues);
}

/** A client can nest a message so deep that the schema's recursion overflows the stack: that is the message's fault. */
function failed(error: unknown): CheckResult {
  return error instanceof RangeError && error.message.includes("call stack") ? TOO_DEEP : { error };
}
