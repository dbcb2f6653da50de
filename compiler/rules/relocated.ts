// BBX4006: `__dirname`, `import.meta.url` and the like, which name the place of the server once the code is bundled.
import type { Node } from "oxc-parser";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import { keyOf } from "../syntax/constants.ts";
import { bindingAt, keyText } from "../syntax/scope.ts";
import type { Range, Source } from "../syntax/source.ts";
import { indexOf } from "../syntax/tree.ts";
import { isCreation } from "./not-bundled.ts";
import type { SourceRule } from "./subject.ts";

const PROPERTIES = new Set(["dir", "dirname", "file", "filename", "path", "url"]);
const GLOBALS = new Set(["__dirname", "__filename"]);

export const relocated: SourceRule = ({ source }) => [
  ...[...ofImportMeta(source), ...ofGlobals(source)].map((range) => {
    const message = `\`${textOf(source, range)}\` names the place of the server once this is bundled`;
    const hint = "Take the path from the configuration or the environment.";
    return diagnostic("BBX4006", source.placeOf(range), message, { hint });
  }),
  ...wholeImportMeta(source).map((range) => {
    const message = `\`${textOf(source, range)}\` is that of the server once this is bundled`;
    const hint = "Write `import.meta.main` where you ask for it, which is `false` here.";
    return diagnostic("BBX4006", source.placeOf(range), message, { hint });
  }),
];

function textOf({ text }: Source, { start, end }: Range): string {
  return text.slice(start, end);
}

/** `import.meta` under another name, and `main` taken out of it: the bundler knows neither for this module's. */
function wholeImportMeta({ program }: Source): readonly Range[] {
  return indexOf(program)
    .of("MetaProperty")
    .filter(({ meta }) => meta.name === "import")
    .flatMap((meta): readonly Range[] => {
      const user = userOf(meta);
      if (user?.type === "MemberExpression") return [];
      if (user?.type !== "VariableDeclarator" || user.id.type !== "ObjectPattern") return [meta];
      return user.id.properties.flatMap((each) =>
        each.type === "Property" && keyText(each.key, each.computed) === "main" ? [each.key] : [],
      );
    });
}

/** What a value is used by, past parentheses and assertions of its type. */
function userOf(node: Node): Node | null | undefined {
  let user = node.parent;
  while (
    user?.type === "TSAsExpression" ||
    user?.type === "TSNonNullExpression" ||
    user?.type === "TSSatisfiesExpression"
  )
    user = user.parent;
  return user;
}

function ofImportMeta({ program }: Source): readonly Range[] {
  return indexOf(program)
    .of("MetaProperty")
    .filter(({ meta }) => meta.name === "import")
    .flatMap((meta): readonly Range[] => {
      const { parent } = meta;
      if (parent?.type === "MemberExpression" && parent.object === meta) {
        const key = keyOf(parent);
        return key !== undefined && PROPERTIES.has(key) && !isForRequire(parent) && !isForWorker(parent)
          ? [parent]
          : [];
      }
      if (parent?.type !== "VariableDeclarator" || parent.id.type !== "ObjectPattern") return [];
      return parent.id.properties.flatMap((each) => {
        const key = each.type === "Property" ? keyText(each.key, each.computed) : undefined;
        return each.type === "Property" && key !== undefined && PROPERTIES.has(key) ? [each.key] : [];
      });
    });
}

/** What `createRequire` resolves by it is bundled, or not there at all. */
function isForRequire({ parent }: Node): boolean {
  return parent?.type === "CallExpression" && isCreation(parent);
}

/** `new Worker(new URL("./w.ts", import.meta.url))` is a mistake of its own (BBX4021). */
function isForWorker({ parent }: Node): boolean {
  if (parent?.type !== "NewExpression") return false;
  const user = parent.parent?.type === "MemberExpression" ? parent.parent.parent : parent.parent;
  return user?.type === "NewExpression" && user.callee.type === "Identifier" && user.callee.name === "Worker";
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
function isReference(node: Node): boolean {
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
      // `typeof __dirname` asks whether there is one.
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
