// Tests where `bunbox dev` listens, and which clients it answers.
import { describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import path from "node:path";
import { answerOf, change, ECHO, echo, startDev } from "../../support/dev.ts";
import { FOREIGN, LOOPBACK } from "../../support/loopback.ts";
import { createProject } from "../../support/project.ts";

describe("bunbox dev", () => {
  test("says that a port is taken, and takes it at the next save", async () => {
    await using project = await createProject({ [ECHO]: echo("one") });
    const other = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response("other") });
    await using dev = startDev(project, { PORT: String(other.port) }, ["--no-typecheck"]);
    await dev.said(
      /cannot listen on [^]*could not listen, see above; free the port or set PORT, then save a file; nothing is served/,
    );
    await other.stop(true);
    await change(project, dev, { [ECHO]: echo("two") }, /serving 1 route/);
    expect(await answerOf(dev)).toBe("two: hi");
  });

  test("takes the next free port if nobody has asked for one, and keeps it", async () => {
    await using project = await createProject({ [ECHO]: echo("one") });
    const other = take(3000);
    await using dev = startDev(project, { PORT: "" }, ["--no-typecheck"]);
    await dev.said(
      /serving 1 route at http:\/\/127\.0\.0\.1:30\d\d .*\n.* port 3000 is taken, so this is the next free one; set PORT to choose another\n/,
    );
    const url = dev.url();
    expect(url).not.toEndWith(":3000");
    await other?.stop(true);
    await change(project, dev, { [ECHO]: echo("two") }, /reloaded/);
    expect([dev.url(), await answerOf(dev)]).toEqual([url, "two: hi"]);
  });

  test("keeps to a port in the configuration", async () => {
    const other = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response("other") });
    await using project = await createProject({
      [ECHO]: echo("one"),
      "bunbox.config.ts": `export default { port: ${other.port} };\n`,
    });
    await using dev = startDev(project, { PORT: "" }, ["--no-typecheck"]);
    await dev.said(/cannot listen on 127\.0\.0\.1:\d+[^]*could not listen, see above; free the port/);
    await other.stop(true);
  });

  test("takes the port from .env, as the built server does, and follows it", async () => {
    await using project = await createProject({ [ECHO]: echo("one") });
    const [first, second] = [await freePort(), await freePort()];
    await project.write({ ".env": `PORT=${first}\n`, ".env.production": "PORT=1\n" });
    await using dev = startDev(project, { PORT: undefined }, ["--no-typecheck"]);
    await dev.said(new RegExp(`serving 1 route at http://127.0.0.1:${first} `));
    const moved = new RegExp(`reloaded at http://127.0.0.1:${second} `);
    await change(project, dev, { ".env.local": `PORT=${second}\n` }, moved);
    const { exitCode, stderr } = await project.bunbox(["dev"], { env: { PORT: undefined, ORIGINS: "x" } });
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining('ORIGINS has "x"') });
  });

  test("exits with one line if PORT or ORIGINS is wrong", async () => {
    await using project = await createProject({ [ECHO]: echo("one") });
    for (const [name, value] of [
      ["PORT", "http"],
      ["ORIGINS", "https://example.com, example.com"],
    ] as const) {
      const { exitCode, stdout, stderr } = await project.bunbox(["dev"], { env: { [name]: value } });
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
      expect(stderr).toMatch(new RegExp(`^bunbox dev: ${name} (?:must be|has "example\\.com"; write).*\n$`));
    }
  });

  test("answers to this machine's names alone, and a production build knows nothing of it", async () => {
    await using project = await createProject({ [ECHO]: echo("one") });
    await using dev = startDev(project, {}, ["--no-typecheck"]);
    await dev.said(/serving/);
    const port = new URL(dev.url()).port;
    const statusOf = async (host: string, where = "/_bunbox"): Promise<number> =>
      (await fetch(`${dev.url()}${where}`, { headers: { Host: host } })).status;
    for (const name of LOOPBACK)
      for (const host of [name, `${name}:${port}`]) expect([host, await statusOf(host)]).toEqual([host, 200]);
    for (const name of ["evil.example", ...FOREIGN])
      for (const host of [name, `${name}:${port}`]) expect([host, await statusOf(host)]).toEqual([host, 403]);
    expect(await statusOf("evil.example", "/healthz")).toBe(403);
    await project.build();
    const output = await Bun.file(path.join(project.root, "dist/server.js")).text();
    expect(output).not.toContain("_bunbox");
    expect(existsSync(path.join(project.root, "dist/server.js.map"))).toBe(false);
  });
});

/** A port on which nothing listens. */
async function freePort(): Promise<number> {
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response() });
  const port = server.port ?? 0;
  await server.stop(true);
  return port;
}

/** Listens on a port, unless another program does so already. */
function take(port: number): Bun.Server<undefined> | undefined {
  try {
    return Bun.serve({ port, hostname: "127.0.0.1", fetch: () => new Response("other") });
  } catch {
    return undefined;
  }
}
