// Adds to a hint the import of those types of bunbox that its code needs.
import type { Source } from "../syntax/source.ts";
import { indexOf } from "../syntax/indexed.ts";
import { SOCKET_HANDLERS, typeNameOf } from "../syntax/signatures.ts";
import { PACKAGE } from "./own-types.ts";

/** The types of bunbox that a hint may name. `Upgrade` is also a header. */
const OWN_TYPES = new RegExp(
  `\\b(?:${[
    ...SOCKET_HANDLERS.map(typeNameOf),
    "GuardContext",
    "GuardData",
    "Invalid",
    "SchemaOutput",
    "ServerWebSocket",
    "UpgradeContext",
    "UpgradeData",
    "WebSocketContext",
  ].join("|")})\\b`,
  "g",
);

/** Code to write, and the import of those types of bunbox that it needs and the file does not have. */
export function withImport(written: string, source: Source): string {
  const line = importFor(written, source);
  return line === undefined ? `\`${written}\`` : `\`${written}\`, with \`${line}\``;
}

/** A hint, and the import of the types that its code needs. */
export function thenImport(hint: string, source: Source): string {
  const line = importFor(hint, source);
  return line === undefined ? hint : `${hint} The types need \`${line}\`.`;
}

function importFor(written: string, { program }: Source): string | undefined {
  const names = [...new Set(written.match(OWN_TYPES))].filter(
    (each) =>
      !indexOf(program)
        .of("ImportSpecifier")
        .some(({ local }) => local.name === each),
  );
  return names.length === 0 ? undefined : `import type { ${names.join(", ")} } from "${PACKAGE}"`;
}
