// Tests that the metrics of `bunbox dev` say whether the last build failed.
import { expect, test } from "bun:test";
import { change, ECHO, echo, startDev } from "../../support/dev.ts";
import { openFeed } from "../../support/feed.ts";
import { createProject } from "../../support/project.ts";
import { IN_FULL } from "../../support/sample.ts";

const METRIC = /^bunbox_dev_build_failed (\d)$/m;

test.if(IN_FULL)(
  "the metrics say whether the last build failed",
  async () => {
    await using project = await createProject({
      [ECHO]: echo("one"),
      "bunbox.config.ts": "export default { metrics: true };",
    });
    await using dev = startDev(project, {}, ["--no-typecheck"]);
    await dev.said(/inspector at/);
    const failed = async (): Promise<string | undefined> =>
      METRIC.exec(await (await fetch(`${dev.url()}/metrics`)).text())?.[1];
    expect(await failed()).toBe("0");
    await using feed = await openFeed(dev.url());
    await change(project, dev, { [ECHO]: "export function onMessage( {" }, /build failed/);
    await feed.next("build", ({ state }) => state === "failed");
    expect(await failed()).toBe("1");
    await change(project, dev, { [ECHO]: echo("two") }, /reloaded/);
    expect(await failed()).toBe("0");
    expect((await fetch(`${dev.url()}/metrics`, { method: "POST" })).status).toBe(405);
    await change(project, dev, { "bunbox.config.ts": "export default {};" }, /reloaded/);
    expect((await fetch(`${dev.url()}/metrics`)).status).toBe(404);
  },
  60_000,
);
