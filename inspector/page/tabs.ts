// Shows one panel of index.html at a time, chosen by its tab (WAI-ARIA: tabs that are activated by their focus).
import { roveFocus } from "./dom.ts";

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
  }

  roveFocus(list, "[role=tab]", ["ArrowLeft", "ArrowRight"]);
  for (const tab of tabs) {
    tab.addEventListener("click", () => select(tab.id));
    tab.addEventListener("focus", () => select(tab.id));
  }
  return select;
}
