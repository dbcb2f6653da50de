// Which Host headers name a host, and which pages may connect to it.
import { afterEach, describe, expect, test } from "bun:test";
import { isHost, isOriginAllowed, originMatcher, originsOf, remedyFor } from "../../runtime/origin.ts";

describe("a Host header", () => {
  const hosts: readonly (readonly [host: string, names: boolean])[] = [
    ["example.com", true],
    ["example.com:8080", true],
    ["example.com:65535", true],
    ["example.com:65536", false],
    ["127.0.0.1:1", true],
    ["[::1]:3000", true],
    ["_a~b-c", true],
    ["", false],
    ["a b", false],
    ["a@b", false],
    ["a/b", false],
    ["a:b", false],
    ["a:", false],
    ["[::1", false],
    ["1.2.3.999", false],
  ];
  for (const [host, names] of hosts) {
    test(`${JSON.stringify(host)} ${names ? "names" : "does not name"} a host, also when it comes again`, () => {
      const url = `http://${host}/ws`;
      expect(isHost(host, url)).toBe(names);
      expect(isHost(host, url)).toBe(names);
    });
  }

  test("must be there, and give an absolute URL", () => {
    expect(isHost(null, "http://h/")).toBe(false);
    expect(isHost("h", "/relative")).toBe(false);
  });

  test("that was good does not make another good", () => {
    expect(isHost("good.example", "http://good.example/")).toBe(true);
    expect(isHost("bad example", "http://bad example/")).toBe(false);
    expect(isHost("good.example", "http://good.example/")).toBe(true);
  });
});

describe("the setting `origins`", () => {
  const listed = originMatcher(["https://app.example.com", "https://*.example.org", "http://*.local:8080"]);
  const origins: readonly (readonly [origin: string, isListed: boolean])[] = [
    ["https://app.example.com", true],
    ["http://app.example.com", false],
    ["https://a.example.org", true],
    ["https://a-1.b_2.example.org", true],
    ["https://example.org", false],
    ["https://.example.org", false],
    ["https://a..example.org", false],
    ["https://a/.example.org", false],
    ["http://a.example.org", false],
    ["https://a.example.com", false],
    ["https://a.example.org.evil.com", false],
    ["http://a.local:8080", true],
    ["https://*.example.org", false],
  ];
  for (const [origin, isListed] of origins) {
    test(`${isListed ? "lists" : "does not list"} ${origin}`, () => {
      expect(listed(origin)).toBe(isListed);
    });
  }
});

test("`*` lists every origin, and `scheme://*` those of a scheme", () => {
  const everybody = originMatcher(["*"]);
  for (const origin of ["null", "https://a.example", "file://", "x"]) expect(everybody(origin)).toBe(true);
  const extensions = originMatcher(["moz-extension://*", "https://app.example"]);
  expect(extensions("moz-extension://0f1e-2d3c")).toBe(true);
  expect(extensions("https://app.example")).toBe(true);
  for (const origin of ["moz-extension://", "chrome-extension://a", "https://moz-extension://a", "null"])
    expect(extensions(origin)).toBe(false);
});

test("the remedy fits what can be listed", () => {
  expect(remedyFor("https://a.example", "h")).toBe("list it in `origins` if it may connect to h");
  expect(remedyFor("moz-extension://0f1e", "h")).toBe(
    'list it in `origins`, or "moz-extension://*" for all of its kind if it may connect to h',
  );
  expect(remedyFor("null", "h")).toContain('only "*" in `origins`');
});

describe("a page", () => {
  const nobody = originMatcher([]);
  const pages: readonly (readonly [origin: string | null, host: string, allowed: boolean])[] = [
    [null, "example.com", true],
    ["https://example.com", "example.com", true],
    ["http://example.com", "example.com", true],
    ["https://example.com", "EXAMPLE.com:443", true],
    ["http://example.com:80", "example.com", true],
    ["HTTP://EXAMPLE.COM", "example.com", true],
    ["https://example.com", "example.com:80", false],
    ["https://evil.com", "example.com", false],
    ["https://example.com:8443", "example.com", false],
    ["http://localhost:5173", "127.0.0.1:3000", true],
    ["http://[::1]:1", "app.localhost:3000", true],
    ["http://localhost:5173", "example.com", false],
    ["https://evil.com", "localhost:3000", false],
    ["http://127.evil.com", "localhost", false],
    ["null", "localhost", false],
    ["file://", "localhost", false],
    ["ftp://example.com", "example.com", false],
    ["https://example.com/", "example.com:443", false],
    ["https://user@example.com", "example.com:443", false],
    ["https://a b", "example.com", false],
    ["http://[::::]", "example.com", false],
    // The URL of no request has this host.
    ["http://example.com", "[::::]", false],
  ];
  for (const [origin, host, allowed] of pages) {
    test(`of ${String(origin)} ${allowed ? "may" : "must not"} connect to ${host}`, () => {
      expect(isOriginAllowed(origin, host, nobody)).toBe(allowed);
    });
  }

  test("may connect to any host if it is listed", () => {
    const isListed = originMatcher(["https://evil.com"]);
    expect(isOriginAllowed("https://evil.com", "example.com", isListed)).toBe(true);
    expect(isOriginAllowed("https://worse.com", "example.com", isListed)).toBe(false);
  });
});

describe("the variable ORIGINS", () => {
  const setting = { origins: ["https://built.example"] };
  const before = process.env["ORIGINS"];
  afterEach(() => {
    if (before === undefined) delete process.env["ORIGINS"];
    else process.env["ORIGINS"] = before;
  });

  test.each(["", " ", ",", undefined])("does nothing if it is %j", (text) => {
    if (text === undefined) delete process.env["ORIGINS"];
    else process.env["ORIGINS"] = text;
    expect(originsOf(setting)).toEqual({ value: setting.origins, faults: [] });
  });

  test("replaces the setting", () => {
    process.env["ORIGINS"] = " https://a.example ,https://*.b.example,";
    expect(originsOf(setting)).toEqual({ value: ["https://a.example", "https://*.b.example"], faults: [] });
    process.env["ORIGINS"] = "*";
    expect(originsOf(setting).value).toEqual(["*"]);
  });

  test.each([
    "https://*.*.example.com",
    "https://*.app.*",
    "https://*.",
    "https://*.com:*",
    "https://*foo.com",
    "https://Example.com",
    "https://example.com:443",
    "http://example.com:80",
    "https://example.com.",
    "https://www.*.com",
    "https://**",
    "https://",
    "*.example.com",
    "null",
  ])("must not be %s", (text) => {
    process.env["ORIGINS"] = text;
    expect(originsOf(setting).faults).toHaveLength(1);
  });

  test.each(["*", "https://*", "moz-extension://0f1e-2d", "http://[::1]:3000", "https://*.a.example:8443"])(
    "may be %s",
    (text) => {
      process.env["ORIGINS"] = text;
      expect(originsOf(setting)).toEqual({ value: [text], faults: [] });
    },
  );

  test.each([
    ["https://App.Example.com", "https://app.example.com"],
    ["https://a.example/page", "https://a.example"],
    ["https://a.example/", "https://a.example"],
    ["https://a.example?x", "https://a.example"],
    ["http://*.A.example:80/x", "http://*.a.example"],
    ["a.example", "https://a.example"],
    ["*.a.example", "https://*.a.example"],
    ["localhost:5173", "http://localhost:5173"],
    ["[::1]:3000", "http://[::1]:3000"],
    ["wss://a.example", "https://a.example"],
    ["ws://localhost:3000", "http://localhost:3000"],
    ["https://a.example:443", "https://a.example"],
    ["https://ada@a.example", "https://a.example"],
    ['"https://a.example"', "https://a.example"],
    ["'*'", "*"],
    ["https://bücher.example", "https://xn--bcher-kva.example"],
    ["http://[0:0::1]:3000", "http://[::1]:3000"],
    ["https://127.1", "https://127.0.0.1"],
    ["moz-extension://0F1E/", "moz-extension://0f1e"],
  ])("says what to write in place of %s", (text, meant) => {
    process.env["ORIGINS"] = `https://b.example,${text}`;
    expect(originsOf(setting).faults).toEqual([
      `ORIGINS has ${JSON.stringify(text)}; write ${JSON.stringify(meant)}, as browsers send it, in lower case and without a path`,
    ]);
    process.env["ORIGINS"] = meant;
    expect(originsOf(setting)).toEqual({ value: [meant], faults: [] });
  });

  test.each([
    "null",
    "https://www.*.com",
    "https://a.example;https://b.example",
    "https://a.example:99999",
    "https://*.1",
    "file://",
    "::1",
  ])("must have origins, and %s is none", (text) => {
    process.env["ORIGINS"] = text;
    expect(originsOf(setting).faults).toEqual([
      `ORIGINS has ${JSON.stringify(text)}; separate origins such as https://example.com by commas`,
    ]);
  });
});
