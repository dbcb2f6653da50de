// Opens the inspector's page in a browser, against a server that the test drives.
import { expect } from "bun:test";
import type { Browser, Page } from "playwright-core";
import type { ReportNotice } from "../../inspector/server/feed.ts";
import type { RouteInfo } from "../../runtime/route.ts";
import { type FeedServer, routeInfo, startFeedServer } from "./feed-server.ts";

/** The page, its server, and the parts that most tests need. */
export interface Opened extends AsyncDisposable {
  readonly server: FeedServer;
  readonly page: Page;
  readonly route: (path: string) => ReturnType<Page["getByRole"]>;
  readonly field: (name: string) => ReturnType<Page["getByRole"]>;
  readonly press: (name: string) => Promise<void>;
  readonly rows: ReturnType<Page["getByRole"]>;
  /** Waits until the state of the socket reads so. */
  readonly state: (text: RegExp) => Promise<void>;
  /** Requests to other origins, and what the page threw or its policy forbade. */
  readonly trouble: readonly string[];
}

const ROUTES = ["/ws/chat", "/ws/orgs/[org]/[...path]", "/ws/docs/[[...path]]", "/ws/refused"];

/** Opens the page; at its end nothing must have come from elsewhere, thrown, or met the policy. */
export async function open(
  browser: Browser,
  routes: readonly RouteInfo[] = ROUTES.map((path) => routeInfo(path)),
  width = 1280,
): Promise<Opened> {
  const server = await startFeedServer();
  server.tell("hello", { instance: "one", token: "of one", startedAt: 0, routes });
  server.tell("live", { connections: [], counts: {} });
  const page = await browser.newPage({ viewport: { width, height: 800 } });
  const trouble: string[] = [];
  page.on("pageerror", ({ message }) => trouble.push(message));
  page.on("console", (said) => said.text().includes("Content Security Policy") && trouble.push(said.text()));
  page.on("request", (request) => {
    const { host, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && host !== `127.0.0.1:${server.port}`) trouble.push(request.url());
  });
  await page.goto(server.url);
  const route: Opened["route"] = (path) => page.getByRole("option", { name: path, exact: true });
  if (routes.length > 0) await route(routes[0]?.path ?? "").waitFor();
  return {
    server,
    page,
    trouble,
    route,
    field: (name) => page.getByRole("textbox", { name, exact: true }),
    press: (name) => page.getByRole("button", { name, exact: true }).click(),
    rows: page.getByRole("log", { name: "Messages" }).getByRole("listitem"),
    state: (text) => page.getByRole("status", { name: "Socket state" }).filter({ hasText: text }).waitFor(),
    async [Symbol.asyncDispose]() {
      await page.close();
      await server[Symbol.asyncDispose]();
      expect(trouble).toEqual([]);
    },
  };
}

/** Opens the page, and a socket at `/ws/chat`. */
export async function openConnected(browser: Browser): Promise<Opened> {
  const opened = await open(browser);
  await opened.press("Connect");
  await opened.state(/^Open since .* on \/ws\/chat/);
  return opened;
}

/** An error of a handler, as the feed sends it. */
export function report(id: number, message: string): ReportNotice {
  const failure = { route: "/ws/chat", handler: "onMessage", place: "app/ws/chat/route.ts:3:9" };
  return {
    id,
    at: 0,
    level: "error",
    message,
    failure,
    frames: ["    at onMessage (app/ws/chat/route.ts:3:9)"],
  };
}
