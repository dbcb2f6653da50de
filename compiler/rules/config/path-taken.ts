// BBX3004: the option `health` names a path that a route or the metrics serve.
import { belowBase } from "../../place.ts";
import type { Rule } from "../rule.ts";

export const pathTaken = {
  code: "BBX3004",
  severity: "error",
  name: "path-taken",
  label: "taken",
  meaning: "The option `health` names a path that a route or the metrics already have.",
  remedy: "Choose another path for `health`, or `false`.",
  inProject({ routes, settings: { base, server }, placeOfOption }) {
    const { health, metrics } = server;
    if (health === false) return [];
    const route = routes.find(
      ({ segments, topic }) =>
        topic !== null &&
        health ===
          belowBase(
            base,
            segments.map(({ name }) => encodeURIComponent(name)),
          ),
    );
    const owner = metrics && health === "/metrics" ? "the option `metrics`" : route?.file;
    if (owner === undefined) return [];
    return [
      { place: placeOfOption("health"), message: `\`health\` is ${health}, which ${owner} already serves` },
    ];
  },
} as const satisfies Rule;
