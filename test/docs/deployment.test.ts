// Runs every block of docs/deployment.md with the programs that it is for.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { describeServer } from "./deployment/alone.ts";
import { describeCaddy } from "./deployment/caddy.ts";
import { describeExecutable } from "./deployment/executable.ts";
import { describeNginx } from "./deployment/nginx.ts";
import { BLOCKS } from "./deployment/page.ts";
import { describeSeveral } from "./deployment/several.ts";
import { openSite, type Site } from "./deployment/site.ts";
import { describeUnit } from "./deployment/unit.ts";
import { leaveNothing } from "../support/proxy.ts";

let opened: Site;
const site = (): Site => opened;

beforeAll(async () => {
  opened = await openSite();
}, 60_000);

afterAll(async () => {
  await leaveNothing();
  await opened[Symbol.asyncDispose]();
});

// The proxies first: their tests wait, and the others run at the same time.
describeNginx(site);
describeCaddy(site);
describeSeveral(site);
describeExecutable();
describeServer(site);
describeUnit(site);

describe("docs/deployment.md", () => {
  test("has no other blocks than those that are run", () => {
    expect(BLOCKS.map(({ language }) => language)).toEqual([
      "sh",
      "dockerfile",
      "dockerfile",
      "ini",
      "ini",
      "ts",
      "nginx",
      "caddyfile",
      "ts",
      "ts",
      "ts",
      "yaml",
      "yaml",
      "nginx",
      "sh",
    ]);
  });
});
