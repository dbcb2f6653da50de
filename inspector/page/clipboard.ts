// Buttons that show the result of what they do, and copy a text to the clipboard.
import { button, element } from "./dom.ts";

/** How long a button shows the result. */
const SHOWN = 1_500;

/** A button that copies a text. */
export function copyButton(
  label: string,
  text: () => string,
  attributes: Readonly<Record<string, string>> = {},
): HTMLButtonElement {
  const created = button(label, () => void press(), attributes);
  const press = async (): Promise<void> =>
    showResult(created, label, (await copy(text())) ? "Copied" : "Not allowed");
  return created;
}

/** Shows a result on a button for a moment. */
export function showResult(shown: HTMLButtonElement, label: string, result: string): void {
  shown.textContent = result;
  setTimeout(() => {
    shown.textContent = label;
  }, SHOWN);
}

export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByCommand(text); // a page at another address than localhost has no clipboard of its own
  }
}

function copyByCommand(text: string): boolean {
  const focused = document.activeElement;
  const field = element("textarea", { readonly: "", "aria-hidden": "true", class: "spoken" });
  field.value = text;
  document.body.append(field);
  field.select();
  // Chromium would turn a space at the end into a no-break space.
  const replace = (event: ClipboardEvent): void => {
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
  };
  document.addEventListener("copy", replace);
  const copied = document.execCommand("copy");
  document.removeEventListener("copy", replace);
  field.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return copied;
}
