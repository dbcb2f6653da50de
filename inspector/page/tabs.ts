// Shows one panel of index.html at a time, chosen by its tab (WAI-ARIA: tabs that are activated by their focus).
import { roveFocus } from "./dom.ts";
import { recall, remember } from "./page-state.ts";

/** @returns a function that selects the tab with an id */
export function createTabs(list: HTMLElement): (id: string) => void {
  const tabs = [...list.querySelectorAll<HTMLElement>("[role=tab]")];

  function select(id: string): void {
    for (const tab of tabs) {
      const isSelected = tab.id === id;
      tab.setAttribute("aria-selected", String(isSelected));
      tab.tabIndex = isSelected ? 0 : -1;
      const panel = document.getElementById(tab.getAttribute("aria-controls") ?? "");
      if (panel !== null) panel.hidden = !isSelected;
    }
    remember("tab", id);
  }

  roveFocus(list, "[role=tab]", ["ArrowLeft", "ArrowRight"]);
  for (const tab of tabs) {
    tab.addEventListener("click", () => select(tab.id));
    tab.addEventListener("focus", () => select(tab.id));
  }
  const known = tabs.find((tab) => tab.id === recall("tab"));
  if (known !== undefined) select(known.id);
  return select;
}
