// Lists every rule. docs/errors.md and `bunbox explain` are made from this list.
import { blockFunction } from "./build/block-function.ts";
import { cannotBundle } from "./build/cannot-bundle.ts";
import { cannotWrite } from "./build/cannot-write.ts";
import { caseAlone } from "./build/case-alone.ts";
import { clientInServer } from "./build/client-in-server.ts";
import { computedImport } from "./build/computed-import.ts";
import { emptyImport } from "./build/empty-import.ts";
import { nativeAddon } from "./build/native-addon.ts";
import { notExamined } from "./build/not-examined.ts";
import { notStrict } from "./build/not-strict.ts";
import { readTooEarly } from "./build/read-too-early.ts";
import { relocated } from "./build/relocated.ts";
import { clientAlias } from "./build/client-alias.ts";
import { unfitTsconfig } from "./build/unfit-tsconfig.ts";
import { typesTooSlow } from "./build/types-too-slow.ts";
import { twoCopies } from "./build/two-copies.ts";
import { twoFiles } from "./build/two-files.ts";
import { typescriptFailed } from "./build/typescript-failed.ts";
import { configFailed } from "./config/config-failed.ts";
import { misnamedConfig } from "./config/misnamed-config.ts";
import { pathTaken } from "./config/path-taken.ts";
import { unknownOption } from "./config/unknown-option.ts";
import { wrongOption } from "./config/wrong-option.ts";
import { defaultExport } from "./exports/default-export.ts";
import { generatorHandler } from "./exports/generator-handler.ts";
import { guardWithoutData } from "./exports/guard-without-data.ts";
import { handlerLookalike } from "./exports/handler-lookalike.ts";
import { handlerNotExported } from "./exports/handler-not-exported.ts";
import { handlersHeld } from "./exports/handlers-held.ts";
import { moreHandlersHeld } from "./exports/more-handlers-held.ts";
import { misspeltHandler } from "./exports/misspelt-handler.ts";
import { noGuard } from "./exports/no-guard.ts";
import { noHandler } from "./exports/no-handler.ts";
import { noValue } from "./exports/no-value.ts";
import { notAFunction } from "./exports/not-a-function.ts";
import { notExported } from "./exports/not-exported.ts";
import { notLiteral } from "./exports/not-literal.ts";
import { notThisRoute } from "./exports/not-this-route.ts";
import { tooManyParameters } from "./exports/too-many-parameters.ts";
import { unknownResultKey } from "./exports/unknown-result-key.ts";
import { unknownStar } from "./exports/unknown-star.ts";
import { misspeltSetting } from "./exports/misspelt-setting.ts";
import { twoIncoming } from "./exports/two-incoming.ts";
import { withoutSchema } from "./exports/without-schema.ts";
import { wrongFallback } from "./exports/wrong-fallback.ts";
import { wrongSetting } from "./exports/wrong-setting.ts";
import { wrongParameter } from "./exports/wrong-parameter.ts";
import { wrongReturn } from "./exports/wrong-return.ts";
import { wrongSignature } from "./exports/wrong-signature.ts";
import { closeCode } from "./handlers/close-code.ts";
import { closeReason } from "./handlers/close-reason.ts";
import { endlessOpen } from "./handlers/endless-open.ts";
import { handshakeBody } from "./handlers/handshake-body.ts";
import { relativeUrl } from "./handlers/relative-url.ts";
import { unawaitedCheck } from "./handlers/unawaited-check.ts";
import { parsedTwice } from "./handlers/parsed-twice.ts";
import { unknownPath } from "./handlers/unknown-path.ts";
import { foreignTopic } from "./handlers/foreign-topic.ts";
import { processState } from "./handlers/process-state.ts";
import { processTimer } from "./handlers/process-timer.ts";
import { handshakeHeader } from "./handlers/handshake-header.ts";
import { trueBesideData } from "./handlers/true-beside-data.ts";
import { unknownTopic } from "./handlers/unknown-topic.ts";
import { unawaitedGuard } from "./handlers/unawaited-guard.ts";
import { unknownParameter } from "./handlers/unknown-parameter.ts";
import { unreturnedResponse } from "./handlers/unreturned-response.ts";
import { unsentReturn } from "./handlers/unsent-return.ts";
import { thrownResponse } from "./handlers/thrown-response.ts";
import { promisedData } from "./handlers/promised-data.ts";
import { sentObject } from "./handlers/sent-object.ts";
import { jsonTwice } from "./handlers/json-twice.ts";
import { emptyJson } from "./handlers/empty-json.ts";
import { endlessTimer } from "./handlers/endless-timer.ts";
import { keptSocket } from "./handlers/kept-socket.ts";
import { uncheckedTopic } from "./handlers/unchecked-topic.ts";
import { usedResponse } from "./handlers/used-response.ts";
import { caseClash } from "./routes/case-clash.ts";
import { catchAllNotLast } from "./routes/catch-all-not-last.ts";
import { commonjsRoute } from "./routes/commonjs-route.ts";
import { duplicateUrl } from "./routes/duplicate-url.ts";
import { illFormedSegment } from "./routes/ill-formed-segment.ts";
import { noRoutes } from "./routes/no-routes.ts";
import { parameterNamesDiffer } from "./routes/parameter-names-differ.ts";
import { parameterTwice } from "./routes/parameter-twice.ts";
import { idleGuard } from "./routes/idle-guard.ts";
import { misspeltGuard } from "./routes/misspelt-guard.ts";
import { twoGuards } from "./routes/two-guards.ts";
import { unguardedRoute } from "./routes/unguarded-route.ts";
import { sharedTopic } from "./routes/shared-topic.ts";
import { strayRoute } from "./routes/stray-route.ts";
import { unreadableRoute } from "./routes/unreadable-route.ts";
import { bundlerWarning } from "./build/bundler-warning.ts";
import { notBundled } from "./build/not-bundled.ts";
import { absentPackage } from "./build/absent-package.ts";
import { readsFiles } from "./build/reads-files.ts";
import { unsupportedImport } from "./build/unsupported-import.ts";
import { bunfigIgnored } from "./build/bunfig-ignored.ts";
import { decoratorMetadata } from "./build/decorator-metadata.ts";
import { declaredEnum } from "./build/declared-enum.ts";
import { requiredAwait } from "./build/required-await.ts";
import { incomingNarrowed } from "./contract/incoming-narrowed.ts";
import { noSchema } from "./contract/no-schema.ts";
import { outgoingWidened } from "./contract/outgoing-widened.ts";
import { parameterChanged } from "./contract/parameter-changed.ts";
import { routeRemoved } from "./contract/route-removed.ts";
import type { Rule } from "./rule.ts";

/** Every rule, by its code. */
export const RULES: readonly Rule[] = [
  noRoutes,
  duplicateUrl,
  parameterNamesDiffer,
  parameterTwice,
  catchAllNotLast,
  illFormedSegment,
  commonjsRoute,
  unreadableRoute,
  sharedTopic,
  caseClash,
  twoGuards,
  misspeltGuard,
  unguardedRoute,
  idleGuard,
  strayRoute,
  noHandler,
  misspeltHandler,
  handlerLookalike,
  defaultExport,
  notAFunction,
  generatorHandler,
  noValue,
  notExported,
  handlerNotExported,
  wrongParameter,
  tooManyParameters,
  wrongReturn,
  wrongSignature,
  unknownResultKey,
  unknownStar,
  noGuard,
  wrongFallback,
  wrongSetting,
  withoutSchema,
  twoIncoming,
  misspeltSetting,
  notThisRoute,
  notLiteral,
  guardWithoutData,
  unknownPath,
  closeCode,
  closeReason,
  handshakeHeader,
  trueBesideData,
  unawaitedGuard,
  unknownParameter,
  foreignTopic,
  processState,
  processTimer,
  unknownTopic,
  unsentReturn,
  thrownResponse,
  promisedData,
  sentObject,
  jsonTwice,
  emptyJson,
  endlessTimer,
  keptSocket,
  uncheckedTopic,
  handlersHeld,
  moreHandlersHeld,
  unreturnedResponse,
  unawaitedCheck,
  relativeUrl,
  endlessOpen,
  handshakeBody,
  usedResponse,
  parsedTwice,
  unknownOption,
  wrongOption,
  configFailed,
  pathTaken,
  misnamedConfig,
  cannotBundle,
  cannotWrite,
  typescriptFailed,
  notStrict,
  computedImport,
  relocated,
  nativeAddon,
  clientInServer,
  caseAlone,
  notExamined,
  twoFiles,
  unfitTsconfig,
  bundlerWarning,
  notBundled,
  absentPackage,
  readsFiles,
  unsupportedImport,
  bunfigIgnored,
  decoratorMetadata,
  declaredEnum,
  requiredAwait,
  twoCopies,
  typesTooSlow,
  clientAlias,
  readTooEarly,
  blockFunction,
  emptyImport,
  noSchema,
  routeRemoved,
  parameterChanged,
  incomingNarrowed,
  outgoingWidened,
];

/** The rule of a code; `undefined` for TypeScript's own codes. */
export function ruleOf(code: string): Rule | undefined {
  return RULES.find((rule) => rule.code === code);
}
