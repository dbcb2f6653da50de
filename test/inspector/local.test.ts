// Tests which clients a server of `bunbox dev` answers, by the address in `HOST` that it listens on.
import { afterEach, describe, expect, test } from "bun:test";
import { isLocal } from "../../inspector/server/local.ts";
import { FOREIGN, LOOPBACK } from "../support/loopback.ts";

const before = process.env["HOST"];
afterEach(() => {
  if (before === undefined) delete process.env["HOST"];
  else process.env["HOST"] = before;
});

const ADDRESSES = ["10.0.0.7", "[2001:db8::7]"];

describe("a server under development that listens", () => {
  for (const own of ["", "::1", "localhost", "LocalHost", "app.localhost", "127.0.0.1", "[::1]"]) {
    test(`only on this machine (${JSON.stringify(own)}) answers its names`, () => {
      process.env["HOST"] = own;
      for (const name of LOOPBACK) expect([name, isLocal(`${name}:3000`)]).toEqual([name, true]);
      for (const name of [...FOREIGN, ...ADDRESSES, "box.lan"])
        expect([name, isLocal(`${name}:3000`)]).toEqual([name, false]);
    });
  }

  for (const own of ["0.0.0.0", "::", "Box.lan", "fe80::1%eth0"]) {
    test(`beyond it (${JSON.stringify(own)}) answers addresses too, and the name that it listens on`, () => {
      process.env["HOST"] = own;
      for (const name of [...LOOPBACK, ...ADDRESSES]) expect([name, isLocal(name)]).toEqual([name, true]);
      expect(isLocal("box.lan:3000")).toBe(own === "Box.lan");
      expect(["evil.example", "", null].map(isLocal)).toEqual([false, false, false]);
    });
  }
});
