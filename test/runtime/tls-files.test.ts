// Tests what TLS needs: certificates of clients, and files that can be used.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { copyFile } from "node:fs/promises";
import path from "node:path";
import { encrypt, issue, OPENSSL, presented, selfSign } from "../support/certificates.ts";
import type { TestProject } from "../support/project.ts";
import { refusal } from "../support/proxy.ts";
import { enter, secured } from "../support/secured.ts";

describe.skipIf(OPENSSL.skipped)(`a server that demands certificates of clients${OPENSSL.why}`, () => {
  let project: TestProject;
  beforeAll(async () => {
    project = await secured({ cert: "site.pem", key: "site.key", ca: "clients.pem" });
    await selfSign(project.root, "clients");
    await project.build("--no-typecheck");
  }, 60_000);
  afterAll(() => project[Symbol.asyncDispose]());

  async function restored(): Promise<void> {
    await issue(project.root, "authority", "site.example", "site");
    await copyFile(path.join(project.root, "good.pem"), path.join(project.root, "clients.pem"));
  }

  test("opens a socket only with one that the authority has signed", async () => {
    await selfSign(project.root, "good");
    await restored();
    await selfSign(project.root, "stranger");
    await issue(project.root, "good", "robot");
    await using server = await project.serve();
    const certificate = async (name: string): Promise<Bun.TLSOptions> => ({
      rejectUnauthorized: false,
      cert: await Bun.file(path.join(project.root, `${name}.pem`)).text(),
      key: await Bun.file(path.join(project.root, `${name}.key`)).text(),
    });
    expect(await refusal(enter(server.port))).toContain("CERTIFICATE_REQUIRED");
    expect(await refusal(enter(server.port, await certificate("stranger")))).toContain("Connection ended");
    using robot = await enter(server.port, await certificate("robot"));
    robot.send("count");
    expect(await robot.text()).toBe("1");
  });

  test("names the file and the option if it cannot start", async () => {
    const key = async (name: string): Promise<string> => Bun.file(path.join(project.root, name)).text();
    await issue(project.root, "authority", "site.example", "site");
    const encrypted = await encrypt(project.root, "site.key", "open sesame");
    const faults: readonly (readonly [Record<string, string>, Record<string, string>, string])[] = [
      [{ "site.pem": "nothing" }, {}, "site.pem is not a PEM certificate: check `tls.cert`"],
      [{ "site.key": "nothing" }, {}, "site.key is not a PEM private key: check `tls.key`"],
      [
        { "site.key": await key("authority.key") },
        {},
        "site.key is not the private key of site.pem: check `tls.key` and `tls.cert`",
      ],
      [{ "clients.pem": "nothing" }, {}, "clients.pem is not a PEM certificate: check `tls.ca`"],
      [
        { "site.key": encrypted },
        {},
        "site.key, the file of `tls.key`, is encrypted: set the variable TLS_PASSPHRASE",
      ],
      [
        { "site.key": encrypted },
        { TLS_PASSPHRASE: "wrong" },
        "TLS_PASSPHRASE does not decrypt site.key, the file of `tls.key`",
      ],
    ];
    const right = { "site.pem": await key("site.pem"), "site.key": await key("site.key") };
    const clients = { "clients.pem": await key("authority.pem") };
    for (const [files, env, line] of faults) {
      await project.write({ ...right, ...clients, ...files });
      expect(await refusal(project.serve(env))).toBe(
        `Error: the server ended with 1:\nbunbox error: ${line}\n`,
      );
    }
    await project.write({ ...clients, "site.key": encrypted });
    await using server = await project.serve({ TLS_PASSPHRASE: "open sesame" });
    expect(await presented(server.port, "site.example")).toBe("site.example");
  }, 30_000);
});
