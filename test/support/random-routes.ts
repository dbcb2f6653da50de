// Generates random trees of routes from a seed, and paths to request.
import { routeOf } from "./naive-matcher.ts";

/** A number from 0 up to, and not including, its argument. */
export type Random = (below: number) => number;

const TEXTS = ["a", "b", "c", "%61", "%2F", "x y", "", "%zz", "é"];
const FOLDERS = ["a", "b", "c", "(g)", "[p]", "x y", "é"];

/** A linear congruential generator, so that a failure can be had again. */
export function seeded(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

function pick(random: Random, from: readonly string[]): string {
  return from[random(from.length)] ?? "";
}

/** Folders without a conflict between them, which the build would have refused. */
export function randomFolders(random: Random): readonly string[] {
  const byUrl = new Map<string, string>();
  for (let route = 1 + random(8); route > 0; route -= 1) {
    const names = Array.from({ length: random(4) }, (_, depth) =>
      pick(random, FOLDERS).replace("[p]", `[p${depth}]`),
    );
    const ending = pick(random, ["", "", "[[one]]", "[...rest]", "[[...maybe]]"]);
    const folder = [...names, ending].filter((name) => name !== "").join("/");
    const segments = routeOf(folder).segments.map(({ kind, name }) => (kind === "static" ? name : kind));
    // One name per level: the name of a parameter is its depth in the URL, groups not counted.
    const renamed = renumber(folder);
    const urls = ending.startsWith("[[")
      ? [segments.join("/"), segments.slice(0, -1).join("/")]
      : [segments.join("/")];
    if (urls.some((url) => byUrl.has(url))) continue;
    for (const url of urls) byUrl.set(url, renamed);
  }
  return [...new Set(byUrl.values())];
}

function renumber(folder: string): string {
  let depth = 0;
  return folder
    .split("/")
    .map((name) => {
      if (!name.startsWith("(")) depth += 1;
      return name.replace(/^\[p\d\]$/, `[p${depth}]`);
    })
    .join("/");
}

/** A path below a base of up to four segments. */
export function randomPath(random: Random, base = "/ws"): string {
  const segments = Array.from({ length: random(5) }, () => `/${pick(random, TEXTS)}`);
  return `${base === "/" ? "" : base}${segments.join("")}${random(5) === 0 ? "/" : ""}` || "/";
}
