// Names, attributes and text in, elements of the page out. Text goes in as text nodes alone: what the network sends
// is never markup.

/** What can stand inside an element. */
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

/** A button that does something when it is pressed, and is no part of a form. */
export function button(
  text: string,
  press: () => void,
  attributes: Readonly<Record<string, string>> = {},
): HTMLButtonElement {
  const created = element("button", { type: "button", ...attributes }, text);
  created.addEventListener("click", press);
  return created;
}

/** The element of index.html with this id, which is of this class. */
export function find<Found extends Element>(id: string, type: new () => Found): Found {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`index.html has no ${type.name} with the id ${id}`);
  return found;
}

/** Sets an element's text where it is another one: a selection in what stays the same is kept. */
export function setText(node: Element, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}

/** A path that a browser breaks at its slashes first, where it does not fit on a line. */
export function pathElement(path: string): HTMLElement {
  const parts = path
    .split("/")
    .flatMap((part, index) => (index === 0 ? [part] : ["/", element("wbr"), part]));
  return element("code", {}, ...parts);
}

/** Shows a note, or hides it where there is nothing to say. */
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
 * Keeps the children of an element in step with a list. An item that stays keeps its element, and so its focus, its
 * selection and what is unfolded in it.
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

/** Has something done once before the next picture, however often it is asked for until then. */
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

/** Has the arrow keys, Home and End move the focus among the elements that a selector finds, of which one is tabbable. */
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
