// Shows a failed build over a page of the user's own, and reloads the page when a new server runs: `/_bunbox/overlay.js`.
import type { BuildNotice, OverlayEvents } from "../server/feed.ts";
import { button, element } from "./dom.ts";
import { listenToFeed } from "./feed-listener.ts";

const STYLE = `
  :host { all: initial; color-scheme: light dark; }
  section {
    position: fixed; inset: auto 12px 12px; z-index: 2147483647; box-sizing: border-box; max-height: 70vh; max-width: 1000px;
    margin-inline: auto; display: flex; flex-direction: column; gap: 8px; padding: 12px 14px;
    border: 1px solid light-dark(#d9dddc, #313937); border-left: 4px solid light-dark(#b3261e, #ff9d94); border-radius: 7px;
    background: light-dark(#fff, #1a1f1e); color: light-dark(#1b2321, #e4e9e7);
    font: 14px/1.45 system-ui, sans-serif; box-shadow: 0 6px 28px rgb(0 0 0 / 25%);
  }
  header { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px; }
  h2 { margin: 0 auto 0 0; font-size: 14px; }
  a { color: light-dark(#1d6a58, #74d0b4); }
  button {
    min-height: 32px; padding: 4px 12px; border: 1px solid light-dark(#838c8a, #74807d); border-radius: 5px;
    background: transparent; color: inherit; font: inherit; cursor: pointer;
  }
  :focus-visible { outline: 2px solid light-dark(#1d6a58, #74d0b4); outline-offset: 1px; }
  pre {
    margin: 0; padding: 8px 10px; overflow: auto; border-radius: 4px; background: light-dark(#f7f8f8, #151a19);
    font: 12.5px/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; tab-size: 2;
  }
  @media (max-width: 899px) { pre { white-space: pre-wrap; overflow-wrap: anywhere; } }
`;

/** The address of `bunbox dev`, which may be another one than that of the page. */
const home = new URL(
  document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : "/",
  location.href,
);

const host = document.createElement("bunbox-overlay");
const report = element("pre", { tabindex: "0", "aria-label": "Report of the build" });
const inspector = element("a", { href: new URL("/_bunbox", home).href, target: "_blank" }, "Inspector");
const hide = button("Hide", () => host.remove());
const root = host.attachShadow({ mode: "open" });
// The policy of a page may forbid the style element, but not this.
const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);
root.adoptedStyleSheets = [sheet];
root.append(
  element(
    "section",
    { role: "alert", "aria-label": "bunbox: failed build" },
    element("header", {}, element("h2", {}, "bunbox: the last change does not build"), inspector, hide),
    report,
  ),
);
root.addEventListener("keydown", (event) => {
  if (event instanceof KeyboardEvent && event.key === "Escape") host.remove();
});

let instance: string | undefined;
let failed = false;

listenToFeed<OverlayEvents>(new URL("/_bunbox/builds", home).href, {
  state: () => undefined,
  events: {
    hello(hello) {
      if (instance !== undefined && hello.instance !== instance) location.reload();
      instance = hello.instance;
    },
    build: show,
  },
});

/** A failed build stays in view while the next one runs. */
function show({ state, report: text }: BuildNotice): void {
  if (state === "building") return;
  if (state === "failed") {
    report.textContent = text;
    document.documentElement.append(host);
  } else if (failed) location.reload();
  failed = state === "failed";
}
