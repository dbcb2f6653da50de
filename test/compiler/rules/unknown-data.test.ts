// Which errors about the data of a socket are explained, and what to write for them.
import { describe, expect, test } from "bun:test";
import { explain, OWN } from "./explain.ts";

const DATA = "export function upgrade() { return { data: { name: 1 } }; }\n";
const TYPE = "Write `ws: ServerWebSocket<UpgradeData<typeof upgrade>>`.";

/** What is said about a use of the data in `onOpen`. */
const inOnOpen = (use: string, code = "TS18046", socket = "ServerWebSocket"): readonly string[] =>
  explain(`${OWN}${DATA}export function onOpen(ws: ${socket}) { ${use} }`, code);

/** The property that `upgrade` should return. */
const wanted = (use: string, code = "TS18046", message = ""): string | undefined =>
  /`\{ data: \{ (\S+): … \} \}`/.exec(
    explain(`${OWN}export function onOpen(ws: ServerWebSocket) { ${use} }`, code, message)[0] ?? "",
  )?.[1];

describe("an error about the data of a socket", () => {
  test("is explained only if it says that the data is not known", () => {
    expect(inOnOpen("«ws.data.name;", "TS2322")).toEqual(["w: -"]);
    expect(inOnOpen("«ws.data.name;", "TS18048", "ServerWebSocket<User>")).toEqual(["w: -"]);
    expect(inOnOpen("«ws.data.name;", "TS18048", "ServerWebSocket<{ name: string } | undefined>")).toEqual([
      "w: -",
    ]);
  });

  test("is not reported if one of the handlers of the function has a socket of a wrong type", () => {
    const text = `${OWN}${DATA}export function onOpen(ws: ServerWebSocket<undefined>) { «ws.data.name; }\nexport { onOpen as onDrain };`;
    expect(explain(text, "TS18048", "", { misfit: "onOpen" })).toEqual([]);
  });
});

describe("the hint for data", () => {
  test("names the property that is read", () => {
    expect(wanted("«ws.data.nick;")).toBe("nick");
    const lacking = "Property 'nick' does not exist on type 'unknown'";
    expect(wanted("const { «nick } = ws.data;", "TS2339", lacking)).toBe("nick");
    expect(wanted("const { «nick: short } = ws.data;", "TS2339", lacking)).toBe("nick");
  });

  test("names any property if it is not known which one is read", () => {
    expect(wanted("«ws.data[nick];")).toBe("name");
    const lacking = "Property 'nick' does not exist on type 'unknown'";
    expect(wanted("const { «[nick]: short } = ws.data;", "TS2339", lacking)).toBe("name");
    expect(wanted("const { «...rest } = ws.data;", "TS2339", lacking)).toBe("name");
  });

  test("has the name of the socket", () => {
    const text = `${OWN}${DATA}export function onOpen(client: ServerWebSocket) { «client.data.name; }`;
    expect(explain(text, "TS18046")).toEqual([
      "client.data: Write `client: ServerWebSocket<UpgradeData<typeof upgrade>>`.",
    ]);
    const pattern = `${OWN}${DATA}export function onOpen({ data }: ServerWebSocket) { «data.name; }`;
    expect(explain(pattern, "TS18046")).toEqual([`data: ${TYPE}`]);
  });

  test("has the type of what the guard gives", () => {
    const text = `${OWN}export function onOpen(ws: ServerWebSocket) { «ws.data.name; }`;
    expect(explain(text, "TS18046", "", { guarded: true })).toEqual([
      'ws.data: Write `ws: ServerWebSocket<GuardData<typeof import("../_guard.ts").guard>>`, with `import type { GuardData } from "@ademattos/bunbox"`.',
    ]);
  });

  test("says in another file whose data it is", () => {
    const text = `${OWN}export function onOpen(ws: ServerWebSocket) { «ws.data.name; }`;
    const route = `export { onOpen } from "./handlers.ts";\n${DATA}`;
    const written = "ws.data: Write `ws: ServerWebSocket<Data>`, where `Data` is the type of what";
    expect(explain(text, "TS18046", "", { route })).toEqual([
      `${written} \`upgrade\` returns under \`data\`.`,
    ]);
    expect(explain(text, "TS18046", "", { route, guarded: true })).toEqual([
      `${written} \`upgrade\` or the guard returns under \`data\`.`,
    ]);
  });

  test("says that `upgrade` returns no data only if no result has any", () => {
    const use = "export function onOpen(ws: ServerWebSocket) { «ws.data.name; }";
    for (const body of [
      "if (req.a) return false; return { data: { name: 1 } };",
      "return { headers: {}, ...rest };",
    ])
      expect(explain(`${OWN}export function upgrade(req) { ${body} }\n${use}`, "TS18046")).toEqual([
        `ws.data: ${TYPE}`,
      ]);
  });
});
