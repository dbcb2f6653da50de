// Turns the routes and the types of their messages into an AsyncAPI document.
import { readFileSync } from "node:fs";
import path from "node:path";
import type { RouteInfo } from "../../runtime/route.ts";
import type { Diagnostic, MessageType, Place, Project } from "../model.ts";
import { noSchema } from "../rules/contract/no-schema.ts";
import { report } from "../rules/rule.ts";
import { type RouteAddress, addressOf, channelNames } from "./channels.ts";
import { placeIn } from "./declaration-place.ts";
import { type RouteMessage, messagesOf } from "./route-messages.ts";
import { incomingType, openProgram, outgoingType, type RouteType } from "./route-types.ts";
import type { Schema } from "./json-schema.ts";
import { openWalk } from "./walk.ts";

/** The version of what bunbox adds to AsyncAPI, by which it knows its own documents. */
export const CONTRACT_VERSION = 1;

interface Reference {
  readonly $ref: string;
}

/** The channel of a route. */
export interface RouteChannel extends RouteAddress {
  readonly messages: Readonly<Record<string, RouteMessage>>;
  /** Whether the route, or a guard of its folders, decides who may connect. */
  readonly "x-bunbox-guard": boolean;
}

interface Operation {
  readonly action: "receive" | "send";
  readonly channel: Reference;
  readonly messages: readonly Reference[];
}

/** A contract: the part of AsyncAPI 3.1 that bunbox writes. */
export interface ContractDocument {
  readonly asyncapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly "x-bunbox": number;
  readonly channels: Readonly<Record<string, RouteChannel>>;
  readonly operations: Readonly<Record<string, Operation>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** A document, and where its parts are in the sources. */
export interface DescribedContract {
  readonly document: ContractDocument;
  /** By the name of the channel. */
  readonly routes: ReadonlyMap<string, RouteInfo>;
  /** What each channel's messages are called in the sources: `Incoming`, or `incoming` for a schema. */
  readonly exportOf: (channel: string, direction: MessageType) => string;
  /** Where a schema of a message or a property is declared, if that is in the project. */
  readonly placeOf: (schema: Schema) => Place | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Describes the routes of a project without errors. */
export function describeRoutes(
  project: Project,
  tsconfig: string | null,
  routes: readonly RouteInfo[],
): DescribedContract {
  const program = openProgram(
    project,
    tsconfig,
    routes.map(({ file }) => file),
  );
  const walk = openWalk(program.program, (each) => placeIn(project, each) !== undefined);
  const names = channelNames(routes);
  const channels: (readonly [string, RouteChannel])[] = [];
  const parsed = new Set<string>();
  const operations: (readonly [string, Operation])[] = [];
  for (const [index, route] of routes.entries()) {
    const name = names[index] ?? "";
    const describe = (
      direction: MessageType,
      type: RouteType | undefined,
    ): Readonly<Record<string, RouteMessage>> =>
      type === undefined ? {} : messagesOf(walk, direction, type, name);
    const incomingAs = incomingType(program, route.file);
    if (incomingAs?.isParsed === true) parsed.add(name);
    const incoming = describe("Incoming", incomingAs);
    const outgoing = describe("Outgoing", outgoingType(program, route.file));
    const messages = { ...incoming, ...outgoing };
    const guard = route.handlers.includes("upgrade") || route.guards !== undefined;
    channels.push([name, { ...addressOf(route), messages, "x-bunbox-guard": guard }]);
    const suffix = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
    operations.push(
      ...operation(`receive${suffix}`, "receive", name, incoming),
      ...operation(`send${suffix}`, "send", name, outgoing),
    );
  }
  const document = {
    asyncapi: "3.1.0",
    info: infoOf(project),
    "x-bunbox": CONTRACT_VERSION,
    channels: Object.fromEntries(channels),
    operations: Object.fromEntries(operations),
    components: { schemas: walk.names.schemas() },
  };
  return {
    document,
    routes: new Map(routes.map((route, index) => [names[index] ?? "", route])),
    exportOf: (channel, direction) =>
      direction === "Incoming" && parsed.has(channel) ? "incoming" : direction,
    placeOf(schema) {
      const declaration = walk.origins.get(schema);
      return declaration === undefined ? undefined : placeIn(project, declaration);
    },
    diagnostics: walk.unwritable.map(({ path: where, what, declaration }) => {
      const place = placeIn(project, declaration) ?? null;
      return report(noSchema, place, `\`${where}\` is ${what}, which JSON does not have`);
    }),
  };
}

function operation(
  name: string,
  action: Operation["action"],
  channel: string,
  messages: Readonly<Record<string, RouteMessage>>,
): readonly (readonly [string, Operation])[] {
  const keys = Object.keys(messages);
  if (keys.length === 0) return [];
  const $ref = `#/channels/${channel}`;
  return [
    [name, { action, channel: { $ref }, messages: keys.map((key) => ({ $ref: `${$ref}/messages/${key}` })) }],
  ];
}

/** The name, the version and the description in package.json. */
function infoOf({ root }: Project): ContractDocument["info"] {
  const manifest = readManifest(path.join(root, "package.json"));
  const textOf = (key: string): string => {
    const value = Object.hasOwn(manifest, key) ? manifest[key] : undefined;
    return typeof value === "string" ? value : "";
  };
  const description = textOf("description");
  return {
    title: textOf("name") || "WebSocket routes",
    version: textOf("version") || "0.0.0",
    ...(description === "" ? {} : { description }),
  };
}

function readManifest(file: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8").replace(/^\uFEFF/, ""));
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {}; // A project does not need a package.json.
  }
}
