// What a person writes or chooses in, a message to the socket out.
import { find, setText } from "./dom.ts";
import { messageOf } from "./format.ts";
import type { FramePayload } from "./payload.ts";
import { rememberSent, sentTo } from "./sent-messages.ts";

type Mode = "text" | "json" | "file";

const HINTS: Readonly<Record<Mode, string>> = {
  text: "Ctrl+Enter sends, the up arrow in an empty field recalls.",
  // JSON.stringify of what was parsed would round large numbers and drop a repeated key, without a word.
  json: "Checked, then sent exactly as written. Ctrl+Enter sends.",
  file: "Its bytes are sent as one binary message.",
};

/** The composer. */
export interface Composer {
  /** The socket is open to this route; `undefined` while it is not open. */
  follow(route: string | undefined): void;
}

/** @param send says whether it was sent */
export function createComposer(send: (payload: FramePayload) => boolean): Composer {
  const form = find("composer", HTMLFormElement);
  const message = find("message", HTMLTextAreaElement);
  const file = find("file", HTMLInputElement);
  const error = find("compose-error", HTMLElement);
  const submit = find("send", HTMLButtonElement);
  let route: string | undefined;
  // How far the recall has gone: -1 where the field has the person's own text.
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
    if (!send(message.value)) return showProblem("The socket is not open any more.");
    rememberSent(route, message.value);
    message.value = "";
    recalled = -1;
  }

  async function composeFile(): Promise<void> {
    const [chosen] = file.files ?? [];
    if (chosen === undefined) return showProblem("Choose a file first.");
    try {
      if (!send(await chosen.arrayBuffer())) showProblem("The socket is not open any more.");
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
    return `This is no JSON: ${messageOf(thrown)}`;
  }
}
