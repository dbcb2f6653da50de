// Finds the channel that an earlier channel has become, and how its parameters have changed.
import type { ChannelShape, ContractShape } from "./earlier.ts";

/** An earlier channel, and what it is now. */
export interface ChannelMatch {
  readonly earlier: string;
  /** Its name now; `null` if it is gone. */
  readonly now: string | null;
  /** How its parameters have changed, in words; empty if a client's addresses are still right. */
  readonly changes: readonly string[];
}

/** A segment of an address. */
type Segment = { readonly text: string } | { readonly name: string; readonly kind: string };

/** How many segments of a URL each kind of parameter can be: the least and the most. */
const LENGTHS: Readonly<Record<string, readonly [number, number]>> = {
  one: [1, 1],
  optional: [0, 1],
  "catch-all": [1, Infinity],
  "optional-catch-all": [0, Infinity],
};

/** Matches the channels of an earlier contract: by their address, else by the fixed parts of it. */
export function matchChannels(earlier: ContractShape, now: ContractShape): readonly ChannelMatch[] {
  const left = new Map(Object.entries(now.channels).map(([name, channel]) => [name, segmentsOf(channel)]));
  const take = (segments: readonly Segment[], shape: Shape): string | null => {
    const found = [...left].filter(([, each]) => shape(each) === shape(segments));
    const [first, ...others] = found;
    if (first === undefined || others.length > 0) return null;
    left.delete(first[0]);
    return first[0];
  };
  const all = Object.entries(earlier.channels).map(([name, channel]) => ({
    name,
    segments: segmentsOf(channel),
  }));
  const exact = new Map(all.map(({ name, segments }) => [name, take(segments, shapeOf)]));
  return all.map(({ name, segments }) => {
    const match = exact.get(name) ?? take(segments, fixedParts);
    const channel = match === null ? undefined : now.channels[match];
    const changes = channel === undefined ? [] : changesOf(segments, segmentsOf(channel));
    return { earlier: name, now: match, changes };
  });
}

type Shape = (segments: readonly Segment[]) => string;

function segmentsOf({ address, parameters }: ChannelShape): readonly Segment[] {
  return address.split("/").map((text) => {
    const name = /^\{(.+)\}$/.exec(text)?.[1];
    if (name === undefined) return { text };
    const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    return { name, kind: parameter?.["x-bunbox-kind"] ?? "one" };
  });
}

/** An address without the names of its parameters. */
function shapeOf(segments: readonly Segment[]): string {
  return segments.map((each) => ("text" in each ? each.text : "{}")).join("/");
}

/** An address without its parameters. */
function fixedParts(segments: readonly Segment[]): string {
  return segments.flatMap((each) => ("text" in each ? [each.text] : [])).join("/");
}

function changesOf(earlier: readonly Segment[], now: readonly Segment[]): readonly string[] {
  const before = parametersOf(earlier);
  const after = parametersOf(now);
  if (shapeOf(earlier) !== shapeOf(now)) {
    const gone = before.filter(({ name }) => !after.some((each) => each.name === name));
    const added = after.filter(({ name }) => !before.some((each) => each.name === name));
    const needed = added.filter(({ kind }) => lengthsOf(kind)[0] > 0);
    const moved = gone.length === 0 && added.length === 0 ? ["The parameters have moved"] : [];
    return [
      ...gone.map(({ name }) => `The parameter \`${name}\` is gone`),
      ...needed.map(({ name }) => `The parameter \`${name}\` is new`),
      ...moved,
    ];
  }
  return before.flatMap(({ name, kind }, index) => {
    const other = after[index];
    if (other === undefined) return [];
    const renamed = name === other.name ? [] : [`The parameter \`${name}\` is now \`${other.name}\``];
    const [least, most] = lengthsOf(kind);
    const [leastNow, mostNow] = lengthsOf(other.kind);
    const always = leastNow > least ? [`The parameter \`${other.name}\` cannot be left out anymore`] : [];
    const shorter = mostNow < most ? [`The parameter \`${other.name}\` is only one segment now`] : [];
    return [...renamed, ...always, ...shorter];
  });
}

function parametersOf(
  segments: readonly Segment[],
): readonly { readonly name: string; readonly kind: string }[] {
  return segments.flatMap((each) => ("text" in each ? [] : [each]));
}

function lengthsOf(kind: string): readonly [number, number] {
  return (Object.hasOwn(LENGTHS, kind) ? LENGTHS[kind] : undefined) ?? [1, 1];
}
