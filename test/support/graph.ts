// Makes what esbuild finds in a project, without esbuild.
import { unknownGraph } from "../../compiler/graph/graph.ts";
import type { Graph } from "../../compiler/model.ts";

/** A project in which nothing was found. */
export const EMPTY_GRAPH: Graph = { ...unknownGraph({ routes: [], guards: [] }), fallback: false };
