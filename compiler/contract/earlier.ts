// Reads the contract that `bunbox check --against` compares with.
import { CONTRACT_VERSION } from "./document.ts";
import { type KeyPosition, readText } from "./document-text.ts";
import { fieldsOf, readSchema, readSchemas, textOf } from "./read-schema.ts";
import type { Schema } from "./json-schema.ts";

/** The parts of a message that are compared. */
export interface MessageShape {
  /** Missing if the messages can have any form. */
  readonly contentType?: string;
  readonly payload?: Schema;
}

/** The parts of a channel that are compared. */
export interface ChannelShape {
  readonly address: string;
  /** By name; the values are the kinds of those that are not one segment. */
  readonly parameters: Readonly<Record<string, { readonly "x-bunbox-kind"?: string }>>;
  readonly messages: Readonly<Record<string, MessageShape>>;
}

/** The parts of a contract that are compared. */
export interface ContractShape {
  /** By name. */
  readonly channels: Readonly<Record<string, ChannelShape>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** A contract that was written earlier. */
export interface EarlierContract extends ContractShape {
  /** Where a channel is in the file. */
  readonly positionOf: (channel: string) => KeyPosition | undefined;
}

/** Whether a text is a contract that bunbox wrote, of any version. */
export function isContract(text: string): boolean {
  const read = readText(text);
  return typeof read !== "string" && fieldsOf(read.value)["x-bunbox"] !== undefined;
}

/** Reads a contract from the text of a file; returns what is wrong with it if it is not one of bunbox. */
export function readContract(text: string): EarlierContract | string {
  const read = readText(text);
  if (typeof read === "string") return `is neither YAML nor JSON: ${read}`;
  const document = fieldsOf(read.value);
  const channels = Object.entries(fieldsOf(document["channels"])).map(
    ([name, channel]) => [name, readChannel(channel)] as const,
  );
  if (!/^3\.\d/.test(textOf(document["asyncapi"]) ?? "") || document["channels"] === undefined)
    return "is not an AsyncAPI 3 document";
  if (document["x-bunbox"] === undefined) return "was not written by `bunbox contract`";
  if (document["x-bunbox"] !== CONTRACT_VERSION) return "was written by a newer version of bunbox";
  return {
    channels: Object.fromEntries(channels),
    components: { schemas: readSchemas(fieldsOf(document["components"])["schemas"]) },
    positionOf: (name) => read.positionOf(["channels", name]),
  };
}

function readChannel(value: unknown): ChannelShape {
  const { address, parameters, messages } = fieldsOf(value);
  return {
    address: textOf(address) ?? "",
    parameters: Object.fromEntries(
      Object.entries(fieldsOf(parameters)).map(([name, parameter]) => {
        const kind = textOf(fieldsOf(parameter)["x-bunbox-kind"]);
        return [name, kind === undefined ? {} : { "x-bunbox-kind": kind }];
      }),
    ),
    messages: Object.fromEntries(
      Object.entries(fieldsOf(messages)).map(([name, message]) => {
        const { payload, contentType } = fieldsOf(message);
        const type = textOf(contentType);
        return [
          name,
          {
            ...(type === undefined ? {} : { contentType: type }),
            ...(payload === undefined ? {} : { payload: readSchema(payload) }),
          },
        ];
      }),
    ),
  };
}
