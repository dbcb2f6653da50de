// Creates and updates elements of the page. Text becomes text nodes only, so data from the network is never markup.

/** What an element can contain. */
export type Child = Node | string;

/** Creates an element with attributes and children. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const created = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) created.setAttribute(key, value);
  created.append(...children);
  return created;
}

/** Creates a button that does not submit a form. */
export function button(
  text: string,
  press: () => void,
  attributes: Readonly<Record<string, string>> = {},
): HTMLButtonElement {
  const created = element("button", { type: "button", ...attributes }, text);
  created.addEventListener("click", press);
  return created;
}

/** Finds the element of index.html with this id, and checks its class. */
export function find<Found extends Element>(id: string, type: new () => Found): Found {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`index.html has no ${type.name} with the id ${id}`);
  return found;
}

/** Sets an element's text if it differs, so that a selection in an unchanged text is kept. */
export function setText(node: Element, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}

/** Shows a path that breaks at its slashes first if it does not fit on a line. */
export function pathElement(path: string): HTMLElement {
  const parts = path
    .split("/")
    .flatMap((part, index) => (index === 0 ? [part] : ["/", element("wbr"), part]));
  return element("code", {}, ...parts);
}

/** Shows a note, or hides it if the text is empty. */
export function setNote(node: HTMLElement, text: string): void {
  setText(node, text);
  node.hidden = text === "";
}

/** The element of one item of a list. */
export interface Part<Item> {
  readonly node: HTMLElement;
  update(item: Item): void;
}

/**
 * Updates the children of an element to match a list. An item that stays keeps its element, with its focus, selection
 * and expanded parts.
 */
export function keyedList<Item>(
  parent: Element,
  keyOf: (item: Item) => string | number,
  create: (item: Item) => Part<Item>,
): (items: readonly Item[]) => void {
  const parts = new Map<string | number, Part<Item>>();
  return (items) => {
    const wanted = new Set(items.map(keyOf));
    for (const [key, part] of parts) {
      if (wanted.has(key)) continue;
      part.node.remove();
      parts.delete(key);
    }
    let next = parent.firstElementChild;
    for (const item of items) {
      const part = parts.get(keyOf(item)) ?? create(item);
      parts.set(keyOf(item), part);
      part.update(item);
      if (part.node === next) next = next.nextElementSibling;
      else parent.insertBefore(part.node, next);
    }
  };
}

/** Calls a function once before the next frame, however often the result is called until then. */
export function perPicture(run: () => void): () => void {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      run();
    });
  };
}

/** Moves the focus among the elements of a selector with the arrow keys, Home and End; only one of them is tabbable. */
export function roveFocus(container: HTMLElement, selector: string, keys: readonly [string, string]): void {
  container.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (!(target instanceof HTMLElement) || !target.matches(selector)) return;
    const all = [...container.querySelectorAll<HTMLElement>(selector)];
    const to = {
      [keys[0]]: all.indexOf(target) - 1,
      [keys[1]]: all.indexOf(target) + 1,
      Home: 0,
      End: all.length - 1,
    };
    const next = all[to[key] ?? -1];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  });
  container.addEventListener("focusin", ({ target }) => {
    if (!(target instanceof HTMLElement) || !target.matches(selector)) return;
    for (const each of container.querySelectorAll<HTMLElement>(`${selector}[tabindex="0"]`))
      each.tabIndex = -1;
    target.tabIndex = 0;
  });
}
