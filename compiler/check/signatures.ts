// Describes handlers that TypeScript does not accept, one diagnostic per mistake.
import { RESULT_KEYS } from "../../runtime/facts.ts";
import type { HandlerName } from "../../runtime/route.ts";
import { diagnostic, fileStart } from "../diagnostics/diagnostic.ts";
import type { Diagnostic, ExportFact, Misfit, Place, Related, RouteFacts } from "../model.ts";
import { handlerParameters, type Parameter } from "../syntax/signatures.ts";

const KEYS = RESULT_KEYS.map((key) => `\`${key}\``);

/** The mistake in the module of the option `fallback`. */
export function describeFallback(file: string, reason: string): Diagnostic {
  const message = `${file} must export by default a function that answers a request`;
  const hint = "Write `export default function (req: Request, server: Bun.Server<unknown>): Response { … }`.";
  return diagnostic("BBX2020", fileStart(file), message, { reason, hint });
}

/**
 * Blames a misfit at its parameter, its first parameter too many, or its name.
 *
 * @param facts what is written in the route's own file
 */
export function describeMisfit({ route, handler, reason, blame }: Misfit, facts: RouteFacts): Diagnostic {
  if (handler === "fallback") return describeFallback(route.file, reason);
  const fact = facts.exports.find((each) => each.name === handler);
  const name = fact?.place ?? fileStart(route.file);
  const hint = signatureHint(facts, handler);
  const related = relatedTo(fact);
  const parameter = (index: number): Place => fact?.parameters?.[index] ?? name;
  if (blame.kind === "parameter" && fact?.form === "function" && fact.parameters === undefined) {
    const message = `No overload of \`${handler}\` takes all that it is called with`;
    return diagnostic("BBX2013", name, message, { reason, hint, related });
  }
  switch (blame.kind) {
    case "parameter": {
      const { name: label, type } = calledWith(facts, handler)[blame.index] ?? { name: "?", type: "?" };
      const message = `\`${handler}\` is called with ${label} of type \`${type}\`, which its ${ordinal(blame.index)} parameter does not take`;
      return diagnostic("BBX2010", parameter(blame.index), message, { reason, hint, related });
    }
    case "arity": {
      const message = `\`${handler}\` asks for more than the ${blame.allowed} arguments that it is called with`;
      return diagnostic("BBX2011", parameter(blame.allowed), message, { reason, hint, related });
    }
    case "return": {
      const message = `\`upgrade\` must return a boolean, a Response, or \`{ ${RESULT_KEYS.join(", ")} }\``;
      return diagnostic("BBX2012", fact?.returns ?? name, message, { reason, hint, related });
    }
    case "keys": {
      const message = `\`upgrade\` returns an object with the key ${reason}, which the server refuses`;
      return diagnostic("BBX2014", fact?.returns ?? name, message, {
        hint: `Use ${KEYS.slice(0, -1).join(", ")} and ${KEYS.at(-1)} alone.`,
        related,
      });
    }
    case "callable": {
      const what =
        /\bundefined\b|\bnull\b/.test(reason) && /=>/.test(reason)
          ? "may be no function"
          : "is not a function";
      return diagnostic("BBX2005", name, `\`${handler}\` ${what}`, { reason, hint, related });
    }
    case "generator":
      return generatorAt(handler, name, related);
    case "whole":
      return diagnostic("BBX2013", name, `\`${handler}\` does not fit its signature`, {
        reason,
        hint,
        related,
      });
  }
}

/** A handler whose call runs nothing of its body. */
export function generatorAt(handler: string, place: Place, related: readonly Related[]): Diagnostic {
  const message = `\`${handler}\` is a generator, and calling one runs nothing of its body`;
  return diagnostic("BBX2006", place, message, {
    hint: `Remove the \`*\`: \`export function ${handler}(…)\`.`,
    related,
  });
}

/** Where the route hands on a handler that is written in another file. */
export function relatedTo(fact: ExportFact | undefined): readonly Related[] {
  return fact?.via === undefined ? [] : [{ message: "the route exports it here", place: fact.via }];
}

/** A signature that can be pasted. */
function signatureHint(facts: RouteFacts, handler: HandlerName): string {
  const parameters = calledWith(facts, handler).map(({ name, type }) => `${name}: ${type}`);
  return `export function ${handler}(${parameters.join(", ")})`;
}

/** The parameters of a handler, with the route's own types. */
function calledWith({ route, names }: RouteFacts, handler: HandlerName): readonly Parameter[] {
  const data = names.includes("upgrade") ? "<UpgradeData<typeof upgrade>>" : "";
  return handlerParameters(handler, data, paramsText(route));
}

function paramsText({ segments }: RouteFacts["route"]): string {
  const dynamic = segments.filter(({ kind }) => kind !== "static");
  if (dynamic.length === 0) return "";
  const properties = dynamic.map(({ kind, name }) => {
    const key = /^[\p{L}_$][\p{L}\p{Nd}_$]*$/u.test(name) ? name : JSON.stringify(name);
    return `${key}: ${kind === "param" ? "string" : "string[]"}`;
  });
  return `<{ ${properties.join("; ")} }>`;
}

function ordinal(index: number): string {
  return ["first", "second", "third", "fourth"][index] ?? `${index + 1}th`;
}
