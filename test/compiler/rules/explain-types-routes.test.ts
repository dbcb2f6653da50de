// Which route's types, and which route's wrong parameters, an error of TypeScript is explained with.
import { expect, test } from "bun:test";
import type { Misfit } from "../../../compiler/model.ts";
import { explainTypes } from "../../../compiler/rules/explain-types.ts";
import { factsOf, mayExport } from "../../../compiler/syntax/export-facts.ts";
import { routeOf } from "../../support/naive-matcher.ts";
import { modulesOf } from "./project.ts";

const HANDLER = "export function onOpen(ws, ctx) {}";
const READS =
  'import type { Bytes } from "@ademattos/bunbox";\nexport const onMessage = (ws, message) => { message.say; };';

interface Given {
  /** The text of each route by its folder, and of other files by their path. */
  readonly texts: Readonly<Record<string, string>>;
  /** Where the error is: a file, and what TypeScript does not accept there. */
  readonly file: string;
  readonly at: string;
  readonly code: string;
  readonly misfit?: Pick<Misfit, "handler" | "blame"> & { readonly folder: string };
}

/** The hint of each error that is left of one. */
function explain({ texts, file, at, code, misfit }: Given): readonly (string | undefined)[] {
  const folders = Object.keys(texts).filter((each) => !each.endsWith(".ts"));
  const files = Object.entries(texts).map(([name, text]) => [
    name.endsWith(".ts") ? name : routeOf(name).file,
    text,
  ]);
  const modules = modulesOf({ files: Object.fromEntries(files) });
  const all = folders.map((folder) => {
    const route = routeOf(folder);
    return factsOf(modules, route, mayExport(modules.sources.get(route.file)));
  });
  const source = modules.sources.get(file);
  if (source === undefined) throw new Error(`${file} is not given`);
  const start = source.text.indexOf(at);
  const place = source.placeOf({ start, end: start + at.length });
  const route = all.find((each) => each.route.file === routeOf(misfit?.folder ?? "").file)?.route;
  const misfits = misfit === undefined || route === undefined ? [] : [{ ...misfit, route, reason: "" }];
  const error = { code, severity: "error", message: "", place, related: [] } as const;
  return explainTypes([error], modules, all, [], misfits).map(({ hint }) => hint);
}

test("a handler gets the types of the route in whose file it is, also if another one exports it", () => {
  const [hint] = explain({
    texts: { a: 'export { onOpen } from "../[id]/route.ts";', "[id]": HANDLER },
    file: "app/ws/[id]/route.ts",
    at: "ws,",
    code: "TS7006",
  });
  expect(hint).toContain("WebSocketContext<{ id: string }>");
});

test("a handler in another file gets the types of the route that exports it, beside handlers of its own", () => {
  const [hint] = explain({
    texts: {
      a: "export function onOpen() {}",
      "[id]": 'export { onOpen } from "../open.ts";\nexport function onClose() {}',
      "app/ws/open.ts": HANDLER,
    },
    file: "app/ws/open.ts",
    at: "ws,",
    code: "TS7006",
  });
  expect(hint).toContain("WebSocketContext<{ id: string }>");
});

const withMisfit = (misfit: Given["misfit"]): readonly (string | undefined)[] =>
  explain({
    texts: { a: READS, b: READS },
    file: "app/ws/a/route.ts",
    at: "say",
    code: "TS2339",
    ...(misfit === undefined ? {} : { misfit }),
  });

test("an error about a message is left out only if the message of this route has a wrong type", () => {
  const message = { handler: "onMessage", blame: { kind: "parameter", index: 1 } } as const;
  expect(withMisfit({ ...message, folder: "a" })).toEqual([]);
  expect(withMisfit({ ...message, folder: "b" })).toHaveLength(1);
  expect(withMisfit({ ...message, folder: "a", blame: { kind: "parameter", index: 0 } })).toHaveLength(1);
  expect(withMisfit({ ...message, folder: "a", handler: "onOpen" })).toHaveLength(1);
  expect(withMisfit(undefined)).toHaveLength(1);
});
