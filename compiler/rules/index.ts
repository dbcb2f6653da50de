// The rules that look at syntax, and what they say of a file or a route.
import type { Diagnostic } from "../model.ts";
import { closeCode } from "./close-code.ts";
import { closeReason } from "./close-reason.ts";
import { computedImport } from "./computed-import.ts";
import { foreignTopic } from "./foreign-topic.ts";
import { handshakeHeader } from "./handshake-header.ts";
import { misses, notBundled } from "./not-bundled.ts";
import { relocated } from "./relocated.ts";
import type { Source } from "../syntax/source.ts";
import type { FileRule, FileSubject, RouteRule, RouteSubject } from "./subject.ts";
import { trueBesideData } from "./true-beside-data.ts";
import { unawaitedGuard } from "./unawaited-guard.ts";
import { unknownParameter } from "./unknown-parameter.ts";

const FILE_RULES: readonly FileRule[] = [closeCode, closeReason, computedImport, notBundled, relocated];
const ROUTE_RULES: readonly RouteRule[] = [
  foreignTopic,
  handshakeHeader,
  trueBesideData,
  unawaitedGuard,
  unknownParameter,
];

/** What is wrong in a file that the routes reach. */
export function applyFileRules(subject: FileSubject): readonly Diagnostic[] {
  return FILE_RULES.flatMap((rule) => rule(subject));
}

/** Whether a file names its own place, or looks for something when it runs that a bundle does not have. */
export function looksBeside(source: Source): boolean {
  return misses(source) || [relocated, computedImport].some((rule) => rule({ source }).length > 0);
}

/** What is wrong in the handlers of a route. */
export function applyRouteRules(subject: RouteSubject): readonly Diagnostic[] {
  return subject.handlers.size === 0 ? [] : ROUTE_RULES.flatMap((rule) => rule(subject));
}
