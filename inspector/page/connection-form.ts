// Shows a form for the parameters of the chosen route, and connects to the URL that they make.
import type { RouteInfo } from "../../runtime/route.ts";
import { addressOf, type PathParameter, parametersOf } from "./address.ts";
import { element, find, setNote, setText } from "./dom.ts";
import { messageOf } from "./format.ts";
import { headersOf } from "./header-lines.ts";
import { recall, remember } from "./page-state.ts";
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
  /** Shows why a connection could not be tried. */
  fail(problem: string): void;
}

/** @param connect rejects if the browser or the server does not accept the target */
export function createConnectionForm(connect: (target: ConnectTarget) => Promise<void>): ConnectionForm {
  const params = find("params", HTMLElement);
  const query = find("query", HTMLInputElement);
  const protocols = find("protocols", HTMLInputElement);
  const headers = find("headers", HTMLTextAreaElement);
  const headersBox = find("headers-box", HTMLDetailsElement);
  const error = find("connect-error", HTMLElement);
  const form = find("connection", HTMLFormElement);
  const values = new Map(valuesOf(recall("params")));
  // A field shows no error until the person has been in it.
  const touched = new Set<string>();
  let route: RouteInfo | undefined;

  form.addEventListener("input", (event) => {
    if (event.target instanceof HTMLInputElement && event.target.dataset["name"] !== undefined) {
      values.set(event.target.dataset["name"], event.target.value);
      touched.add(event.target.dataset["name"]);
      remember("params", [...values]);
    }
    fail("");
    render();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void submit();
  });

  function address(): ReturnType<typeof addressOf> {
    return addressOf(location.origin, route?.path ?? "/", values, query.value);
  }

  /** @param field the one to fix, if it is known */
  function fail(problem: string, field?: HTMLElement): void {
    setText(error, problem);
    for (const each of [protocols, headers]) each.setAttribute("aria-invalid", String(each === field));
  }

  async function submit(): Promise<void> {
    if (route === undefined) return fail("Choose a route first.");
    for (const { name } of parametersOf(route.path)) touched.add(name);
    render();
    if (address().problems.size > 0) {
      form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
      return;
    }
    const written = headersOf(headers.value);
    if (written.problem !== undefined) return fail(written.problem, headers);
    const offered = protocols.value.split(",").map((each) => each.trim());
    try {
      await connect({
        route: route.path,
        url: address().url,
        protocols: offered.filter((each) => each !== ""),
        headers: written.headers,
      });
    } catch (thrown) {
      // Only the browser throws this one, for a subprotocol.
      fail(messageOf(thrown), thrown instanceof DOMException ? protocols : headers);
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
    const { length } = headersOf(headers.value).headers;
    setText(find("headers-count", HTMLElement), length === 0 ? "" : String(length));
    for (const input of params.querySelectorAll("input")) {
      const name = input.dataset["name"] ?? "";
      const problem = touched.has(name) ? (problems.get(name) ?? "") : "";
      input.setAttribute("aria-invalid", String(problem !== ""));
      setText(find(`${input.id}-error`, HTMLElement), problem);
    }
  }

  headersBox.open = headers.value !== "";
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
        fail("");
      }
      render();
    },
    fail,
  };
}

/** The remembered values of parameters, by name. */
function valuesOf(known: unknown): readonly (readonly [string, string])[] {
  if (!Array.isArray(known)) return [];
  return known.flatMap((pair: unknown) => {
    const [name, value]: readonly unknown[] = Array.isArray(pair) ? pair : [];
    return typeof name === "string" && typeof value === "string" ? [[name, value] as const] : [];
  });
}
