// BBX4006: `__dirname`, `import.meta.url` and the like, which name the location of the server once the code is bundled.
import type { Node } from "oxc-parser";
import { keyOf } from "../../syntax/constants.ts";
import { bindingAt, keyText } from "../../syntax/scope.ts";
import type { Range, Source } from "../../syntax/source.ts";
import { indexOf } from "../../syntax/indexed.ts";
import { unwrap } from "../../syntax/tree.ts";
import type { Finding, Rule } from "../rule.ts";
import { isCreation, ofWorker } from "./not-bundled.ts";

const PROPERTIES = new Set(["dir", "dirname", "file", "filename", "path", "url"]);
const GLOBALS = new Set(["__dirname", "__filename"]);
/** What only Node and Bun know of a CommonJS module. */
const OF_MODULE = new Set(["filename", "parent", "path", "paths"]);

export const relocated = {
  code: "BBX4006",
  severity: "warning",
  name: "relocated",
  label: "of the server, not of this file",
  meaning:
    "`__dirname`, `import.meta.url` and the like name the location of `dist/server.js` once the code is bundled, not of the source file. `module.filename`, `module.path`, `module.paths` and `module.parent` are undefined.",
  remedy: "Take paths from the configuration or the environment, or import the file as text.",
  mayApply: ({ source, code }) =>
    source.isDynamic || [...GLOBALS, "module"].some((name) => code.includes(name)),
  inFile: ({ source }) => locationsIn(source),
} as const satisfies Rule;

/** The locations that a file asks for. */
export function locationsIn(source: Source): readonly Finding[] {
  return [
    ...[...ofImportMeta(source), ...ofGlobals(source)].map((range) => ({
      place: source.placeOf(range),
      message: `\`${textOf(source, range)}\` will be the location of the server, not of this file`,
      hint: "Take the path from the configuration or the environment.",
    })),
    ...wholeImportMeta(source).map((range) => ({
      place: source.placeOf(range),
      message: `\`${textOf(source, range)}\` will be the server's, not this module's`,
      hint: "Write `import.meta.main` where you need it; here it is `false`.",
    })),
    ...ofModule(source).map((range) => ({
      place: source.placeOf(range),
      message: `\`${textOf(source, range)}\` is undefined once this file is bundled`,
      hint: "Take the path from the configuration or the environment. Call what only the main module does from there.",
    })),
  ];
}

function textOf({ text }: Source, { start, end }: Range): string {
  return text.slice(start, end);
}

/** `import.meta` under another name, and `main` destructured from it. The bundler does not replace either. */
function wholeImportMeta(source: Source): readonly Range[] {
  return importMetasIn(source).flatMap((meta): readonly Range[] => {
    const user = userOf(meta);
    if (user?.type === "MemberExpression") return [];
    if (user?.type !== "VariableDeclarator" || user.id.type !== "ObjectPattern") return [meta];
    return user.id.properties.flatMap((each): readonly Range[] => {
      if (each.type === "RestElement") return [each];
      return keyText(each.key, each.computed) === "main" ? [each.key] : [];
    });
  });
}

function ofImportMeta(source: Source): readonly Range[] {
  return importMetasIn(source).flatMap((meta): readonly Range[] => {
    const user = userOf(meta);
    if (user?.type === "MemberExpression")
      return PROPERTIES.has(keyOf(user) ?? "") && !isForRequire(user) && !isForWorker(user) ? [user] : [];
    if (user?.type !== "VariableDeclarator" || user.id.type !== "ObjectPattern") return [];
    return user.id.properties.flatMap((each) =>
      each.type === "Property" && PROPERTIES.has(keyText(each.key, each.computed) ?? "") ? [each.key] : [],
    );
  });
}

function importMetasIn({ program }: Source): readonly Node[] {
  return indexOf(program)
    .of("MetaProperty")
    .filter(({ meta }) => meta.name === "import");
}

/** `module.filename` and the like, read from Bun's own `module`. */
function ofModule({ program }: Source): readonly Range[] {
  return indexOf(program)
    .of("Identifier")
    .filter((each) => each.name === "module" && isReference(each) && bindingAt(each, each.name) === undefined)
    .flatMap((each): readonly Range[] => {
      const user = userOf(each);
      if (user?.type === "MemberExpression") {
        const isAssigned = user.parent?.type === "AssignmentExpression" && user.parent.left === user;
        return OF_MODULE.has(keyOf(user) ?? "") && !isAssigned ? [user] : [];
      }
      if (user?.type !== "VariableDeclarator" || user.id.type !== "ObjectPattern") return [];
      return user.id.properties.flatMap((property) =>
        property.type === "Property" && OF_MODULE.has(keyText(property.key, property.computed) ?? "")
          ? [property.key]
          : [],
      );
    });
}

/** The node that uses a value, outside parentheses and type assertions. */
function userOf(node: Node): Node | null | undefined {
  let user = node.parent;
  while (user && unwrap(user) === node) user = user.parent;
  return user;
}

/** Whether `createRequire` uses it. Another rule reports modules that are found by it and not bundled. */
function isForRequire({ parent }: Node): boolean {
  return parent?.type === "CallExpression" && isCreation(parent);
}

/** `new Worker(new URL("./w.ts", import.meta.url))` is a mistake of its own (BBX4021). */
function isForWorker({ parent }: Node): boolean {
  if (parent?.type !== "NewExpression") return false;
  const user = parent.parent?.type === "MemberExpression" ? parent.parent.parent : parent.parent;
  return user?.type === "NewExpression" && ofWorker(user).length > 0;
}

/** A file may declare these names itself, as ES modules do. */
function ofGlobals({ program }: Source): readonly Range[] {
  return indexOf(program)
    .of("Identifier")
    .filter(
      (each) => GLOBALS.has(each.name) && isReference(each) && bindingAt(each, each.name) === undefined,
    );
}

/** Whether an identifier is a value, and not the name of a property, a label or an export. */
export function isReference(node: Node): boolean {
  const { parent } = node;
  switch (parent?.type) {
    case "MemberExpression":
      return parent.object === node || parent.computed;
    case "Property":
      return parent.value === node || parent.computed;
    case "MethodDefinition":
    case "PropertyDefinition":
      return parent.value === node || parent.computed;
    case "UnaryExpression":
      // `typeof __dirname` only asks whether it exists.
      return parent.operator !== "typeof";
    case "TSPropertySignature":
    case "TSMethodSignature":
    case "TSEnumMember":
    case "ExportSpecifier":
    case "ImportSpecifier":
    case "LabeledStatement":
    case "BreakStatement":
    case "ContinueStatement":
      return false;
    default:
      return true;
  }
}
