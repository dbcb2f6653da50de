// The text of the typed client: the types of each route, and the imports that they need.
import { describe, expect, test } from "bun:test";
import { emitClient } from "../../../compiler/emit/client-module.ts";
import type { ClientRoute } from "../../../compiler/model.ts";
import { routeOf } from "../../support/naive-matcher.ts";

const CODE = ["export type Path = keyof Routes;\n", '// More.\nimport {} from "./code.ts";\n\nexport {};\n'];

function linesOf(...routes: readonly ClientRoute[]): readonly string[] {
  return emitClient(routes, CODE).split("\n");
}

function clientRoute(folder: string, messages: ClientRoute["messages"] = []): ClientRoute {
  return { path: `/ws/${folder}`, segments: routeOf(folder).segments, messages };
}

describe("the typed client", () => {
  test("has the parameters of each kind", () => {
    const lines = linesOf(clientRoute("chat"), clientRoute("[id]/x/[...rest]"), clientRoute("é/[[...a-b]]"));
    const from = lines.indexOf("export interface Routes {");
    expect(lines.slice(from + 1, lines.indexOf("}", from))).toEqual([
      '  "/ws/chat": { params: Record<string, never> };',
      '  "/ws/[id]/x/[...rest]": { params: { readonly id: Segment; readonly rest: readonly [Segment, ...Segment[]] } };',
      '  "/ws/\\u00e9/[[...a-b]]": { params: { readonly "a-b"?: readonly Segment[] | undefined } };',
    ]);
    expect(lines.some((line) => line.startsWith("import "))).toBe(false);
    expect(lines.slice(-4).join("\n")).toBe("export type Path = keyof Routes;\n\nexport {};\n");
  });

  test("imports the types of the messages, once per module", () => {
    const lines = linesOf(
      clientRoute("chat"),
      clientRoute("log", [
        { type: "Incoming", isSchema: false, name: "In", specifier: "../app/log.ts" },
        { type: "Outgoing", isSchema: false, name: "Out", specifier: "../app/log.ts" },
      ]),
      clientRoute("room", [
        { type: "Incoming", isSchema: false, name: "Say", specifier: "../app/say.ts" },
        { type: "Outgoing", isSchema: false, name: "Out", specifier: "../app/é.ts" },
      ]),
    );
    expect(lines.filter((line) => line.startsWith("import "))).toEqual([
      'import type { In as Incoming1, Out as Outgoing1 } from "../app/log.ts";',
      'import type { Say as Incoming2 } from "../app/say.ts";',
      'import type { Out as Outgoing2 } from "../app/\\u00e9.ts";',
    ]);
    expect(lines).toContain(
      '  "/ws/room": { params: Record<string, never>; incoming: Incoming2; outgoing: Outgoing2 };',
    );
  });
});
