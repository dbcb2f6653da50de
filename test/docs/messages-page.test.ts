// Builds the routes of docs/messages.md, and sends them what fits and what does not.
import { afterAll, beforeAll, expect, test } from "bun:test";
import path from "node:path";
import { Client } from "../support/client.ts";
import { codeBlocks } from "../support/markdown.ts";
import { createProject, REPOSITORY, type TestProject } from "../support/project.ts";
import { installSchemas } from "../support/schemas.ts";
import type { RunningServer } from "../support/server.ts";

const BLOCKS = codeBlocks(await Bun.file(path.join(REPOSITORY, "docs/messages.md")).text());

let project: TestProject;
let server: RunningServer;

beforeAll(async () => {
  project = await createProject(Object.fromEntries(BLOCKS.map(({ file, text }) => [file ?? "", text])));
  await installSchemas(project);
  const report = await project.json(["build"]);
  expect([report.exitCode, report.diagnostics]).toEqual([0, []]);
  server = await project.serve();
}, 60_000);

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await project[Symbol.asyncDispose]();
});

test("a chat closes the socket of who sends something else", async () => {
  using client = await Client.open(`${server.url}/ws/chat`);
  client.send('{"say":"hi"}');
  expect(await client.json()).toEqual({ said: "hi" });
  client.send('{"say":""}');
  expect(await client.closed).toMatchObject({ code: 1007, reason: expect.stringContaining("say: ") });
});

test("answers keep it open", async () => {
  using client = await Client.open(`${server.url}/ws/answers`);
  client.send("why?");
  client.send('{"ask":"why?"}');
  expect([await client.json(), await client.json()]).toEqual([
    { error: "Not JSON" },
    { answer: "You asked: why?" },
  ]);
});

test("documents may be larger", async () => {
  using client = await Client.open(`${server.url}/ws/documents`);
  client.send(JSON.stringify({ text: "x".repeat(300_000) }));
  expect(await client.text()).toBe("300000 characters");
});
