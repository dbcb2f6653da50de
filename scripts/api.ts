// Writes docs/api.md, which lists what users import, from its types and docstrings.
import { readFileSync } from "node:fs";
import path from "node:path";
import {
  type ExportedDeclarations,
  type FunctionDeclaration,
  type JSDoc,
  type JSDocableNode,
  Node,
  Project,
  type SourceFile,
  type TypeAliasDeclaration,
} from "ts-morph";
import { emitClient } from "../compiler/emit/client-module.ts";
import { typeNameOf } from "../compiler/syntax/signatures.ts";
import { HANDLERS } from "../runtime/facts.ts";

const ROOT = path.resolve(import.meta.dirname, "..");

/** The options of the configuration have their own page. */
const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ["Config", "[Configuration](configuration.md) lists the options."],
]);

/** The text of docs/api.md. */
export function describeApi(): string {
  const project = new Project({
    tsConfigFilePath: path.join(ROOT, "tsconfig.json"),
    skipAddingFilesFromTsConfig: true,
  });
  const open = (file: string): SourceFile => project.addSourceFileAtPath(path.join(ROOT, file));
  const code = ["connect", "reconnect"].map((name) =>
    readFileSync(path.join(ROOT, `client/${name}.ts`), "utf8"),
  );
  const client = project.createSourceFile(path.join(ROOT, "ws.gen.ts"), emitClient([], code), {
    overwrite: true,
  });
  const output = open("runtime/app.ts").getInterfaceOrThrow("App");
  const routes = open("runtime/index.ts");
  const route = open("runtime/route.ts").getInterfaceOrThrow("RouteInfo");
  const exported = ["fetch", "websocket", "routes"].map((name) => output.getPropertyOrThrow(name));
  return [
    "# API",
    "",
    "This page is for everyone who writes a route, a test or a tool. It lists what you can import, in five places:",
    "",
    "- [`@ademattos/bunbox`](#ademattosbunbox), in routes and in `bunbox.config.ts`",
    "- [`@ademattos/bunbox/testing`](#ademattosbunboxtesting), in tests that `bun test` runs",
    "- [`@ademattos/bunbox/compiler`](#ademattosbunboxcompiler), in scripts that run on Node or Bun",
    "- [`dist/server.js`](#distserverjs), in a program with its own `Bun.serve`",
    "- [the client module](#the-client-module), in browsers and other clients",
    "",
    "A route exports handlers. Each has a type of the same name:",
    `${HANDLERS.map(typeNameOf)
      .map((name) => `[\`${name}\`](#${name.toLowerCase()})`)
      .join(", ")}.`,
    "",
    "## @ademattos/bunbox",
    "",
    ...describeModule(routes),
    "## @ademattos/bunbox/testing",
    "",
    ...describeModule(open("compiler/testing.ts")),
    "## @ademattos/bunbox/compiler",
    "",
    ...describeModule(open("compiler/index.ts")),
    "## dist/server.js",
    "",
    "Imported, the output starts nothing. [The guide](guide.md#mount-the-routes-in-your-own-server) shows it in use.",
    "",
    ...exported.flatMap(describeMember),
    "",
    ...(routes.getExportedDeclarations().has("RouteInfo") ? [] : describe("RouteInfo", route)),
    "## The client module",
    "",
    "The option [`client`](configuration.md#client) has a build write this module. [Typed clients](clients.md) shows it in use.",
    "",
    ...describeModule(client),
  ].join("\n");
}

/** Functions and classes first, then types; each in the order in which they are exported. */
function describeModule(file: SourceFile): readonly string[] {
  const all = [...file.getExportedDeclarations()].flatMap(([name, [first]]) =>
    first === undefined ? [] : [[name, first] as const],
  );
  const runs = ([, node]: (typeof all)[number]): boolean =>
    Node.isFunctionDeclaration(node) || Node.isClassDeclaration(node);
  return [...all.filter(runs), ...all.filter((each) => !runs(each))].flatMap(([name, node]) =>
    describe(name, node),
  );
}

function describe(name: string, node: ExportedDeclarations): readonly string[] {
  if (!Node.isJSDocable(node)) throw new Error(`${name} cannot have a docstring`);
  const doc = docOf(name, node);
  const elsewhere = ELSEWHERE.get(name);
  const members =
    Node.isInterfaceDeclaration(node) || Node.isClassDeclaration(node)
      ? node.getProperties().flatMap(describeMember)
      : [];
  const methods = Node.isInterfaceDeclaration(node) ? node.getMethods().flatMap(describeMember) : [];
  const tags = describeTags(doc, "");
  const listed = elsewhere === undefined ? [...members, ...methods] : [elsewhere];
  return [
    `### ${name}`,
    "",
    ...signature(node),
    textOf(doc),
    "",
    ...tags,
    // Two lists in a row would become one.
    ...(tags.length > 0 && listed.length > 0 ? ["It has:", ""] : []),
    ...(listed.length === 0 ? [] : [...listed, ""]),
    ...examplesOf(doc),
  ];
}

/** The declaration without its body, if it is not a list of members. */
function signature(node: ExportedDeclarations): readonly string[] {
  if (Node.isFunctionDeclaration(node)) return ["```ts", functionHead(node), "```", ""];
  if (Node.isTypeAliasDeclaration(node)) return ["```ts", aliasText(node), "```", ""];
  return [];
}

function functionHead(node: FunctionDeclaration): string {
  const types = node.getTypeParameters().map((each) => each.getText());
  const params = node.getParameters().map((each) => each.getText());
  const head = types.length === 0 ? "" : `<${types.join(", ")}>`;
  return `function ${node.getName()}${head}(${params.join(", ")}): ${node.getReturnTypeNode()?.getText()};`;
}

/** The text of an alias. A conditional type is left out, because it is not useful to read. */
function aliasText(node: TypeAliasDeclaration): string {
  const text = node.getText().replace(/^export /, "");
  return Node.isConditionalTypeNode(node.getTypeNode()) ? text.replace(/ =[^]*$/, ";") : text;
}

/** A member with its type and its docstring, as an item of a list. */
function describeMember(node: Node & JSDocableNode): readonly string[] {
  const doc = docOf(node.getText(), node);
  const text = node.getText().slice(node.getText().lastIndexOf("*/") + 1);
  const type = text
    .replace(/^\/?\s*(?:override )?(?:readonly )?/, "")
    .replaceAll(/\s+/g, " ")
    .replaceAll("( ", "(")
    .replaceAll(", )", ")")
    .replace(/;$/, "");
  return [`- \`${type}\` — ${textOf(doc).replaceAll("\n", "\n  ")}`, ...describeTags(doc, "  ")].map((line) =>
    line.trimEnd(),
  );
}

/** A list of the parameters, the result and the errors, below an item of another list if it is indented. */
function describeTags(doc: JSDoc, indent: string): readonly string[] {
  const items = doc.getTags().flatMap((tag) => {
    const text = plain(tag.getText()).replaceAll(/\s*\n\s*/g, `\n${indent}  `);
    const [, kind = "", rest = ""] = /^@(\w+)\s+([^]*)$/.exec(text) ?? [];
    if (kind === "returns") return [`${indent}- Returns ${rest}`];
    if (kind === "throws") return [`${indent}- Throws ${rest}`];
    return kind === "param" || kind === "typeParam"
      ? [`${indent}- ${rest.replace(/^\w+/, (name) => `\`${name}\`:`)}`]
      : [];
  });
  return items.length === 0 || indent !== "" ? items : [...items, ""];
}

function examplesOf(doc: JSDoc): readonly string[] {
  return doc
    .getTags()
    .flatMap((tag) => (tag.getTagName() === "example" ? [(tag.getCommentText() ?? "").trim(), ""] : []));
}

function docOf(name: string, node: JSDocableNode): JSDoc {
  const doc = node.getJsDocs().at(-1);
  if (doc === undefined) throw new Error(`${name} has no docstring`);
  return doc;
}

function textOf(doc: JSDoc): string {
  return doc.getDescription().trim();
}

/** A tag without the stars that begin its lines. */
function plain(text: string): string {
  return text.replaceAll(/^\s*\*(?: |$)/gm, "").trim();
}
