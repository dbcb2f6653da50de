// Explains errors of TypeScript at marks in the text of a route, without TypeScript.
import type { Diagnostic } from "../../../compiler/model.ts";
import { explainTypes } from "../../../compiler/rules/explain-types.ts";
import { factsOf, mayExport } from "../../../compiler/syntax/export-facts.ts";
import { routeOf } from "../../support/naive-matcher.ts";
import { modulesOf } from "./project.ts";

/** An import of types of bunbox. */
export const OWN = 'import type { ServerWebSocket, UpgradeData, OnOpen } from "@ademattos/bunbox";\n';

/** TypeScript's message about an argument of a type that cannot be sent. */
export const argument = (type: string): string =>
  `Argument of type '${type}' is not assignable to parameter of type 'string'`;

interface Given {
  readonly folder?: string;
  /** Whether a guard is in the folder above. */
  readonly guarded?: boolean;
  /** A route that has its handlers in the marked text, which is then that of `handlers.ts` beside it. */
  readonly route?: string;
  readonly broken?: readonly string[];
  /** The code of the rule that is broken. */
  readonly rule?: string;
  /** The handler whose socket, or for `onMessage` whose message, has a wrong type. */
  readonly misfit?: "onOpen" | "onMessage";
  /** Whether the messages are wanted, and not the hints. */
  readonly messages?: boolean;
}

/**
 * One error at each mark; what is left of them, as `text at the place: hint`.
 *
 * @param codes the code of all errors, or that of each
 */
export function explain(
  marked: string,
  codes: string | readonly string[],
  message = "",
  given: Given = {},
): readonly string[] {
  const { folder = "chat", guarded = false, broken = [], rule = "BBX2047", misfit, messages = false } = given;
  const text = marked.replaceAll("«", "");
  const guard = { ...routeOf("chat"), file: "app/ws/_guard.ts", isGuard: true as const };
  const route = { ...routeOf(folder), guards: guarded ? [guard] : [] };
  const file = given.route === undefined ? route.file : `app/ws/${folder}/handlers.ts`;
  const modules = modulesOf({
    files: { [route.file]: given.route ?? text, [file]: text },
    imports: { [route.file]: { "./handlers.ts": file } },
  });
  const source = modules.sources.get(file);
  if (source === undefined) throw new Error("the text has no source");
  const facts = factsOf(modules, route, mayExport(modules.sources.get(route.file)));
  const offsets = marked
    .split("«")
    .slice(0, -1)
    .map((_, index, parts) => parts.slice(0, index + 1).join("").length);
  const at = (start: number, end: number, own: string): Diagnostic => ({
    code: own,
    severity: "error",
    message,
    place: source.placeOf({ start, end }),
    related: [],
  });
  const reported = broken.map((each) => at(text.indexOf(each), text.indexOf(each) + each.length, rule));
  const blame = { kind: "parameter", index: misfit === "onMessage" ? 1 : 0 } as const;
  const misfits = misfit === undefined ? [] : [{ route, handler: misfit, reason: "", blame } as const];
  const errors = offsets.map((start, index) =>
    at(start, start + 1, typeof codes === "string" ? codes : (codes[index] ?? "")),
  );
  return explainTypes(errors, modules, [facts], reported, misfits).map(({ place, hint, message: said }) => {
    if (messages) return said;
    const end =
      place === null ? 0 : source.offsetOf({ ...place, line: place.endLine, column: place.endColumn });
    return `${place === null ? "" : text.slice(source.offsetOf(place), end)}: ${hint ?? "-"}`;
  });
}
