// Makes one project of all tables of routes that TypeScript judges, so that a version is started once for all of them.
import { GUARD_FILES, GUARD_HEAD, RIGHT_GUARDS, WRONG_GUARDS } from "./guards.ts";
import { type Judged, judged } from "./judged.ts";
import {
  IMPORTED_BY_SENDERS,
  PLAIN_MODULE,
  RIGHT_OUTGOING,
  TYPES_MODULE,
  WRONG_OUTGOING,
} from "./outgoing.ts";
import { RIGHT } from "./right.ts";
import { IMPORTED_BY_SCHEMAS, OTHER_MODULE, RIGHT_SCHEMAS, SCHEMA_MODULE, WRONG_SCHEMAS } from "./schemas.ts";
import { WRONG } from "./wrong.ts";

const IMPORT =
  'import type { OnMessage, OnOpen, ServerWebSocket, Upgrade, UpgradeContext, UpgradeData, UpgradeResult, WebSocketContext } from "@ademattos/bunbox";\n';

/** Names of exports in quotes are of TypeScript 5.6; parameters of `Buffer` and `Uint8Array` are of 5.7. */
const LATER = new Set(["quoted", "message-of-bun", "message-as-bytes"]);

const HANDLERS = `${IMPORT}
export function onOpen(ws: ServerWebSocket) {}
export function onMessage(ws: ServerWebSocket, message: string | Buffer, ctx: WebSocketContext) {}
export const handle = (ws: ServerWebSocket) => {};
`;

/** Handlers in every form. */
export function handlerTable(version: string): Judged {
  const right = Object.entries(RIGHT).filter(([folder]) => version !== "5.4" || !LATER.has(folder));
  // Other tables have routes of the same names.
  const table = judged(
    IMPORT,
    Object.fromEntries(right),
    WRONG,
    (folder) => `app/ws/handlers-${folder}/route.ts`,
  );
  return { ...table, files: { ...table.files, "app/lib/handlers.ts": HANDLERS } };
}

/** Routes that declare what they send. */
export function outgoingTable(): Judged {
  const table = judged(
    IMPORTED_BY_SENDERS,
    RIGHT_OUTGOING,
    WRONG_OUTGOING,
    (folder) => `app/ws/${folder}/route.ts`,
  );
  return {
    ...table,
    files: { ...table.files, "app/lib/types.ts": TYPES_MODULE, "app/lib/plain.ts": PLAIN_MODULE },
  };
}

/** Routes with a schema; the project needs the libraries of `installSchemas`. */
export function schemaTable(): Judged {
  const table = judged(
    IMPORTED_BY_SCHEMAS,
    RIGHT_SCHEMAS,
    WRONG_SCHEMAS,
    (folder) => `app/ws/schema-${folder}/route.ts`,
  );
  return {
    ...table,
    files: { ...table.files, "app/lib/schema.ts": SCHEMA_MODULE, "app/lib/other.ts": OTHER_MODULE },
  };
}

/** Guards, and routes below them. */
export function guardTable(): Judged {
  const table = judged(GUARD_HEAD, RIGHT_GUARDS, WRONG_GUARDS, (file) => `app/ws/(staff)/${file}`);
  return { ...table, files: { ...table.files, ...GUARD_FILES } };
}

/** All tables that a version can judge. */
export function allTables(version: string): Judged {
  // The types of the libraries need 5.9 at least.
  const tables = [
    handlerTable(version),
    outgoingTable(),
    ...(version === "5.4" ? [] : [schemaTable()]),
    guardTable(),
  ];
  return {
    files: Object.assign({}, ...tables.map(({ files }) => files)),
    mistakes: tables.flatMap(({ mistakes }) => mistakes),
  };
}
