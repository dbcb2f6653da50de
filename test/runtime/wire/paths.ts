// Lists paths: which route matches, with which parameters and topic, and which paths must not match.
import { type Check, shake } from "./check.ts";

const GUIDE = "docs/routing.md";
const ESCAPES = "RFC 3986, sections 2.1 and 2.4";
const TRAVERSAL = "RFC 3986, section 6.2.2.3; CVE-2021-41773";
const POLLUTION = "CWE-1321";

type Params = Readonly<Record<string, string | readonly string[]>>;

const opened: readonly (readonly [
  what: string,
  path: string,
  topic: string,
  params: Params,
  source?: string,
])[] = [
  ["a static path", "/ws/echo", "ws-echo", {}],
  ["one slash at the end", "/ws/echo/", "ws-echo", {}],
  ["a query", "/ws/echo?a=/b/../c#d", "ws-echo", {}],
  ["a bare question mark", "/ws/echo?", "ws-echo", {}],
  ["a malformed escape in the query", "/ws/echo?%zz", "ws-echo", {}],
  ["an escaped letter in a static path", "/ws/%65cho", "ws-echo", {}, ESCAPES],
  ["escapes in either case", "/ws/caf%c3%a9", "ws-caf\u00e9", {}, ESCAPES],
  ["a parameter", "/ws/rooms/42", "/ws/rooms/42", { id: "42" }],
  ["an escaped letter in a parameter", "/ws/rooms/%41", "/ws/rooms/A", { id: "A" }, ESCAPES],
  ["an encoded slash", "/ws/rooms/a%2Fb", "/ws/rooms/a%2Fb", { id: "a/b" }, ESCAPES],
  ["a double escape, decoded once", "/ws/rooms/%2541", "/ws/rooms/%2541", { id: "%41" }, ESCAPES],
  ["a double escape of a slash", "/ws/rooms/a%252Fb", "/ws/rooms/a%252Fb", { id: "a%2Fb" }, TRAVERSAL],
  ["an encoded NUL", "/ws/rooms/%00", "/ws/rooms/%00", { id: "\u0000" }, "CWE-158"],
  ["an encoded line end", "/ws/rooms/a%0D%0Ab", "/ws/rooms/a%0D%0Ab", { id: "a\r\nb" }, "CWE-93"],
  ["an encoded question mark", "/ws/rooms/a%3Fb", "/ws/rooms/a%3Fb", { id: "a?b" }, ESCAPES],
  ["a plus, which is no blank here", "/ws/rooms/a+b", "/ws/rooms/a%2Bb", { id: "a+b" }, ESCAPES],
  ["a semicolon", "/ws/rooms/a;b=c", "/ws/rooms/a%3Bb%3Dc", { id: "a;b=c" }, "RFC 3986, section 3.3"],
  ["an emoji", "/ws/rooms/%F0%9F%8E%88", "/ws/rooms/%F0%9F%8E%88", { id: "\u{1F388}" }, ESCAPES],
  ["a segment of dots and more", "/ws/rooms/..a", "/ws/rooms/..a", { id: "..a" }, TRAVERSAL],
  ["three dots", "/ws/rooms/...", "/ws/rooms/...", { id: "..." }, TRAVERSAL],
  ["a dot segment, resolved as everywhere", "/ws/rooms/../echo", "ws-echo", {}, TRAVERSAL],
  ["an encoded dot segment", "/ws/rooms/%2e%2e/echo", "ws-echo", {}, TRAVERSAL],
  ["__proto__ as a value", "/ws/rooms/__proto__", "/ws/rooms/__proto__", { id: "__proto__" }, POLLUTION],
  [
    "constructor as a value",
    "/ws/rooms/constructor",
    "/ws/rooms/constructor",
    { id: "constructor" },
    POLLUTION,
  ],
  ["a parameter named __proto__", "/ws/own/a", "/ws/own/a", JSON.parse('{"__proto__":"a"}'), POLLUTION],
  [
    "folders named as members of Object",
    "/ws/constructor/toString",
    "ws-constructor-toString",
    {},
    POLLUTION,
  ],
  ["a catch-all of one", "/ws/files/a", "/ws/files/a", { path: ["a"] }],
  ["a catch-all of three", "/ws/files/a/b/c", "/ws/files/a/b/c", { path: ["a", "b", "c"] }],
  ["an encoded slash in a catch-all", "/ws/files/a%2Fb/c", "/ws/files/a%2Fb/c", { path: ["a/b", "c"] }],
  [
    "an encoded backslash in a catch-all",
    "/ws/files/a%5Cb",
    "/ws/files/a%5Cb",
    { path: ["a\\b"] },
    TRAVERSAL,
  ],
  ["an optional catch-all of none", "/ws/docs", "/ws/docs", { path: [] }],
  ["an optional catch-all of none, with a slash", "/ws/docs/", "/ws/docs", { path: [] }],
  ["an optional catch-all of two", "/ws/docs/a/b", "/ws/docs/a/b", { path: ["a", "b"] }],
  ["static before dynamic", "/ws/a/b/c", "ws-a-b-c", {}],
  ["a way that leads nowhere, gone back", "/ws/a/b/d", "/ws/a/b/d", { x: "b" }],
  ["an absolute URL as the target", "http://127.0.0.1/ws/echo", "ws-echo", {}, "RFC 9112, section 3.2.2"],
];

const unknown: readonly (readonly [what: string, path: string, source?: string])[] = [
  ["the root", "/"],
  ["the routes' own root, where no route is", "/ws"],
  ["a path in another case", "/WS/echo"],
  ["a static path with more behind it", "/ws/echo/more"],
  ["a prefix of a path", "/ws/ech"],
  ["a parameter that is empty", "/ws/rooms/"],
  ["a parameter with more behind it", "/ws/rooms/a/b"],
  ["a catch-all of none", "/ws/files"],
  ["two slashes at the beginning", "//ws/echo", "RFC 3986, section 3.3"],
  ["two slashes in the middle", "/ws//echo"],
  ["two slashes at the end", "/ws/echo//"],
  ["an empty segment in a catch-all", "/ws/files/a//b"],
  ["an encoded slash for a slash", "/ws%2Fecho", ESCAPES],
  ["a way out of the routes' root", "/ws/../ws2/echo", TRAVERSAL],
  ["a doubly encoded way out", "/ws/%252e%252e/echo", TRAVERSAL],
  ["a NUL behind a static path", "/ws/echo%00", "CWE-158"],
  ["__proto__ where no route is", "/ws/rooms2/__proto__", POLLUTION],
  ["__proto__ as a path", "/ws/__proto__", POLLUTION],
  ["a member of Object where no route is", "/ws/hasOwnProperty", POLLUTION],
  ["the route's file", "/ws/echo/route.ts"],
  ["a folder's pattern as text", "/ws/[id]"],
];

const malformed: readonly (readonly [what: string, path: string])[] = [
  ["no hexadecimal digits", "/ws/rooms/%zz"],
  ["one digit", "/ws/rooms/%4"],
  ["a bare percent sign", "/ws/rooms/%"],
  ["a byte that is no UTF-8", "/ws/rooms/%ff"],
  ["an overlong slash", "/ws/rooms/%c0%af"],
  ["half of a character", "/ws/rooms/%c3"],
  ["a surrogate", "/ws/rooms/%ed%a0%80"],
  ["a malformed escape in a static segment", "/ws/ech%"],
  ["a malformed escape where no route is", "/nowhere/%zz"],
  ["a malformed escape in a catch-all", "/ws/files/a/%c3/b"],
];

/** All of them. */
export const PATHS: readonly Check[] = [
  ...opened.map(([what, path, topic, params, source = GUIDE]) => ({
    what: `${what}: ${path}`,
    source,
    request: shake(path),
    status: 101,
    opens: { topic, params },
  })),
  ...unknown.map(([what, path, source = GUIDE]) => ({
    what: `${what}: ${path}`,
    source,
    request: shake(path),
    status: 404,
  })),
  ...malformed.map(([what, path]) => ({
    what: `${what}: ${path}`,
    source: "RFC 3986, section 2.1; RFC 3629, section 3",
    request: shake(path),
    status: 400,
  })),
];
