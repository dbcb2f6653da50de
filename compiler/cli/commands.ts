// Lists the commands of `bunbox`, in the order of its help.
import { build } from "./build.ts";
import { check } from "./check.ts";
import { dev } from "./dev.ts";
import { explain } from "./explain.ts";
import type { Commands } from "./help.ts";
import { init } from "./init.ts";
import { routes } from "./routes.ts";

export const COMMANDS: Commands = { init, dev, build, check, routes, explain };
