// BBX2025: `RouteOf` is given the path or the module of something else than its route.
import path from "node:path";
import type { Node } from "oxc-parser";
import type { Route } from "../../model.ts";
import { bindingsAt } from "../../syntax/scope.ts";
import { placeOf } from "../../syntax/source.ts";
import { argumentsOfType } from "../own-types.ts";
import type { Finding, Rule } from "../rule.ts";

export const notThisRoute = {
  code: "BBX2025",
  severity: "error",
  name: "not-this-route",
  label: "not this route",
  meaning:
    "A route file uses `RouteOf` with a path that is not the route's own, or with the module of another file. So its types are those of something else.",
  remedy: 'Write the path as `bunbox routes` prints it, and `typeof import("./route.ts")`.',
  mayApply: ({ code }) => code.includes("RouteOf"),
  inRoute({ source, route, routes }) {
    return argumentsOfType(source, "RouteOf").flatMap(([first, second]) => [
      ...checkPath(first, route, routes),
      ...checkModule(second, route),
    ]);
  },
} as const satisfies Rule;

function checkPath(type: Node | undefined, route: Route, routes: readonly Route[]): readonly Finding[] {
  const literal = literalOf(type);
  if (literal === undefined || literal.text === route.path) return [];
  // Links give one module several paths; each may be written.
  const same = routes.filter(({ real }) => real === route.real);
  if (same[0] !== route || same.some((each) => each.path === literal.text)) return [];
  const [own, given] = [JSON.stringify(route.path), JSON.stringify(literal.text)];
  const message = `The path of this route is ${own}, not ${given}`;
  return [{ place: placeOf(literal.node), message, hint: `Write \`${own}\`.` }];
}

function checkModule(type: Node | undefined, { real }: Route): readonly Finding[] {
  if (type?.type !== "TSTypeQuery" || type.exprName.type !== "TSImportType") return [];
  const { source } = type.exprName;
  // Where another specifier leads to, only the tsconfig or a package.json says.
  if (!source.value.startsWith(".")) return [];
  if (bare(path.resolve(path.dirname(real), source.value)) === bare(path.resolve(real))) return [];
  const own = `./${path.basename(real)}`;
  const message = `\`RouteOf\` needs the module of this route, ${JSON.stringify(own)}, not ${JSON.stringify(source.value)}`;
  return [{ place: placeOf(source), message, hint: `Write \`typeof import(${JSON.stringify(own)})\`.` }];
}

/** A file without its ending: `./route`, `./route.js` and `./route.ts` may mean one file. */
function bare(file: string): string {
  return file.replace(/\.[cm]?[jt]sx?$/, "");
}

/** The text that a type is, and where it is written; aliases of the file are followed. */
function literalOf(
  type: Node | undefined,
  depth = 0,
): { readonly text: string; readonly node: Node } | undefined {
  if (type === undefined || depth > 8) return undefined;
  if (type.type === "TSParenthesizedType") return literalOf(type.typeAnnotation, depth + 1);
  if (type.type === "TSLiteralType") {
    const text = textOf(type.literal);
    return text === undefined ? undefined : { text, node: type };
  }
  if (type.type !== "TSTypeReference" || type.typeName.type !== "Identifier") return undefined;
  const alias = bindingsAt(type, type.typeName.name).find(
    ({ declaration }) => declaration.type === "TSTypeAliasDeclaration",
  )?.declaration;
  return alias?.type === "TSTypeAliasDeclaration" ? literalOf(alias.typeAnnotation, depth + 1) : undefined;
}

function textOf(literal: Node): string | undefined {
  if (literal.type === "TemplateLiteral") return literal.quasis[0]?.value.cooked ?? undefined;
  return literal.type === "Literal" && typeof literal.value === "string" ? literal.value : undefined;
}
