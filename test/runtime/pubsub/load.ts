// Members of one room who speak without a pause, and what each has heard of each: tests break something meanwhile.
import { expect } from "bun:test";
import type { Client, Closed } from "../../support/client.ts";
import { createConditions } from "../../support/conditions.ts";

/** How many messages of each member make it certain that the room goes on. */
const SOME = 20;

/** One socket of the room. */
export interface Member {
  /** The process that it is connected to. */
  readonly pid: number;
  /** How many of its messages have come back to it. */
  readonly said: number;
  /** How its socket was closed; `undefined` while it is open. */
  readonly closed: Closed | undefined;
  /** The numbers of a member's messages, as they came. */
  heard(of: Member): readonly number[];
  /** Whether all of its messages have come back to it. */
  readonly idle: boolean;
}

/** A room under load. */
export interface Load {
  /** All who have spoken, the closed ones too. */
  readonly members: readonly Member[];
  /** Those whose sockets are open. */
  readonly open: readonly Member[];
  /** Whether nobody begins a message any more. */
  readonly ended: boolean;
  /** A client comes in and begins to speak: one message whenever the one before has come back. */
  enter(client: Client): Promise<Member>;
  /** Resolves once the condition holds; it is asked again at every message and every close. */
  readonly until: (condition: () => boolean) => Promise<void>;
  /** Resolves once so many messages of each have come back to it: others may be out of reach. */
  speaksOn(messages?: number): Promise<void>;
  /** Resolves once everybody has heard of everybody what is said from now on. */
  goesOn(): Promise<void>;
  /** Lets nobody begin another message; resolves once everybody has heard the last message of everybody. */
  end(): Promise<void>;
}

/** Starts with an empty room. */
export function createLoad(): Load {
  const members: Member[] = [];
  const { changed, until } = createConditions();
  let ended = false;

  const openOnes = (): readonly Member[] => members.filter(({ closed }) => closed === undefined);

  const saidSoFar = (): ReadonlyMap<Member, number> =>
    new Map(members.map((member) => [member, member.said]));

  /** Whether every open member has heard this message, or a later one, of every open member. */
  function haveHeard(number: (of: Member) => number): boolean {
    const open = openOnes();
    return open.every((one) => open.every((other) => (one.heard(other).at(-1) ?? -1) >= number(other)));
  }

  return {
    members,
    get open() {
      return openOnes();
    },
    get ended() {
      return ended;
    },
    until,
    async enter(client) {
      const member = createMember(client, members.length, { members, changed, ended: () => ended });
      members.push(member);
      await until(() => member.said > 0 || member.closed !== undefined);
      return member;
    },
    async speaksOn(messages = SOME) {
      const from = saidSoFar();
      await until(() => openOnes().every((member) => member.said >= (from.get(member) ?? 0) + messages));
    },
    async goesOn() {
      const from = saidSoFar();
      await until(() => haveHeard((of) => (from.get(of) ?? 0) + SOME));
    },
    async end() {
      ended = true;
      await until(() => openOnes().every((member) => member.idle));
      await until(() => haveHeard((of) => of.said - 1));
    },
  };
}

interface Room {
  readonly members: readonly Member[];
  readonly changed: () => void;
  readonly ended: () => boolean;
}

function createMember(client: Client, name: number, { members, changed, ended }: Room): Member {
  const heard: number[][] = [];
  let pid = 0;
  let sent = 0;
  let said = 0;
  let closed: Closed | undefined;

  function speak(): void {
    if (ended()) return;
    client.send(`say ${name} ${sent}`);
    sent += 1;
  }

  function hear([verb, first, second]: readonly string[]): void {
    if (verb !== "say") {
      if (first !== undefined) pid = Number(first); // the answer to "pid"
      return;
    }
    (heard[Number(first)] ??= []).push(Number(second));
    if (Number(first) !== name) return;
    said += 1;
    speak();
  }

  async function listen(): Promise<never> {
    for (;;) {
      hear((await client.text()).split(" "));
      changed();
    }
  }

  client.send("pid");
  speak();
  void listen();
  void client.closed.then((how) => {
    closed = how;
    changed();
  });
  return {
    get pid() {
      return pid;
    },
    get said() {
      return said;
    },
    get closed() {
      return closed;
    },
    get idle() {
      return said === sent;
    },
    heard: (of) => heard[members.indexOf(of)] ?? [],
  };
}

/** Nothing came twice, and nothing out of its sender's order. */
export function expectOrder(listeners: readonly Member[], speakers: readonly Member[]): void {
  eachPair(listeners, speakers, (number, before) => number > before);
}

/** From the first message that one has heard of another, each came, once, in order. */
export function expectNoGap(listeners: readonly Member[], speakers: readonly Member[]): void {
  eachPair(listeners, speakers, (number, before) => number === before + 1);
}

/** Each has heard what has come back to its sender, up to the last. */
export function expectToTheEnd(listeners: readonly Member[], speakers: readonly Member[]): void {
  expectNoGap(listeners, speakers);
  for (const listener of listeners) {
    for (const speaker of speakers) {
      const last = listener.heard(speaker).at(-1);
      if (last !== undefined) expect(last).toBeGreaterThanOrEqual(speaker.said - 1);
    }
  }
}

function eachPair(
  listeners: readonly Member[],
  speakers: readonly Member[],
  follows: (number: number, before: number) => boolean,
): void {
  for (const listener of listeners) {
    for (const speaker of speakers) {
      const numbers = listener.heard(speaker);
      const wrong = numbers.findIndex((number, at) => at > 0 && !follows(number, numbers[at - 1] ?? 0));
      if (wrong !== -1) throw new Error(`${numbers[wrong]} came after ${numbers[wrong - 1]}`);
    }
  }
}
