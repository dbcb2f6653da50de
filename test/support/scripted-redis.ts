// A Redis whose answers a test decides: it speaks enough RESP3 for Bun's client, and records every command.
import type { Socket } from "bun";
import { createConditions } from "./conditions.ts";
import { segmentsOf } from "./segments.ts";

/** One client's connection. */
export interface Connection {
  /** Every command that came, in order, with its words. */
  readonly commands: readonly (readonly string[])[];
  /** In how many TCP segments they have come so far. */
  readonly segments: number;
  /** Ends it. */
  end(): void;
  /** Whether it is open. */
  readonly open: boolean;
}

/** A server that behaves like Redis, unless the test holds an answer back. */
export interface ScriptedRedis extends AsyncDisposable {
  readonly url: string;
  /** Every connection so far, the closed ones too. */
  readonly connections: readonly Connection[];
  /** Answers no command of this name until the returned function is called; then those that wait are answered. */
  hold(name: string): () => void;
  /** Resolves once the condition holds; it is asked again at every command and every connection. */
  readonly until: (condition: () => boolean) => Promise<void>;
  /** All commands of this name on all connections, each without its name. */
  sent(name: string): readonly (readonly string[])[];
}

interface State {
  readonly commands: string[][];
  readonly channels: Set<string>;
  readonly socket: Socket;
  text: string;
  open: boolean;
}

/** Starts it on a free port. */
export function startScriptedRedis(): ScriptedRedis {
  const states: State[] = [];
  const held = new Map<string, (() => void)[]>();
  const { changed, until } = createConditions();
  const stateOf = new Map<Socket, State>();

  function answer(state: State, [name = "", ...words]: readonly string[]): void {
    const say = (text: string): void => void state.socket.write(text);
    switch (name.toUpperCase()) {
      case "HELLO":
        return say(`%1\r\n${bulk("proto")}:3\r\n`);
      case "SUBSCRIBE":
        for (const channel of words) {
          state.channels.add(channel);
          say(`>3\r\n${bulk("subscribe")}${bulk(channel)}:${state.channels.size}\r\n`);
        }
        return;
      case "UNSUBSCRIBE":
        for (const channel of words) {
          state.channels.delete(channel);
          say(`>3\r\n${bulk("unsubscribe")}${bulk(channel)}:${state.channels.size}\r\n`);
        }
        return;
      case "PUBLISH": {
        const [channel = "", message = ""] = words;
        const listeners = states.filter((each) => each.open && each.channels.has(channel));
        for (const { socket } of listeners)
          socket.write(`>3\r\n${bulk("message")}${bulk(channel)}${bulk(message)}`);
        return say(`:${listeners.length}\r\n`);
      }
      case "PING":
        return say("+PONG\r\n");
      default:
        return say("+OK\r\n");
    }
  }

  function receive(state: State, bytes: Buffer): void {
    state.text += bytes.toString("latin1");
    for (let command = takeCommand(state); command !== undefined; command = takeCommand(state)) {
      const words = command;
      state.commands.push(words);
      const queue = held.get(words[0]?.toUpperCase() ?? "");
      if (queue === undefined) answer(state, words);
      else queue.push(() => answer(state, words));
      changed();
    }
  }

  const server = Bun.listen({
    hostname: "127.0.0.1",
    port: 0,
    data: undefined,
    socket: {
      open(socket) {
        const state = { commands: [], channels: new Set<string>(), socket, text: "", open: true };
        states.push(state);
        stateOf.set(socket, state);
        changed();
      },
      data(socket, bytes) {
        const state = stateOf.get(socket);
        if (state !== undefined) receive(state, bytes);
      },
      close(socket) {
        const state = stateOf.get(socket);
        if (state !== undefined) state.open = false;
        changed();
      },
    },
  });

  return {
    url: `redis://127.0.0.1:${server.port}`,
    get connections() {
      return states.map(({ commands, open, socket }) => ({
        commands,
        open,
        get segments() {
          return segmentsOf(socket);
        },
        end: () => void socket.end(),
      }));
    },
    hold(name) {
      const queue: (() => void)[] = [];
      held.set(name, queue);
      return () => {
        held.delete(name);
        for (const run of queue) run();
      };
    },
    until,
    sent: (name) =>
      states.flatMap(({ commands }) =>
        commands.filter(([first]) => first === name).map((words) => words.slice(1)),
      ),
    async [Symbol.asyncDispose]() {
      server.stop(true);
    },
  };
}

/** Takes the first whole command (RESP, an array of bulk strings) from what has come. */
function takeCommand(state: State): string[] | undefined {
  const head = /^\*(\d+)\r\n/.exec(state.text);
  if (head === null) return undefined;
  let at = head[0].length;
  const words: string[] = [];
  for (let left = Number(head[1]); left > 0; left -= 1) {
    const length = /^\$(\d+)\r\n/.exec(state.text.slice(at, at + 20));
    if (length === null) return undefined;
    const start = at + length[0].length;
    const end = start + Number(length[1]);
    if (state.text.length < end + 2) return undefined;
    words.push(Buffer.from(state.text.slice(start, end), "latin1").toString());
    at = end + 2;
  }
  state.text = state.text.slice(at);
  return words;
}

function bulk(text: string): string {
  return `$${Buffer.byteLength(text)}\r\n${text}\r\n`;
}
