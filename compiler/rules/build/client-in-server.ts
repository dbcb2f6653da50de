// BBX4008: a route imports the typed client, which is written from the routes.
import type { Rule } from "../rule.ts";

export const clientInServer = {
  code: "BBX4008",
  severity: "error",
  name: "client-in-server",
  label: "imports the client",
  meaning:
    "bunbox writes the module that the option `client` names after it has checked the routes. A route that imports it would always get the module of the previous build.",
  remedy: "Connect with `new WebSocket`, or import the client of another project.",
  inProject: ({ settings: { client }, graph, placeOfImport }) =>
    [...graph.imports].flatMap(([importer, targets]) =>
      [...targets]
        .filter(([, target]) => client !== null && target === client)
        .map(([specifier]) => ({
          place: placeOfImport(importer, specifier),
          message: `${importer} imports the client ${client}, which bunbox writes from the routes`,
        })),
    ),
} as const satisfies Rule;
