// Shows the state of the socket in a line, and the form that closes the socket.
import { closeProblem } from "./close-codes.ts";
import { find, setText } from "./dom.ts";
import type { PageSocket, SocketState } from "./socket.ts";
import { describeState } from "./socket-state.ts";

/** @returns a function that shows a state, and whether the page waits for a new server */
export function createDisconnection(socket: PageSocket): (state: SocketState, waits: boolean) => void {
  const box = find("state-box", HTMLElement);
  const line = find("socket-state", HTMLElement);
  const code = find("close-code", HTMLInputElement);
  const reason = find("close-reason", HTMLInputElement);
  const error = find("close-error", HTMLElement);
  const leave = find("disconnect", HTMLButtonElement);
  const form = find("disconnection", HTMLFormElement);

  form.addEventListener("input", () => showProblem(""));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    // Enter in a field submits even if the button is disabled.
    if (leave.disabled) return;
    const given = code.value.trim() === "" ? undefined : Number(code.value);
    const problem = closeProblem(given, reason.value);
    showProblem(problem ?? "");
    if (problem === undefined) socket.disconnect(given, reason.value);
  });

  function showProblem(problem: string): void {
    setText(error, problem);
    code.setAttribute("aria-invalid", String(problem !== ""));
  }

  return (state, waits) => {
    box.dataset["phase"] = state.phase;
    if (state.phase === "closed") box.dataset["clean"] = String(state.code === 1000 || state.code === 1005);
    setText(
      line,
      waits ? `${describeState(state)} Reconnects when the new server is ready.` : describeState(state),
    );
    const ended = state.phase !== "open" && state.phase !== "connecting";
    // A disabled button loses the focus; move it to the button that connects, for people who use the keyboard.
    if (ended && form.contains(document.activeElement)) find("connect", HTMLButtonElement).focus();
    leave.disabled = ended;
    find("connect", HTMLButtonElement).classList.toggle("primary", ended);
  };
}
