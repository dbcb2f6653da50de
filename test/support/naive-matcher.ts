// Applies the rules of routing in their plainest form, to compare the emitted matcher with.
import type { Route, RouteSegment } from "../../compiler/model.ts";
import { parseFolder } from "../../compiler/routes/segments.ts";

/** A route, by its folder, and its parameters. */
export interface Found {
  readonly route: string;
  readonly params?: Readonly<Record<string, Value>>;
}

/** The value of a parameter; `undefined` for an optional one that the path does not have. */
type Value = string | string[] | undefined;

/** The route of a folder below app/ws. */
export function routeOf(folder: string): Route {
  const segments: RouteSegment[] = [];
  for (const name of folder.split("/").filter((each) => each !== "")) {
    const parsed = parseFolder(name);
    if ("problem" in parsed) throw new Error(`${folder}: ${parsed.problem}`);
    if (parsed.segment !== null) segments.push(parsed.segment);
  }
  const dynamic = segments.some(({ kind }) => kind !== "static");
  const file = `app/ws/${folder}/route.ts`;
  return {
    file,
    path: folder,
    segments,
    topic: dynamic ? null : folder,
    real: `/${file}`,
    text: "",
    guards: [],
  };
}

/** The rules of docs/routing.md, tried one by one. */
export function naive(folders: readonly string[], path: string, base = "/ws"): Found | 400 | 404 {
  const trimmed = path === "/" ? "" : path.replace(/\/$/, "");
  let parts: string[];
  try {
    parts = trimmed.split("/").slice(1).map(decodeURIComponent);
  } catch {
    return 400;
  }
  for (const name of base.split("/").filter((each) => each !== "")) if (parts.shift() !== name) return 404;
  if (parts.includes("")) return 404;
  const found = walk(
    folders.map((folder) => ({ folder, rest: routeOf(folder).segments, params: {} })),
    parts,
  );
  return found ?? 404;
}

interface Candidate {
  readonly folder: string;
  readonly rest: readonly RouteSegment[];
  readonly params: Readonly<Record<string, Value>>;
}

function walk(candidates: readonly Candidate[], parts: readonly string[]): Found | undefined {
  const [part, ...others] = parts;
  if (part === undefined) {
    const ended = candidates.find(({ rest }) => rest.length === 0);
    if (ended !== undefined) return foundOf(ended);
    const one = candidates.find(({ rest }) => rest[0]?.kind === "optionalParam");
    if (one !== undefined) return foundOf(bind(one, undefined));
    const several = candidates.find(({ rest }) => rest[0]?.kind === "optionalRest");
    return several === undefined ? undefined : foundOf(bind(several, []));
  }
  const of = (kind: RouteSegment["kind"]): readonly Candidate[] =>
    candidates.filter(({ rest }) => rest[0]?.kind === kind);
  const statics = of("static").filter(({ rest }) => rest[0]?.name === part);
  const below =
    walk(statics.map(step), others) ??
    walk(
      of("param").map((each) => bind(each, part)),
      others,
    );
  if (statics.length + of("param").length > 0 && below !== undefined) return below;
  const [one] = of("optionalParam");
  if (one !== undefined && others.length === 0) return foundOf(bind(one, part));
  const [rest] = [...of("rest"), ...of("optionalRest")];
  return rest === undefined ? undefined : foundOf(bind(rest, [...parts]));
}

function step({ folder, rest, params }: Candidate): Candidate {
  return { folder, rest: rest.slice(1), params };
}

function bind(candidate: Candidate, value: Value): Candidate {
  const name = candidate.rest[0]?.name ?? "";
  const params = { ...candidate.params };
  Object.defineProperty(params, name, { value, enumerable: true });
  return { ...step(candidate), params };
}

function foundOf({ folder, params }: Candidate): Found {
  return Object.keys(params).length === 0 ? { route: folder } : { route: folder, params };
}
