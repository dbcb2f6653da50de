// Keeps what a person has entered and chosen when the page is loaded again, until the browser's tab is closed.

const PREFIX = "bunbox page ";

/** What was remembered under a name; `undefined` if nothing was. */
export function recall(name: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(PREFIX + name) ?? "null") ?? undefined;
  } catch {
    return undefined; // the browser may forbid storage
  }
}

/** Remembers a value that JSON can hold; `undefined` forgets it. */
export function remember(name: string, value: unknown): void {
  try {
    if (value === undefined) sessionStorage.removeItem(PREFIX + name);
    else sessionStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    return; // the storage is full, or not allowed
  }
}

/** Fills in every field of the page that has an id, or is a choice among several, and remembers what becomes of it. */
export function keepFields(root: HTMLElement): void {
  for (const field of root.querySelectorAll("input, select, textarea")) {
    const name = nameOf(field);
    const known = name === undefined ? undefined : recall(name);
    if (known === undefined) continue;
    if (field instanceof HTMLInputElement && isChoice(field)) field.checked = known === valueOf(field);
    else if (isField(field) && typeof known === "string") field.value = known;
  }
  root.addEventListener("input", keep);
  root.addEventListener("change", keep);
}

function keep({ target }: Event): void {
  const name = target instanceof Element ? nameOf(target) : undefined;
  if (name === undefined) return;
  if (target instanceof HTMLInputElement && target.type === "checkbox") remember(name, target.checked);
  else if (isField(target)) remember(name, target.value);
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function isField(target: EventTarget | null): target is Field {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLSelectElement ||
    target instanceof HTMLTextAreaElement
  );
}

function isChoice({ type }: HTMLInputElement): boolean {
  return type === "checkbox" || type === "radio";
}

function valueOf(field: HTMLInputElement): unknown {
  return field.type === "checkbox" ? true : field.value;
}

/** A file cannot be filled in, and a field without a name of its own is not kept. */
function nameOf(field: Element): string | undefined {
  if (field instanceof HTMLInputElement && field.type === "file") return undefined;
  if (field instanceof HTMLInputElement && field.type === "radio") return `field ${field.name}`;
  return field.id === "" ? undefined : `field ${field.id}`;
}
