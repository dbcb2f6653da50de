// Shows a form for the parameters of the chosen route, and connects to the URL that they make.
import type { RouteInfo } from "../../runtime/route.ts";
import { addressOf, type PathParameter, parametersOf } from "./address.ts";
import { element, find, setNote, setText } from "./dom.ts";
import { messageOf } from "./format.ts";
import type { ConnectTarget } from "./socket.ts";

const HINTS: Readonly<Record<PathParameter["kind"], string>> = {
  param: "one segment",
  optionalParam: "optional; one segment",
  rest: "slashes separate segments",
  optionalRest: "optional; slashes separate segments",
};

/** The form. */
export interface ConnectionForm {
  /** Shows the fields of a route. A field keeps its text if the route before had a parameter of the same name. */
  show(route: RouteInfo | undefined): void;
}

/** @param connect throws if the browser does not accept the target */
export function createConnectionForm(connect: (target: ConnectTarget) => void): ConnectionForm {
  const params = find("params", HTMLElement);
  const query = find("query", HTMLInputElement);
  const protocols = find("protocols", HTMLInputElement);
  const error = find("connect-error", HTMLElement);
  const form = find("connection", HTMLFormElement);
  const values = new Map<string, string>();
  // A field shows no error until the person has been in it.
  const touched = new Set<string>();
  let route: RouteInfo | undefined;

  form.addEventListener("input", (event) => {
    if (event.target instanceof HTMLInputElement && event.target.dataset["name"] !== undefined) {
      values.set(event.target.dataset["name"], event.target.value);
      touched.add(event.target.dataset["name"]);
    }
    setText(error, "");
    protocols.removeAttribute("aria-invalid");
    render();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });

  function address(): ReturnType<typeof addressOf> {
    return addressOf(location.origin, route?.path ?? "/", values, query.value);
  }

  function submit(): void {
    if (route === undefined) return setText(error, "Choose a route first.");
    for (const { name } of parametersOf(route.path)) touched.add(name);
    render();
    if (address().problems.size > 0) {
      form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
      return;
    }
    const offered = protocols.value.split(",").map((each) => each.trim());
    try {
      connect({ route: route.path, url: address().url, protocols: offered.filter((each) => each !== "") });
    } catch (thrown) {
      setText(error, messageOf(thrown));
      protocols.setAttribute("aria-invalid", "true");
    }
  }

  function createField({ kind, name, label }: PathParameter): HTMLElement {
    const id = `param-${name}`;
    const input = element("input", {
      id,
      "data-name": name,
      spellcheck: "false",
      autocapitalize: "off",
      placeholder: HINTS[kind],
      "aria-describedby": `${id}-error`,
    });
    if (kind === "param" || kind === "rest") input.required = true;
    input.value = values.get(name) ?? "";
    return element(
      "div",
      { class: "field" },
      element("label", { for: id }, label),
      input,
      element("p", { id: `${id}-error`, class: "error", "aria-live": "polite" }),
    );
  }

  function render(): void {
    const { url, problems } = address();
    setText(find("url", HTMLOutputElement), route === undefined ? "" : url);
    for (const input of params.querySelectorAll("input")) {
      const name = input.dataset["name"] ?? "";
      const problem = touched.has(name) ? (problems.get(name) ?? "") : "";
      input.setAttribute("aria-invalid", String(problem !== ""));
      setText(find(`${input.id}-error`, HTMLElement), problem);
    }
  }

  return {
    show(next) {
      const before = route?.path;
      route = next;
      setText(find("socket-route", HTMLElement), next?.path ?? "");
      const deaf = next !== undefined && !next.handlers.includes("onMessage");
      setNote(
        find("route-note", HTMLElement),
        deaf ? "This route has no onMessage, so it does not handle messages that you send." : "",
      );
      if (next?.path !== before) {
        params.replaceChildren(...parametersOf(next?.path ?? "").map(createField));
        touched.clear();
        setText(error, "");
      }
      render();
    },
  };
}
