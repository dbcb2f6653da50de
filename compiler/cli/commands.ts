// Lists the commands of `bunbox`, in the order of its help.
import { build } from "./build-command.ts";
import { check } from "./check-command.ts";
import { contract } from "./contract-command.ts";
import { dev } from "./dev-command.ts";
import { explain } from "./explain-command.ts";
import type { Commands } from "./help.ts";
import { init } from "./init-command.ts";
import { routes } from "./routes-command.ts";

export const COMMANDS: Commands = { init, dev, build, check, contract, routes, explain };
