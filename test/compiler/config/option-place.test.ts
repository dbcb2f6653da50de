// Where a mistake in an option is marked: at its key, or at its value.
import { expect, test } from "bun:test";
import { optionPlace } from "../../../compiler/syntax/places.ts";
import { modulesOf } from "../rules/project.ts";

const FILE = "bunbox.config.ts";

/** The text that is marked in a configuration with these options. */
function marked(options: string, path: readonly string[], part?: "key" | "value"): string {
  const text = `export default { ${options} };`;
  const { sources } = modulesOf({ files: { [FILE]: text } });
  const { line, column, endLine, endColumn } = optionPlace(sources, FILE, path, part);
  expect([line, endLine]).toEqual([line, line]);
  return (text.split("\n")[line - 1] ?? "").slice(column - 1, endColumn - 1);
}

test.each([
  ['port: "4000"', ["port"], '"4000"'],
  ["limits: { messagesPerSecond: -1 }", ["limits", "messagesPerSecond"], "-1"],
  ["port", ["port"], "port"],
])("a wrong value is marked: %s", (options, path, expected) => {
  expect(marked(options, path, "value")).toBe(expected);
});

test("the key is marked if its value has several lines, or is not in sight", () => {
  expect(marked("health: {\n  path: 1,\n}", ["health"], "value")).toBe("health");
  expect(marked("tls: [certificate]", ["tls", "0", "cert"], "value")).toBe("tls");
});

test("an unknown option is marked at its key", () => {
  expect(marked('prot: "4000"', ["prot"])).toBe("prot");
});
