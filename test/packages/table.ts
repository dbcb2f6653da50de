// Lists packages that WebSocket servers use, each with code that shows whether it works.
import { DATA } from "./data.ts";
import { DATABASES } from "./databases.ts";
import { LANGUAGE } from "./language.ts";
import { SOCKETS } from "./sockets.ts";
import { WEB } from "./web.ts";
import type { Use } from "./use.ts";

/** The packages, by what they are for. */
export const PACKAGES: Readonly<Record<string, readonly Use[]>> = {
  ...SOCKETS,
  ...DATABASES,
  ...WEB,
  ...DATA,
  ...LANGUAGE,
};
