// Writes the text of the typed client for browsers: the routes with the types of their messages, and the code.
import type { ClientRoute, MessageType } from "../model.ts";
import { propertyKey, quote } from "./quote.ts";

/**
 * Writes the module that the option `client` names.
 *
 * @param code the files that are the same for all routes. The first needs only the interface `Routes` above it. The first
 *   paragraph of the others imports what stands above them here
 */
export function emitClient(routes: readonly ClientRoute[], [code, ...more]: readonly string[]): string {
  return [
    "// Written by bunbox from the routes; changes are lost.",
    "/* eslint-disable */",
    "// biome-ignore-all lint: generated",
    "// biome-ignore-all format: generated",
    "// biome-ignore-all assist: generated",
    ...routes.flatMap(emitImport),
    "",
    "/** Every route, with its parameters and the types of its messages. */",
    "export interface Routes {",
    ...routes.map(emitRoute),
    "}",
    "",
    code,
    ...more.map((text) => text.slice(text.indexOf("\n\n") + 2)),
  ].join("\n");
}

function emitImport({ messages }: ClientRoute, index: number): readonly string[] {
  const modules = new Set(messages.map(({ specifier }) => specifier));
  return [...modules].flatMap((module) => {
    const own = messages.filter(({ specifier }) => specifier === module);
    const whole = own.filter(({ name }) => name === "*");
    const names = own
      .filter((each) => !whole.includes(each))
      .map(({ type, name }) => `${name} as ${nameOf(type, index)}`);
    return [
      ...(names.length === 0 ? [] : [`import type { ${names.join(", ")} } from ${quote(module)};`]),
      ...whole.map(({ type }) => `import type * as ${nameOf(type, index)} from ${quote(module)};`),
    ];
  });
}

function emitRoute({ path, segments, messages }: ClientRoute, index: number): string {
  const params = segments.flatMap(({ kind, name }) => {
    const key = propertyKey(name);
    if (kind === "param") return [`readonly ${key}: Segment`];
    if (kind === "rest") return [`readonly ${key}: readonly [Segment, ...Segment[]]`];
    if (kind === "optionalParam") return [`readonly ${key}?: Segment | undefined`];
    return kind === "optionalRest" ? [`readonly ${key}?: readonly Segment[] | undefined`] : [];
  });
  const fields = [
    `params: ${params.length === 0 ? "Record<string, never>" : `{ ${params.join("; ")} }`}`,
    ...messages.map(({ type, isSchema }) =>
      isSchema ? `schema: typeof ${nameOf(type, index)}` : `${type.toLowerCase()}: ${nameOf(type, index)}`,
    ),
  ];
  return `  ${quote(path)}: { ${fields.join("; ")} };`;
}

function nameOf(type: MessageType, index: number): string {
  return `${type}${index}`;
}
