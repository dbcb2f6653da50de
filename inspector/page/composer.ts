// Sends the text that a person writes, or the file that they choose, as a message.
import { find, setText } from "./dom.ts";
import { messageOf } from "./format.ts";
import { remember } from "./page-state.ts";
import type { FramePayload } from "./payload.ts";
import { rememberSent, sentTo } from "./sent-messages.ts";

type Mode = "text" | "json" | "file";

const HINTS: Readonly<Record<Mode, string>> = {
  text: "Ctrl+Enter sends. The up arrow in an empty field recalls earlier messages.",
  // JSON.stringify of the parsed value would silently round large numbers and drop repeated keys.
  json: "Checked, then sent exactly as written. Ctrl+Enter sends.",
  file: "The file is sent as one binary message.",
};

/** The composer. */
export interface Composer {
  /** Call it with the route that the socket is open to, or with `undefined` when it is not open. */
  follow(route: string | undefined): void;
}

/** @param send returns whether it was sent */
export function createComposer(send: (payload: FramePayload) => boolean): Composer {
  const form = find("composer", HTMLFormElement);
  const message = find("message", HTMLTextAreaElement);
  const file = find("file", HTMLInputElement);
  const error = find("compose-error", HTMLElement);
  const submit = find("send", HTMLButtonElement);
  let route: string | undefined;
  // The index of the recalled message; -1 if the field has the person's own text.
  let recalled = -1;

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void compose();
  });
  form.addEventListener("change", render);
  message.addEventListener("input", () => {
    recalled = -1;
    showProblem("");
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void compose();
  });
  message.addEventListener("keydown", (event) => {
    if (event.key === "ArrowUp" && (message.value === "" || recalled >= 0)) recall(event, recalled + 1);
    if (event.key === "ArrowDown" && recalled >= 0) recall(event, recalled - 1);
  });

  function recall(event: KeyboardEvent, to: number): void {
    if (route === undefined) return;
    const text = to < 0 ? "" : sentTo(route)[to];
    if (text === undefined) return;
    event.preventDefault();
    recalled = to;
    message.value = text;
    showProblem("");
  }

  function mode(): Mode {
    const value = new FormData(form).get("mode");
    return value === "json" || value === "file" ? value : "text";
  }

  async function compose(): Promise<void> {
    showProblem("");
    if (route === undefined) return showProblem("The socket is not open: connect first.");
    if (mode() === "file") return composeFile();
    const problem = mode() === "json" ? jsonProblem(message.value) : undefined;
    if (problem !== undefined) return showProblem(problem);
    if (!send(message.value)) return showProblem("The socket is no longer open.");
    rememberSent(route, message.value);
    message.value = "";
    remember("field message", "");
    recalled = -1;
  }

  async function composeFile(): Promise<void> {
    const [chosen] = file.files ?? [];
    if (chosen === undefined) return showProblem("Choose a file first.");
    try {
      if (!send(await chosen.arrayBuffer())) showProblem("The socket is no longer open.");
    } catch (thrown) {
      showProblem(`The file cannot be read: ${messageOf(thrown)}`);
    }
  }

  function showProblem(problem: string): void {
    setText(error, problem);
    message.setAttribute("aria-invalid", String(problem !== "" && mode() === "json"));
  }

  function render(): void {
    const isFile = mode() === "file";
    file.hidden = !isFile;
    message.hidden = isFile;
    setText(find("compose-hint", HTMLElement), HINTS[mode()]);
    showProblem("");
  }

  render();
  return {
    follow(next) {
      route = next;
      submit.disabled = next === undefined;
      recalled = -1;
    },
  };
}

function jsonProblem(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (thrown) {
    return `This is not JSON: ${messageOf(thrown)}`;
  }
}
