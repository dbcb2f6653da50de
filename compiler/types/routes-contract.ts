// Writes the part of the contract by which calls of `publishTo` are checked: the routes, with what each sends.
import path from "node:path";
import type { Route } from "../model.ts";
import { type ContractFile, type ExportsOf, onOneLine, specifier } from "./contract.ts";
import { findable } from "./odd-names.ts";

/** Adds the routes to the interface of the runtime that is empty otherwise. The user's own files have the errors. */
export function routesContract(
  folder: string,
  runtime: string,
  routes: readonly Route[],
  exportsOf: ExportsOf,
): ContractFile {
  // Two routes with one path are an error of their own.
  const byPath = new Map(routes.map((route) => [route.path, route]));
  const senders = [...byPath.values()].filter((route) =>
    exportsOf(route).some(({ name }) => name === "Outgoing"),
  );
  const text = ["// Written by bunbox to check calls of `publishTo` against the routes."];
  const imports = new Map<number, Route>();
  const outgoing = new Map<number, Route>();
  for (const [index, { real }] of senders.entries())
    text.push(`import type * as route${index} from ${specifier(folder, findable(folder, real))};`);
  for (const [index, route] of senders.entries()) imports.set(index + 2, route);
  const declaring = specifier(folder, path.join(runtime, "checked-routes.js"));
  // No other file imports it in a project that does not import bunbox.
  text.push(`import type {} from ${declaring};`);
  text.push(`declare module ${declaring} {`);
  text.push("  interface CheckedRoutes {");
  for (const route of byPath.values()) {
    const index = senders.indexOf(route);
    const type = index < 0 ? "{}" : `{ outgoing: route${index}.Outgoing }`;
    const line = text.push(`    ${onOneLine(route.path)}: ${type};`);
    if (index >= 0) outgoing.set(line, route);
  }
  text.push("  }", "}");
  const proof = text.push("export const proof: never = null! as string;");
  return { name: "routes.mts", text: `${text.join("\n")}\n`, proof, lines: new Map(), imports, outgoing };
}
