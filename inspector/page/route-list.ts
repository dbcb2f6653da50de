// Lists the routes of the server, and lets a person choose one.
import type { LiveState } from "../server/feed.ts";
import type { RouteInfo } from "../../runtime/route.ts";
import { element, find, keyedList, type Part, pathElement, roveFocus, setNote, setText } from "./dom.ts";
import { formatCount, formatPlural } from "./format.ts";
import { recall, remember } from "./page-state.ts";

/** The list of routes. */
export interface RouteList {
  /** Shows the routes of a server. The chosen route stays chosen if the server still has it. */
  replace(routes: readonly RouteInfo[]): void;
  /** @param counts by the route's pattern */
  countConnections(counts: LiveState["counts"]): void;
}

const NONE = "This server has no routes. Create one with a file such as app/ws/chat/route.ts.";

/** @param choose is called with the route that a person chose, or that a new server changed */
export function createRouteList(
  choose: (route: RouteInfo | undefined, byPerson: boolean) => void,
): RouteList {
  const list = find("route-list", HTMLElement);
  const filter = find("route-filter", HTMLInputElement);
  const empty = find("routes-empty", HTMLElement);
  let routes: readonly RouteInfo[] | undefined;
  let chosen = textOf(recall("route"));
  let live: LiveState["counts"] = {};
  const show = keyedList(list, ({ path }: RouteInfo) => path, createOption);
  roveFocus(list, "[role=option]", ["ArrowUp", "ArrowDown"]);
  filter.addEventListener("input", render);
  filter.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    list.querySelector<HTMLElement>("[role=option]")?.focus();
  });
  list.addEventListener("keydown", (event) => {
    if ((event.key !== "Enter" && event.key !== " ") || !(event.target instanceof HTMLElement)) return;
    event.preventDefault();
    event.target.click();
  });

  function createOption({ path }: RouteInfo): Part<RouteInfo> {
    const count = element("span", { class: "live" });
    const file = element("span", { class: "file" });
    const guards = element("span", { class: "file guards" });
    const handlers = element("span", { class: "handlers" });
    const node = element(
      "div",
      { role: "option", tabindex: "-1", "aria-label": path },
      element("span", { class: "name" }, pathElement(path), count),
      file,
      guards,
      handlers,
    );
    node.addEventListener("click", () => pick(path, true));
    return {
      node,
      update(route) {
        if (file.textContent !== route.file) file.replaceChildren(pathElement(route.file));
        const guarding = guardsOf(route);
        if (guards.textContent !== guarding.map((guard) => `after ${guard}`).join(""))
          guards.replaceChildren(
            ...guarding.map((guard) => element("span", {}, "after ", pathElement(guard))),
          );
        setText(handlers, route.handlers.join(" · "));
        const connections = live[path] ?? 0;
        setText(count, connections === 0 ? "" : `${formatCount(connections)} live`);
        node.setAttribute(
          "aria-description",
          [
            route.file,
            ...guarding.map((guard) => `after ${guard}`),
            ...route.handlers,
            formatPlural(connections, "connection"),
          ].join(", "),
        );
        node.setAttribute("aria-selected", String(path === chosen));
      },
    };
  }

  function pick(path: string | undefined, byPerson: boolean): void {
    chosen = path;
    remember("route", path);
    choose(
      routes?.find((route) => route.path === path),
      byPerson,
    );
    render();
  }

  function render(): void {
    const all = routes ?? [];
    const sought = filter.value.trim().toLowerCase();
    const matching = all.filter((route) =>
      [route.path, route.file, ...guardsOf(route)].join("\n").toLowerCase().includes(sought),
    );
    show(matching);
    const count =
      matching.length === all.length
        ? formatCount(all.length)
        : `${formatCount(matching.length)} of ${formatCount(all.length)}`;
    setText(find("route-count", HTMLElement), routes === undefined ? "" : count);
    setNote(
      empty,
      routes === undefined
        ? "Waiting for bunbox dev."
        : all.length === 0
          ? NONE
          : matching.length === 0
            ? "No route matches."
            : "",
    );
    if (list.querySelector('[tabindex="0"]') !== null) return;
    const tabbable =
      list.querySelector<HTMLElement>('[aria-selected="true"]') ??
      list.querySelector<HTMLElement>("[role=option]");
    if (tabbable !== null) tabbable.tabIndex = 0;
  }

  render();
  return {
    replace(next) {
      routes = next;
      pick(next.some(({ path }) => path === chosen) ? chosen : next[0]?.path, false);
    },
    countConnections(counts) {
      live = counts;
      render();
    },
  };
}

/** The guards that run before the route, the outermost first. */
function guardsOf({ guards = [] }: RouteInfo): readonly string[] {
  return guards;
}

function textOf(known: unknown): string | undefined {
  return typeof known === "string" ? known : undefined;
}
