// Declares which messages are JSON. Nothing here exists at run time.

/**
 * The messages that are JSON: the typed client takes text and bytes as they are. Before TypeScript 5.7, `Bun.BufferSource` is `any`,
 * so the bytes are listed.
 */
export type JsonOf<Outgoing> = Exclude<Outgoing, string | ArrayBuffer | ArrayBufferView | Blob>;
