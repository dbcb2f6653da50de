// Lists all attacks: those within one list, several lines, both fields at once, and peers that are not trusted.
import { type Attack, CLIENT, PROXY, STRANGER } from "./attack.ts";
import { ELEMENT_LISTS } from "./element-lists.ts";
import { PLAIN_LISTS } from "./plain-lists.ts";

/** What more than one line, or another peer, makes of it. */
const further: readonly Attack[] = [
  { what: "no field at all", lines: [], client: PROXY },
  {
    what: "two lines, the forged one first",
    lines: ["X-Forwarded-For: 6.6.6.6", `X-Forwarded-For: ${CLIENT}`],
    client: CLIENT,
  },
  {
    what: "lines whose names differ in case",
    lines: ["x-forwarded-for: 6.6.6.6", `X-FORWARDED-FOR: ${CLIENT}`, "X-Forwarded-For: 10.0.0.1"],
    client: CLIENT,
  },
  {
    what: "two lines of Forwarded",
    lines: ["Forwarded: for=6.6.6.6", `FORWARDED: for=${CLIENT}`],
    client: CLIENT,
  },
  {
    what: "an empty line behind it",
    lines: [`X-Forwarded-For: ${CLIENT}`, "X-Forwarded-For:"],
    client: PROXY,
  },
  {
    what: "an underscore for a hyphen, as CGI would read it",
    lines: ["X_Forwarded_For: 6.6.6.6", `X-Forwarded-For: ${CLIENT}`],
    client: CLIENT,
  },
  {
    what: "fields that other proxies use",
    lines: ["X-Real-IP: 6.6.6.6", "True-Client-IP: 6.6.6.6", "CF-Connecting-IP: 6.6.6.6", "Via: 6.6.6.6"],
    client: PROXY,
  },
  {
    what: "both fields with the same client",
    lines: [`X-Forwarded-For: 6.6.6.6, ${CLIENT}`, `Forwarded: for="${CLIENT}:80"`],
    client: CLIENT,
  },
  {
    what: "both fields with the same client in two spellings",
    lines: ["X-Forwarded-For: ::ffff:203.0.113.9", `Forwarded: for=${CLIENT}`],
    client: CLIENT,
  },
  {
    what: "both fields, an outer proxy in one of them",
    lines: [`X-Forwarded-For: ${CLIENT}, 10.0.0.1`, `Forwarded: for=${CLIENT}`],
    client: CLIENT,
  },
  {
    what: "a forged Forwarded beside X-Forwarded-For",
    lines: [`X-Forwarded-For: ${CLIENT}`, "Forwarded: for=6.6.6.6"],
    client: 400,
  },
  {
    what: "a forged X-Forwarded-For beside Forwarded",
    lines: ["X-Forwarded-For: 6.6.6.6", `Forwarded: for=${CLIENT}`],
    client: 400,
  },
  {
    what: "a forged X-Forwarded-For beside a hidden client",
    lines: ["X-Forwarded-For: 6.6.6.6", "Forwarded: for=_hidden"],
    client: 400,
  },
  {
    what: "a forged trusted address beside X-Forwarded-For",
    lines: [`X-Forwarded-For: ${CLIENT}`, "Forwarded: for=10.0.0.1"],
    client: 400,
  },
  {
    what: "nonsense in Forwarded beside X-Forwarded-For",
    lines: [`X-Forwarded-For: ${CLIENT}`, "Forwarded: nonsense"],
    client: 400,
  },
  {
    what: "an empty Forwarded beside X-Forwarded-For",
    lines: [`X-Forwarded-For: ${CLIENT}`, "Forwarded:"],
    client: CLIENT,
  },
  {
    what: "an address from a peer that is not trusted",
    lines: ["X-Forwarded-For: 6.6.6.6"],
    client: STRANGER,
    peer: STRANGER,
  },
  {
    what: "a trusted address from a peer that is not trusted",
    lines: ["X-Forwarded-For: 10.0.0.1"],
    client: STRANGER,
    peer: STRANGER,
  },
  {
    what: "Forwarded from a peer that is not trusted",
    lines: ["Forwarded: for=6.6.6.6"],
    client: STRANGER,
    peer: STRANGER,
  },
  {
    what: "two fields that differ from a peer that is not trusted",
    lines: ["X-Forwarded-For: 6.6.6.6", "Forwarded: for=7.7.7.7"],
    client: STRANGER,
    peer: STRANGER,
  },
  {
    what: "1,000 addresses from a peer that is not trusted",
    lines: [`X-Forwarded-For: ${"10.0.0.1,".repeat(1000)}6.6.6.6`],
    client: STRANGER,
    peer: STRANGER,
  },
];

/** Every attack. */
export const ATTACKS: readonly Attack[] = [
  ...PLAIN_LISTS.map(([what, list, client]) => ({
    what: `X-Forwarded-For with ${what}`,
    lines: [`X-Forwarded-For: ${list}`],
    client,
  })),
  ...ELEMENT_LISTS.map(([what, list, client]) => ({
    what: `Forwarded with ${what}`,
    lines: [`Forwarded: ${list}`],
    client,
  })),
  ...further,
];
