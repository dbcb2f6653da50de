// The state of the socket in, the line that says it out, and the form that ends the socket.
import { closeProblem } from "./close-codes.ts";
import { find, setText } from "./dom.ts";
import type { PageSocket, SocketState } from "./socket.ts";
import { describeState } from "./socket-state.ts";

/** @returns shows a state, and whether a new server is awaited */
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
    // Enter in a field submits also where the button is disabled.
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
      waits ? `${describeState(state)} Connects again when the new server is there.` : describeState(state),
    );
    const ended = state.phase !== "open" && state.phase !== "connecting";
    // A disabled button cannot keep the focus: who works by keyboard goes on where they connect.
    if (ended && form.contains(document.activeElement)) find("connect", HTMLButtonElement).focus();
    leave.disabled = ended;
    find("connect", HTMLButtonElement).classList.toggle("primary", ended);
  };
}
