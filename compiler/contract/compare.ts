// Compares a contract with an earlier one, and reports what breaks the clients of the earlier one.
import type { RouteInfo } from "../../runtime/route.ts";
import type { Diagnostic, MessageType, Place } from "../model.ts";
import { fileStart } from "../place.ts";
import { incomingNarrowed } from "../rules/contract/incoming-narrowed.ts";
import { outgoingWidened } from "../rules/contract/outgoing-widened.ts";
import { parameterChanged } from "../rules/contract/parameter-changed.ts";
import { routeRemoved } from "../rules/contract/route-removed.ts";
import { report } from "../rules/rule.ts";
import { compareAll, type Pair } from "./assignable.ts";
import { type Difference, differencesIn } from "./difference.ts";
import type { DescribedContract } from "./document.ts";
import type { EarlierContract, MessageShape } from "./earlier.ts";
import { matchChannels } from "./match-channels.ts";
import { acceptsAll, type Schema } from "./json-schema.ts";
import { explain, FORMS } from "./explain.ts";

/** The messages of a route in one direction, then and now. */
interface Direction {
  readonly direction: MessageType;
  /** What the messages are called in the sources. */
  readonly name: string;
  readonly route: RouteInfo;
  readonly earlier: Forms;
  readonly now: Forms;
}

/** The messages of a channel in one direction, by what their names end in. */
type Forms = ReadonlyMap<string, MessageShape>;

/**
 * Compares a contract with an earlier one.
 *
 * @param file the earlier contract, relative to the project
 */
export function compareContracts(
  file: string,
  earlier: EarlierContract,
  described: DescribedContract,
): readonly Diagnostic[] {
  const { document, routes } = described;
  const diagnostics: Diagnostic[] = [];
  const directions: Direction[] = [];
  for (const match of matchChannels(earlier, document)) {
    const channel = earlier.channels[match.earlier];
    const route = match.now === null ? undefined : routes.get(match.now);
    const now = match.now === null ? undefined : document.channels[match.now];
    if (channel === undefined) continue;
    if (route === undefined || now === undefined) {
      const message = `The route ${channel.address} does not exist anymore`;
      diagnostics.push(report(routeRemoved, placeInFile(file, earlier, match.earlier), message));
      continue;
    }
    for (const change of match.changes) {
      const message =
        channel.address === now.address
          ? `${change}: ${now.address}`
          : `${change}: ${channel.address} has become ${now.address}`;
      diagnostics.push(report(parameterChanged, fileStart(route.file), message));
    }
    for (const direction of ["Incoming", "Outgoing"] as const) {
      const formsIn = (messages: Readonly<Record<string, MessageShape>>): Forms =>
        formsOf(messages, direction);
      directions.push({
        direction,
        name: described.exportOf(match.now ?? "", direction),
        route,
        earlier: formsIn(channel.messages),
        now: formsIn(now.messages),
      });
    }
  }
  return [...diagnostics, ...compareMessages(directions, earlier, described)];
}

function placeInFile(file: string, earlier: EarlierContract, channel: string): Place {
  const position = earlier.positionOf(channel);
  if (position === undefined) return fileStart(file);
  return { file, ...position, endLine: position.line };
}

function formsOf(messages: Readonly<Record<string, MessageShape>>, direction: MessageType): Forms {
  const prefix = direction.toLowerCase();
  return new Map(
    Object.keys(FORMS).flatMap((ending) => {
      const message = Object.hasOwn(messages, `${prefix}${ending}`)
        ? messages[`${prefix}${ending}`]
        : undefined;
      return message === undefined ? [] : [[ending, message] as const];
    }),
  );
}

/** A pair of schemas, and the messages that they belong to. */
interface Candidate extends Direction {
  readonly pair: Pair;
}

function compareMessages(
  directions: readonly Direction[],
  earlier: EarlierContract,
  described: DescribedContract,
): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const candidates: Candidate[] = [];
  const before = earlier.components.schemas;
  const after = described.document.components.schemas;
  for (const each of directions) {
    const { direction } = each;
    // Nothing was promised, or what comes in is not described anymore and so anything may come.
    if (each.earlier.size === 0 || (each.now.size === 0 && direction === "Incoming")) continue;
    const isIncoming = direction === "Incoming";
    const [from, to] = isIncoming ? [each.earlier, each.now] : [each.now, each.earlier];
    if (each.now.size === 0) {
      const message = "`Outgoing` is gone, so earlier clients do not know what they get";
      diagnostics.push(diagnosticOf(each, placeOfForms(each, described), message));
    }
    if (acceptsAny(to)) continue;
    for (const [ending, source] of from) {
      const target = to.get(ending);
      if (target === undefined) {
        const form = isAny(source) ? "any" : FORMS[ending];
        const verb = isIncoming ? "no longer accepts" : "may now be";
        const message = `\`${each.name}\` ${verb} ${form} messages`;
        diagnostics.push(diagnosticOf(each, placeOfForms(each, described), message));
        continue;
      }
      if (source.payload === undefined && target.payload === undefined) continue;
      const pair = {
        from: { schema: source.payload ?? {}, scope: isIncoming ? before : after },
        to: { schema: target.payload ?? {}, scope: isIncoming ? after : before },
      };
      candidates.push({ ...each, pair });
    }
  }
  const refusals = compareAll(candidates.map(({ pair }) => pair));
  const failing = candidates.filter((_, index) => refusals[index] !== null);
  const differences = differencesIn(failing.map(({ pair }) => pair));
  const found = failing.flatMap((candidate, index) =>
    (differences[index] ?? []).map((difference) => {
      const { message, reason } = explain(candidate, difference);
      const place = placeOfDifference(candidate, difference, described);
      return diagnosticOf(candidate, place, message, reason);
    }),
  );
  return [...diagnostics, ...found];
}

/** Whether any message fits. */
function acceptsAny(forms: Forms): boolean {
  return [...forms.values()].some(isAny);
}

function isAny({ contentType, payload }: MessageShape): boolean {
  return contentType === undefined && payload !== undefined && acceptsAll(payload);
}

function diagnosticOf({ direction }: Direction, place: Place, message: string, reason?: string): Diagnostic {
  const rule = direction === "Incoming" ? incomingNarrowed : outgoingWidened;
  return report(rule, place, message, reason === undefined ? {} : { reason });
}

/** The place of a type of messages. */
function placeOfForms({ now, route }: Direction, { placeOf }: DescribedContract): Place {
  const schemas = [...now.values()].flatMap(({ payload }) => (payload === undefined ? [] : [payload]));
  return firstPlace(schemas, placeOf) ?? fileStart(route.file);
}

/** The place of the innermost declaration around a difference. */
function placeOfDifference(candidate: Candidate, { trail }: Difference, described: DescribedContract): Place {
  const own = trail.map(({ from, to }) => (candidate.direction === "Incoming" ? to.schema : from.schema));
  return firstPlace(own.toReversed(), described.placeOf) ?? placeOfForms(candidate, described);
}

function firstPlace(schemas: readonly Schema[], placeOf: DescribedContract["placeOf"]): Place | undefined {
  for (const schema of schemas) {
    const place = placeOf(schema);
    if (place !== undefined) return place;
  }
  return undefined;
}
