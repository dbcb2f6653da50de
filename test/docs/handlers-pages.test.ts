// Tests that the pages about handlers have all of them, with their parameters.
import { describe, expect, test } from "bun:test";
import path from "node:path";
import { EVENTS, HANDLERS, SIGNATURES } from "../../runtime/facts.ts";
import { REPOSITORY } from "../support/project.ts";

async function page(name: string): Promise<string> {
  return await Bun.file(path.join(REPOSITORY, "docs", name)).text();
}

const GUIDE = await page("guide.md");
const SERVER = await page("server.md");
const CHANGED = await page("migrating.md");

describe.each(HANDLERS)("%s", (name) => {
  test("is in the table of the guide", () => {
    expect(GUIDE).toContain(`| \`${name}(${Object.keys(SIGNATURES[name]).join(", ")})\` | `);
  });

  test("is described below Handlers", () => {
    const handlers = SERVER.slice(SERVER.indexOf("\n## Handlers\n"));
    expect(handlers.slice(0, handlers.indexOf("\n## ", 1))).toContain(`\`${name}\``);
  });
});

describe.each(Object.entries(EVENTS))("the event %s of an app's own Bun.serve", (event, name) => {
  test("is in both lists of callbacks, and is not said to be missing", () => {
    expect(SERVER).toContain(`\`websocket.${event}(ws`);
    expect(SERVER).toMatch(new RegExp(`^\\| .*\`${event}\`.* \\| .*\`${name}\``, "m"));
    expect(CHANGED).not.toMatch(new RegExp(`no .*\`${event}\`.* handlers`));
  });
});
