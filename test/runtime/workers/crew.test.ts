// Tests how places are filled again, with processes that the test ends.
import { expect, test } from "bun:test";
import { createConditions } from "../../support/conditions.ts";
import { observeReports } from "../../../runtime/report.ts";
import { createCrew, type Crew } from "../../../runtime/workers/crew.ts";

interface Started {
  readonly number: number;
  readonly pid: number;
  readonly end: (how: string) => void;
}

/** A crew whose processes are numbers; `fails` says which starts throw, `deaf` how many orders to end are not heard. */
function crewOf(count: number, fails: (attempt: number) => boolean = () => false, deaf = 0) {
  const started: Started[] = [];
  const drained: number[] = [];
  const killed: number[] = [];
  const logged: string[] = [];
  const { changed, until } = createConditions();
  observeReports(({ message }) => {
    logged.push(message);
    changed();
  });
  let attempts = 0;
  let failed = false;
  const crew: Crew = createCrew(count, {
    listensWithin: 50,
    endsWithin: 50,
    start(number, end) {
      attempts += 1;
      changed();
      if (fails(attempts)) throw new Error("no such file");
      const pid = 1000 + attempts;
      started.push({ number, pid, end });
      changed();
      return {
        pid,
        kill() {
          killed.push(pid);
          end("signal SIGKILL");
          changed();
        },
      };
    },
    drain(pid) {
      drained.push(pid);
      if (drained.length > deaf) started.find((each) => each.pid === pid)?.end("exit code 0");
      changed();
    },
    started: changed,
    failed() {
      failed = true;
      changed();
    },
  });
  return { crew, started, drained, killed, logged, until, attempts: () => attempts, failed: () => failed };
}

test("a process that cannot be started is tried again", async () => {
  const { crew, started, until } = crewOf(1, (attempt) => attempt === 2);
  crew.ready(1001);
  started[0]?.end("signal SIGKILL");
  await until(() => started.length === 2);
  expect(started[1]).toMatchObject({ number: 1, pid: 1003 });
});

test("when no place is left, the crew has failed", async () => {
  const { until, attempts, failed } = crewOf(1, () => true);
  await until(failed);
  expect(attempts()).toBe(5);
});

test("a place that was given up is filled again by a reload, and reloads that wait are one", async () => {
  const { crew, started, drained, logged, until } = crewOf(2, (attempt) => attempt >= 3 && attempt <= 6);
  crew.ready(1001);
  await until(() => started.length === 2);
  started[1]?.end("exit code 1"); // it never listened: with four starts that throw, five failures
  await until(() => logged.some((line) => line.endsWith("it is given up")));
  for (let signal = 0; signal < 10; signal += 1) crew.reload();
  await until(() => started.length === 3);
  crew.ready(started[2]?.pid ?? 0);
  await until(() => started.length === 4);
  crew.ready(started[3]?.pid ?? 0);
  expect(started.slice(2).map(({ number }) => number)).toEqual([1, 2]);
  await until(() => crew.counts().listening === 2 || drained.length > 0);
  expect(drained).toEqual([1001]);
});

test("a new worker that never listens is ended, and the next reload works", async () => {
  const { crew, started, drained, killed, until } = crewOf(1);
  crew.ready(1001);
  crew.reload();
  await until(() => started.length === 2);
  await until(() => killed.length > 0);
  expect([killed, drained, crew.counts().listening]).toEqual([[1002], [], 1]);
  crew.reload();
  await until(() => started.length === 3);
  crew.ready(1003);
  await until(() => drained.length > 0);
  expect(drained).toEqual([1001]);
});

test("a worker that connects while all are to end is ordered to end", async () => {
  const { crew, drained, killed } = crewOf(1, undefined, 1);
  crew.connected(1001);
  expect(drained).toEqual([]);
  const stopped = crew.stop();
  crew.connected(1001);
  await stopped;
  expect([drained, killed]).toEqual([[1001, 1001], []]);
});

test("a worker that never connects is killed", async () => {
  const { crew, drained, killed } = crewOf(1, undefined, 1);
  await crew.stop();
  expect([drained, killed]).toEqual([[1001], [1001]]);
});

for (const what of ["a worker", "a new worker"]) {
  test(`${what} that the signal to all has ended is not reported, though its end comes first`, async () => {
    const { crew, started, logged, until } = crewOf(what === "a worker" ? 2 : 1);
    crew.ready(1001);
    if (what === "a new worker") crew.reload();
    await until(() => started.length === 2);
    started[1]?.end("signal SIGINT"); // it was too young to ignore it
    await Bun.sleep(0);
    await crew.stop();
    // The end of a worker that dies later is reported, so that of this one never will be.
    crewOf(1).started[0]?.end("exit code 9");
    await until(() => logged.length > 0);
    expect(logged).toEqual(["worker 1 ended (exit code 9); it starts again in 0.1 s"]);
    expect(started).toHaveLength(2);
  });
}
