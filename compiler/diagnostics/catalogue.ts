// Every code that bunbox itself gives: its severity, its name, and what it means. Messages, docs/errors.md and the
// fixtures hang on these entries.
import type { Severity } from "../model.ts";

/** An entry of the catalogue. */
export interface Entry {
  readonly severity: Severity;
  /** The fixture is `fixtures/errors/CODE-NAME`. */
  readonly name: string;
  /** What stands beside the mark under the place; an entry that is about whole files has none. */
  readonly label?: string;
  /** What is wrong, in a sentence or two. */
  readonly meaning: string;
  /** How to mend it. */
  readonly remedy: string;
}

export const CATALOGUE = {
  BBX1001: {
    severity: "error",
    name: "no-routes",
    meaning: "The project has no route file, so there is nothing to serve.",
    remedy: "Create `app/ws/route.ts`, or set `routes` in `bunbox.config.ts` to the folder that holds them.",
  },
  BBX1002: {
    severity: "error",
    name: "duplicate-url",
    meaning: "Two files answer the same URL, so one of them could never run.",
    remedy:
      "Delete or move all but one. Groups like `(admin)` name nothing in the URL, and `[[...path]]` answers its folder too.",
  },
  BBX1003: {
    severity: "error",
    name: "parameter-names-differ",
    meaning: "Two folders at one place of the URL give their parameter different names.",
    remedy: "Use one name for both, since a request cannot tell them apart.",
  },
  BBX1004: {
    severity: "error",
    name: "parameter-twice",
    meaning: "A path has the same parameter twice, and `ctx.params` can hold only one value for it.",
    remedy: "Rename one of the two folders.",
  },
  BBX1005: {
    severity: "error",
    name: "catch-all-not-last",
    meaning: "A catch-all folder takes all that follows, so nothing can be below it.",
    remedy: "Move the route into the catch-all folder itself, or use `[name]` for a single segment.",
  },
  BBX1006: {
    severity: "error",
    name: "ill-formed-segment",
    meaning: "A folder's name has brackets or parentheses that do not form a parameter or a group.",
    remedy:
      "Write `[name]`, `[...name]`, `[[...name]]` or `(group)`; a name is letters, digits, `_` and `-`.",
  },
  BBX1007: {
    severity: "error",
    name: "commonjs-route",
    meaning: "A route file ends in `.cts` or `.cjs`, and routes are ES modules.",
    remedy: "Rename it to `route.ts` or `route.js`, and export its functions with `export`.",
  },
  BBX1008: {
    severity: "error",
    name: "unreadable-route",
    meaning:
      "A route file or folder cannot be read: a link that leads nowhere or in a circle, or a permission.",
    remedy: "Mend the link or the permission, or remove the file.",
  },
  BBX1009: {
    severity: "warning",
    name: "shared-topic",
    meaning: "Two static routes would share one topic, so each gets its path as topic instead.",
    remedy:
      "Nothing needs to be done where the code uses `ctx.topic`. To keep the short topics, rename a folder.",
  },
  BBX2001: {
    severity: "error",
    name: "no-handler",
    meaning: "A route file exports none of the five functions, so it can do nothing.",
    remedy: "Export `onMessage`, `onOpen`, `onClose`, `onDrain` or `upgrade`, or remove the file.",
  },
  BBX2002: {
    severity: "error",
    name: "misspelt-handler",
    label: "not a handler",
    meaning:
      "An exported function is named almost like a handler that the route does not have; it would never run.",
    remedy: "Rename it to the handler, or give it a name that is not like one.",
  },
  BBX2003: {
    severity: "warning",
    name: "handler-lookalike",
    label: "never called",
    meaning: "An exported function is named almost like a handler that the route has already; it never runs.",
    remedy: "Rename it, do not export it, or silence the warning with `// bunbox-ignore BBX2003: reason`.",
  },
  BBX2004: {
    severity: "error",
    name: "default-export",
    label: "not read as a handler",
    meaning: "A handler is exported as the default, and routes are read by name.",
    remedy: "Write `export function onMessage(…)` in place of `export default`.",
  },
  BBX2005: {
    severity: "error",
    name: "not-a-function",
    label: "not callable",
    meaning: "A handler's name is exported, and its value is no function.",
    remedy: "Export a function under this name, or rename the value.",
  },
  BBX2006: {
    severity: "error",
    name: "generator-handler",
    label: "runs nothing",
    meaning: "A handler is a generator: calling it runs nothing of its body.",
    remedy: "Remove the `*`.",
  },
  BBX2007: {
    severity: "error",
    name: "no-value",
    label: "not there at run time",
    meaning:
      "A handler's name is exported as a type, or only declared, so nothing of it exists when the server runs.",
    remedy: "Export a function with a body, and without `type` or `declare`.",
  },
  BBX2008: {
    severity: "error",
    name: "not-exported",
    label: "not exported",
    meaning: "A function has a handler's name and is not exported, and the route has no handler at all.",
    remedy: "Write `export` before it.",
  },
  BBX2009: {
    severity: "warning",
    name: "handler-not-exported",
    label: "not exported",
    meaning:
      "A function has the name of a handler that the route lacks, and is not exported, so it never runs by itself.",
    remedy: "Write `export` before it, or give it another name.",
  },
  BBX2010: {
    severity: "error",
    name: "wrong-parameter",
    label: "does not take it",
    meaning: "A handler's parameter does not take what it is called with.",
    remedy:
      "Give the parameter the type that the message names, or leave its type out of a `satisfies` constant.",
  },
  BBX2011: {
    severity: "error",
    name: "too-many-parameters",
    label: "one too many",
    meaning: "A handler asks for more arguments than it is called with.",
    remedy: "Remove the parameter, or make it optional.",
  },
  BBX2012: {
    severity: "error",
    name: "wrong-return",
    label: "not a result of `upgrade`",
    meaning:
      "`upgrade` returns something that is neither a boolean, a `Response`, nor `{ data, headers, protocol }`.",
    remedy: "Return `true`, `false`, a `Response`, or an object with these keys on every path.",
  },
  BBX2013: {
    severity: "error",
    name: "wrong-signature",
    label: "does not fit",
    meaning: "A handler does not fit its signature, for a reason that no single parameter explains.",
    remedy: "Compare it with the signature in the hint.",
  },
  BBX2014: {
    severity: "error",
    name: "unknown-result-key",
    label: "has a key that is refused",
    meaning:
      "`upgrade` returns an object with a key that is neither `data`, `headers` nor `protocol`; the server refuses it with 403.",
    remedy: "Rename the key, or put the value under `data`.",
  },
  BBX2020: {
    severity: "error",
    name: "wrong-fallback",
    meaning: "The module of the option `fallback` does not export by default what answers a request.",
    remedy: "Write `export default function (req: Request, server: Bun.Server<unknown>): Response { … }`.",
  },
  BBX2030: {
    severity: "error",
    name: "close-code",
    label: "not a code to send",
    meaning:
      "`ws.close()` is given a code that an endpoint may not send (RFC 6455, section 7.4): the client sees a broken connection.",
    remedy: "Use 1000 to 1003, 1007 to 1014, or 3000 to 4999.",
  },
  BBX2031: {
    severity: "warning",
    name: "close-reason",
    label: "too long",
    meaning: "A close reason may have 123 bytes of UTF-8 (RFC 6455, section 5.5); Bun cuts a longer one off.",
    remedy: "Shorten it, or send it as a message before closing.",
  },
  BBX2032: {
    severity: "warning",
    name: "handshake-header",
    label: "dropped",
    meaning: "`upgrade` returns a header that belongs to the handshake itself; the server drops it.",
    remedy: "Remove it. A subprotocol is chosen with `protocol`.",
  },
  BBX2033: {
    severity: "warning",
    name: "true-beside-data",
    label: "accepts without data",
    meaning:
      "`upgrade` returns `true` on one path and `data` on another, so `ws.data` is `undefined` where its type says otherwise.",
    remedy: "Return `{ data: … }` on every path that accepts.",
  },
  BBX2034: {
    severity: "error",
    name: "unawaited-guard",
    label: "a promise",
    meaning:
      "The result of an asynchronous function is negated without `await`: a promise is never false, so the guard lets everybody in.",
    remedy: "Write `!(await …)`, and make `upgrade` `async`.",
  },
  BBX2035: {
    severity: "error",
    name: "unknown-parameter",
    label: "always undefined",
    meaning: "A handler reads a parameter that its folder does not give, which is always `undefined`.",
    remedy: "Use the name in the brackets of the folder.",
  },
  BBX2036: {
    severity: "warning",
    name: "foreign-topic",
    label: "another route's topic",
    meaning:
      "A socket subscribes or publishes to a topic that belongs to another route, and mixes with its clients.",
    remedy: "Name the topic differently, or silence the warning if it is meant.",
  },
  BBX3001: {
    severity: "error",
    name: "unknown-option",
    label: "unknown",
    meaning: "`bunbox.config.ts` has an option that bunbox does not know.",
    remedy: "Use the name that the message suggests, or remove it. docs/configuration.md lists all options.",
  },
  BBX3002: {
    severity: "error",
    name: "wrong-option",
    label: "wrong value",
    meaning: "An option of `bunbox.config.ts` has a value of the wrong type or out of range.",
    remedy: "Give it a value as docs/configuration.md describes.",
  },
  BBX3003: {
    severity: "error",
    name: "config-failed",
    meaning:
      "`bunbox.config.ts` cannot be loaded: it does not parse, throws, never ends, or exports no object.",
    remedy: "Mend the error that the message quotes. The file must `export default defineConfig({ … })`.",
  },
  BBX3004: {
    severity: "error",
    name: "path-taken",
    label: "taken",
    meaning:
      "The option `health` names a path that a route or the metrics have, which would never be answered by them.",
    remedy: "Choose another path for `health`, or `false`.",
  },
  BBX4001: {
    severity: "error",
    name: "cannot-bundle",
    label: "cannot be bundled",
    meaning:
      "The code cannot be bundled: a module is not found, a file does not parse, or an export is missing.",
    remedy: "Mend the import or the syntax that the message names.",
  },
  BBX4002: {
    severity: "error",
    name: "cannot-write",
    meaning: "The output or the cache folder cannot be written.",
    remedy: "Check the path, the permissions and the free space, or choose another file with `--outfile`.",
  },
  BBX4003: {
    severity: "error",
    name: "typescript-failed",
    meaning: "The project's TypeScript could not be run, or ended without a verdict.",
    remedy: "Reinstall the project's dependencies. `--no-typecheck` builds without type checking.",
  },
  BBX4004: {
    severity: "warning",
    name: "not-strict",
    meaning:
      "`strictNullChecks` is off, so TypeScript takes an `upgrade` that forgets to answer for one that answers.",
    remedy: 'Set `"strict": true` in tsconfig.json.',
  },
  BBX4005: {
    severity: "warning",
    name: "computed-import",
    label: "only known when it runs",
    meaning:
      "The path of an `import()` is computed, so what it names is not in the output, and is looked for when the server runs.",
    remedy: "Write the path as a literal, or let it begin with one: `import(`./locales/${name}.ts`)`.",
  },
  BBX4006: {
    severity: "warning",
    name: "relocated",
    label: "the server's, not the source's",
    meaning:
      "`__dirname`, `import.meta.url` and the like name the place of `dist/server.js` once the code is bundled, not that of the source.",
    remedy: "Take paths from the configuration or the environment, or import the file as text.",
  },
  BBX4007: {
    severity: "warning",
    name: "native-addon",
    meaning:
      "A native add-on cannot be bundled: it stays where it is, and the server looks for it from its own place.",
    remedy: "Deploy the add-on with the server, at the same place relative to it.",
  },
} as const satisfies Record<string, Entry>;

/** The label of a code; TypeScript's own have none. */
export function labelOf(code: string): string | undefined {
  const entries: readonly (readonly [string, Entry])[] = Object.entries(CATALOGUE);
  return entries.find(([known]) => known === code)?.[1].label;
}

/** A code of bunbox's own. */
export type Code = keyof typeof CATALOGUE;
