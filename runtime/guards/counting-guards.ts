// Counts the refusals that guards return as a `Response`. The entry imports this file only if the metrics count them.
import type { App } from "../app.ts";
import { observed } from "../refuse.ts";
import { refusedBy } from "../refused-by.ts";

/** The app, whose answers count: a guard's `Response` counts only once it is the answer. */
export function countingGuards(app: App): App {
  return {
    ...app,
    fetch(req, server) {
      const answer = app.fetch(req, server);
      return answer instanceof Promise ? answer.then(count) : count(answer);
    },
  };
}

function count(response: Response | undefined): Response | undefined {
  // bunbox's own refusals are counted when they are made.
  const by = response === undefined ? undefined : refusedBy.get(response);
  if (response !== undefined && by?.isOwn === true) observed("upgrade", response, by.route);
  return response;
}
