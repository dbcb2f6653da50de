// Hazards in, diagnostics out: only what syntax tells for certain is an error.
import { diagnostic } from "../diagnostics/diagnostic.ts";
import type { Diagnostic, Hazard, Route } from "../model.ts";

/** Handshake fields that the server drops from what `upgrade` returns. */
const RESERVED =
  /^(?:connection|content-length|keep-alive|sec-websocket-(?:accept|extensions|key|version)|trailer|transfer-encoding|upgrade)$/i;

/** Bytes that a close reason may have (RFC 6455, section 5.5). */
const LONGEST_REASON = 123;

/**
 * What is wrong with a hazard of a route; `null` for a right code, a short reason, a known parameter.
 *
 * @param route `null` for a file that is no route
 * @param others the other routes, whose topics are not this one's
 */
export function checkHazard(
  { kind, subject, place }: Hazard,
  route: Route | null,
  others: readonly Route[],
): Diagnostic | null {
  switch (kind) {
    case "close-code":
      if (maySend(Number(subject))) return null;
      return diagnostic("BBX2030", place, `The close code ${subject} may not be sent`, {
        hint: "Use 1000 to 1003, 1007 to 1014, or 3000 to 4999 for your own.",
      });
    case "close-reason": {
      const bytes = Buffer.byteLength(subject);
      if (bytes <= LONGEST_REASON) return null;
      return diagnostic(
        "BBX2031",
        place,
        `A close reason may have ${LONGEST_REASON} bytes, and this has ${bytes}`,
        {
          hint: "Shorten it, or send it as a message before closing.",
        },
      );
    }
    case "handshake-header":
      if (!RESERVED.test(subject)) return null;
      return diagnostic("BBX2032", place, `The header ${subject} belongs to the handshake, and is dropped`, {
        hint: "Remove it.",
      });
    case "true-beside-data":
      return diagnostic("BBX2033", place, "`true` accepts without the data that another path returns", {
        hint: "Return `{ data: … }` here too.",
      });
    case "unawaited":
      return diagnostic("BBX2034", place, `\`${subject}\` is asynchronous, and its promise is never false`, {
        hint: `Write \`!(await ${subject}(…))\`, and make \`upgrade\` \`async\`.`,
      });
    case "param":
      return route === null ? null : checkParam(subject, place, route);
    case "topic": {
      const owner = others.find((other) => owns(other, subject));
      if (owner === undefined) return null;
      return diagnostic(
        "BBX2036",
        place,
        `This topic is that of ${owner.path}, whose clients would mix with these`,
        {
          hint: "Name the topic differently.",
          related: [
            {
              message: "the route that has this topic",
              place: { file: owner.file, line: 1, column: 1, endLine: 1, endColumn: 1 },
            },
          ],
        },
      );
    }
    case "computed-import":
      return diagnostic("BBX4005", place, "What a computed `import()` names is not bundled", {
        hint: "Write the path as a literal, or let it begin with one.",
      });
    case "relocated":
      return diagnostic(
        "BBX4006",
        place,
        `\`${subject}\` names the place of the server once this is bundled`,
        {
          hint: "Take the path from the configuration or the environment.",
        },
      );
  }
}

/** RFC 6455, section 7.4, and what IANA has registered since; 0 is Bun's for no code. */
function maySend(code: number): boolean {
  const registered = (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014);
  return code === 0 || registered || (Number.isInteger(code) && code >= 3000 && code <= 4999);
}

function checkParam(name: string, place: Hazard["place"], route: Route): Diagnostic | null {
  const names = route.segments.filter(({ kind }) => kind !== "static").map((segment) => segment.name);
  if (names.includes(name)) return null;
  const known =
    names.length === 0 ? "no parameters" : `only ${names.map((each) => `\`${each}\``).join(" and ")}`;
  const hint =
    names[0] === undefined ? "Name a folder `[name]` to have one." : `Did you mean \`${names[0]}\`?`;
  return diagnostic("BBX2035", place, `${route.path} has ${known}, and no \`${name}\``, { hint });
}

/** Whether a topic is a route's; a NUL character stands for what a template fills in. */
function owns({ topic, segments }: Route, text: string): boolean {
  if (topic !== null) return text === topic;
  if (!text.startsWith("/")) return false;
  const parts = text.slice(1).split("/");
  const last = segments.at(-1);
  const open = last?.kind === "rest" || last?.kind === "optional";
  if (
    open
      ? parts.length < segments.length - (last.kind === "optional" ? 1 : 0)
      : parts.length !== segments.length
  )
    return false;
  return segments.every(
    ({ kind, name }, index) => kind !== "static" || parts[index] === encodeURIComponent(name),
  );
}
