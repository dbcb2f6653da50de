// Tests fixtures/apps/answers, which streams answers to questions, as a client sees it.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { connect } from "node:net";
import { type BuiltApp, buildApp } from "../support/built-app.ts";
import type { Client } from "../support/client.ts";
import { frame, OPCODE } from "../support/frames.ts";
import { handshake } from "../support/raw.ts";
import type { RunningServer } from "../support/server.ts";

const PATH = "/ws/answers";

let app: BuiltApp;
let server: RunningServer;

beforeAll(async () => {
  app = await buildApp("answers");
  server = await app.serve({ PACE: "0" });
}, 60_000);

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

function ask(client: Client, id: string, question: string): void {
  client.send(JSON.stringify({ id, ask: question }));
}

/** What comes until so many answers have ended: by their ids, the tokens and how each ended. */
async function answers(client: Client, count: number): Promise<Record<string, readonly unknown[]>> {
  const heard = new Map<string, unknown[]>();
  for (let ended = 0; ended < count;) {
    const said: { id: string; token?: string; end?: string } = JSON.parse(await client.text());
    heard.set(said.id, [...(heard.get(said.id) ?? []), said.token ?? said.end]);
    if (said.end !== undefined) ended += 1;
  }
  return Object.fromEntries(heard);
}

describe("a question", () => {
  test("is answered token by token", async () => {
    using client = await server.connect(PATH);
    ask(client, "a", "Count to 3");
    expect(await answers(client, 1)).toEqual({ a: ["1 ", "2 ", "3 ", "done"] });
  });

  test("is answered beside another", async () => {
    using client = await server.connect(PATH);
    ask(client, "long", "Count to 1000000");
    ask(client, "short", "Count to 2");
    const { short, long } = await answers(client, 1);
    expect(short).toEqual(["1 ", "2 ", "done"]);
    expect(long?.[0]).toBe("1 ");
  });

  test("can be aborted, and then says no more", async () => {
    using client = await server.connect(PATH);
    ask(client, "a", "Count to 1000000");
    ask(client, "b", "Count to 1000000");
    expect(await client.json()).toEqual({ id: "a", token: "1 " });
    client.send(JSON.stringify({ abort: "a" }));
    expect((await answers(client, 1))["a"]?.at(-1)).toBe("aborted");
    expect(await client.json()).toMatchObject({ id: "b" });
    client.send(JSON.stringify({ abort: "b" }));
    expect(Object.keys(await answers(client, 1))).toEqual(["b"]);
    ask(client, "a", "Count to 1"); // the id is free again
    expect(await answers(client, 1)).toEqual({ a: ["1 ", "done"] });
  });

  test("is refused if its id is taken, or four are being answered", async () => {
    using client = await server.connect(PATH);
    for (const id of ["a", "a", "b", "c", "d", "e"]) ask(client, id, "Count to 1000000");
    const refused: unknown[] = [];
    while (refused.length < 2) {
      const said: { id: string; end?: string } = JSON.parse(await client.text());
      if (said.end !== undefined) refused.push(said);
    }
    expect(refused).toEqual([
      { id: "a", end: "refused" },
      { id: "e", end: "refused" },
    ]);
  });

  test("that is not one closes the socket", async () => {
    for (const message of ["{", "null", "[]", '{"id":1,"ask":"?"}', '{"id":"a"}']) {
      const client = await server.connect(PATH);
      client.send(message);
      expect({ message, ...(await client.closed) }).toMatchObject({ message, code: 1008 });
    }
  });
});

describe("a client", () => {
  test("that reads late gets every token, and does not delay the others", async () => {
    const last = 40_000;
    const late = "late".padEnd(1000, "-"); // every token brings it, so that they soon fill what the kernel holds
    const socket = connect(server.port, "127.0.0.1", () => socket.write(handshake(PATH)));
    await new Promise((resolve) => socket.once("data", resolve));
    socket.pause();
    socket.write(frame(OPCODE.text, JSON.stringify({ id: late, ask: `Count to ${last}` })));
    using other = await server.connect(PATH);
    ask(other, "other", `Count to ${last}`);
    let heard = 0;
    while ((await other.text()) === `{"id":"other","token":"${heard + 1} "}`) heard += 1;
    expect(heard).toBe(last);

    let next = 1;
    let rest = "";
    for await (const chunk of socket) {
      const texts = `${rest}${Buffer.from(chunk).toString("latin1")}`.split("}");
      rest = texts.pop() ?? "";
      for (const text of texts) if (text.endsWith(`{"id":"${late}","token":"${next} "`)) next += 1;
      if (texts.at(-1)?.includes('"end":"done"') === true) break;
    }
    socket.destroy();
    expect(next).toBe(last + 1);
    expect(server.stderr()).toBe("");
  }, 60_000);
});

// As the streams of the package openai, this one just ends when it is aborted.
const MODEL = `
  export interface Chunk { choices: { delta: { content?: string | null; role?: "assistant" }; index: number }[] }
  class Stream implements AsyncIterable<Chunk> {
    constructor(readonly question: string, readonly signal: AbortSignal) {}
    async *[Symbol.asyncIterator](): AsyncGenerator<Chunk> {
      try {
        yield { choices: [{ index: 0, delta: { role: "assistant", content: "" } }] };
        yield { choices: [{ index: 0, delta: { content: this.question } }] };
        if (this.question === "break") throw new Error("the model is tired");
        if (this.question === "wait") await new Promise((resolve) => this.signal.addEventListener("abort", resolve));
        yield { choices: [] };
      } finally {
        console.log("ended", this.question);
      }
    }
  }
  export async function complete(question: string, signal: AbortSignal): Promise<Stream> {
    if (question === "refuse") throw new Error("no credit is left");
    return new Stream(question, signal);
  }
`;

describe("another model", () => {
  test("can replace the first one; it may fail, end, and be aborted with its client", async () => {
    await using other = await buildApp("answers", { "app/lib/model.ts": MODEL });
    await using asked = await other.serve();
    const client = await asked.connect(PATH);
    for (const id of ["go", "break", "refuse"]) ask(client, id, id);
    expect(await answers(client, 3)).toEqual({
      go: ["go", "done"],
      break: ["break", "failed"],
      refuse: ["failed"],
    });
    ask(client, "wait", "wait");
    expect(await client.json()).toEqual({ id: "wait", token: "wait" });
    client.send(JSON.stringify({ abort: "wait" }));
    expect(await client.json()).toEqual({ id: "wait", end: "aborted" });
    expect(await asked.logged(/no credit/)).toMatch(
      /onMessage of \/ws\/answers failed at .*route\.ts:\d+:\d+: .*tired/,
    );
    ask(client, "last", "wait");
    await client.next();
    client.socket.terminate();
    await asked.printed(/(?:ended wait\n[^]*){2}/);
  });
});
