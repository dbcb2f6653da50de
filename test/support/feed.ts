// Reads the feed of a real `bunbox dev` as the inspector's page does, and sends its commands.
import type { PageCommand } from "../../inspector/server/page-command.ts";
import type { FeedEvents } from "../../inspector/server/feed.ts";
import { type RunningDev, startDev } from "./dev.ts";
import { createProject } from "./project.ts";

/** An open feed. */
export interface Feed extends AsyncDisposable {
  /** Resolves with the next event of a name that passes, among those that came since the last call for this name. */
  next<Name extends keyof FeedEvents>(
    name: Name,
    passes?: (value: FeedEvents[Name]) => boolean,
  ): Promise<FeedEvents[Name]>;
  /** Sends a command with this feed's token. */
  command(command: PageCommand): Promise<Readonly<Record<string, string>>>;
  readonly token: string;
}

/** Sends the body of a command as it is. */
export function postCommand(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(`${url}/_bunbox/command`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

/** A `bunbox dev` of its own project, and its feed. */
export interface DevFeed extends AsyncDisposable {
  readonly dev: RunningDev;
  readonly feed: Feed;
}

/** Starts `bunbox dev` for a project of these files, and opens its feed. */
export async function openDevFeed(files: Readonly<Record<string, string>>): Promise<DevFeed> {
  const project = await createProject(files);
  const dev = startDev(project, {}, ["--no-typecheck"]);
  await dev.said(/inspector at/);
  const feed = await openFeed(dev.url());
  return {
    dev,
    feed,
    async [Symbol.asyncDispose]() {
      await feed[Symbol.asyncDispose]();
      await dev[Symbol.asyncDispose]();
      await project[Symbol.asyncDispose]();
    },
  };
}

/** Opens the feed. */
export async function openFeed(url: string): Promise<Feed> {
  const leaving = new AbortController();
  const { body } = await fetch(`${url}/_bunbox/events`, { signal: leaving.signal });
  if (body === null) throw new Error("the feed has no body");
  const came: { readonly name: string; readonly data: string }[] = [];
  let wake = Promise.withResolvers<void>();
  const reading = read(body, (name, data) => {
    came.push({ name, data });
    wake.resolve();
    wake = Promise.withResolvers();
  }).catch(() => undefined); // it was aborted

  async function next<Name extends keyof FeedEvents>(
    name: Name,
    passes: (value: FeedEvents[Name]) => boolean = () => true,
  ): Promise<FeedEvents[Name]> {
    for (;;) {
      const place = came.findIndex((event) => event.name === name);
      const [found] = place < 0 ? [] : came.splice(place, 1);
      if (found === undefined) await wake.promise;
      else {
        const value: FeedEvents[Name] = JSON.parse(found.data);
        if (passes(value)) return value;
      }
    }
  }

  const { token } = await next("hello");
  return {
    next,
    token,
    command: async (command) => JSON.parse(await (await postCommand(url, { token, command })).text()),
    async [Symbol.asyncDispose]() {
      leaving.abort();
      await reading;
    },
  };
}

async function read(
  body: ReadableStream<Uint8Array>,
  heard: (name: string, data: string) => void,
): Promise<void> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const part of body) {
    text += decoder.decode(part, { stream: true });
    const events = text.split("\n\n");
    text = events.pop() ?? "";
    for (const event of events) {
      const [, name = "", data = ""] = /^event: (.*)\ndata: (.*)$/.exec(event) ?? [];
      heard(name, data);
    }
  }
}
