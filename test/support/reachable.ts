// Lists what the heap of a server holds on to.

/**
 * A module for the option `fallback` that answers with the number of reachable objects per class. `heapStats` also counts
 * those that the collector has not swept yet, so a server that keeps nothing may seem to keep something.
 */
export const COUNTS_REACHABLE = `
  import { generateHeapSnapshotForDebugging } from "bun:jsc";

  interface Snapshot {
    // Seven numbers per object; the first is its id, the third its class.
    readonly nodes: readonly number[];
    readonly nodeClassNames: readonly string[];
    // Four numbers per reference; from, to.
    readonly edges: readonly number[];
    // Three numbers per root; the first is its id.
    readonly roots: readonly number[];
  }

  export default function () {
    Bun.gc(true);
    const { nodes, nodeClassNames, edges, roots } = generateHeapSnapshotForDebugging() as unknown as Snapshot;
    const classes = new Map<number, string>();
    for (let at = 0; at < nodes.length; at += 7) classes.set(nodes[at]!, nodeClassNames[nodes[at + 2]!]!);
    const references = new Map<number, number[]>();
    for (let at = 0; at < edges.length; at += 4) {
      const targets = references.get(edges[at]!);
      if (targets === undefined) references.set(edges[at]!, [edges[at + 1]!]);
      else targets.push(edges[at + 1]!);
    }
    const reached = new Set([0, ...roots.filter((_, at) => at % 3 === 0)]);
    for (const id of reached) for (const target of references.get(id) ?? []) reached.add(target);
    const counts: Record<string, number> = {};
    for (const id of reached) {
      const name = classes.get(id);
      if (name !== undefined) counts[name] = (counts[name] ?? 0) + 1;
    }
    return Response.json(counts);
  }
`;
