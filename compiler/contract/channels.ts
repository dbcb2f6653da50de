// Turns routes into channels: a name, an address, and the parameters of the address.
import type { RouteInfo } from "../../runtime/route.ts";

/** A parameter of an address. AsyncAPI only has those that are one segment, so an extension says which are not. */
export interface AddressParameter {
  readonly description?: string;
  readonly "x-bunbox-kind"?: ParameterKind;
}

/** The parameters that are not exactly one segment of the URL. */
export type ParameterKind = keyof typeof DESCRIPTIONS;

/** The kinds, by how the folder begins. */
const OPENINGS: readonly (readonly [string, ParameterKind])[] = [
  ["[[...", "optional-catch-all"],
  ["[...", "catch-all"],
  ["[[", "optional"],
];

const DESCRIPTIONS = {
  optional: "One segment, or none: then the slash before it is left out.",
  "catch-all": "One segment or more, with slashes between them.",
  "optional-catch-all":
    "Any number of segments, with slashes between them. If there is none, the slash before it is left out.",
} as const;

/** The address of a route, and the parameters in it. */
export interface RouteAddress {
  readonly address: string;
  readonly parameters: Readonly<Record<string, AddressParameter>>;
}

/** The address of a route's path: `/ws/rooms/{room}` of `/ws/rooms/[room]`. */
export function addressOf({ path }: Pick<RouteInfo, "path">): RouteAddress {
  const parameters: (readonly [string, AddressParameter])[] = [];
  const segments = path.split("/").map((segment) => {
    const name = parameterOf(segment);
    if (name === null) return encodeURIComponent(segment);
    const [, kind] = OPENINGS.find(([opening]) => segment.startsWith(opening)) ?? [];
    parameters.push([
      name,
      kind === undefined ? {} : { description: DESCRIPTIONS[kind], "x-bunbox-kind": kind },
    ]);
    return `{${name}}`;
  });
  return { address: segments.join("/"), parameters: Object.fromEntries(parameters) };
}

/** The name of a parameter's folder; `null` for another folder. */
function parameterOf(segment: string): string | null {
  return /^\[{1,2}(?:\.\.\.)?([^[\]]+)\]{1,2}$/.exec(segment)?.[1] ?? null;
}

/** A name for each route that a program can use: `wsRoomsByRoom` for `/ws/rooms/[room]`. */
export function channelNames(routes: readonly Pick<RouteInfo, "path">[]): readonly string[] {
  const taken = new Set<string>();
  return routes.map(({ path }) => {
    const words = path.split("/").flatMap(wordsOf);
    const plain = words.map((word, index) => (index === 0 ? word : capitalized(word))).join("") || "root";
    let name = plain;
    for (let number = 2; taken.has(name); number += 1) name = `${plain}${number}`;
    taken.add(name);
    return name;
  });
}

function wordsOf(segment: string): readonly string[] {
  const name = parameterOf(segment);
  const words = (name ?? segment).split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  return name === null ? words : ["by", ...words];
}

function capitalized(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}
