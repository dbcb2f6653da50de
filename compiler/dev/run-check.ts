// The process that `check-process.ts` starts. Its argument is the root of the project.
import { compile } from "../compile.ts";
import { endGroup } from "./check-process.ts";

const [, , root] = process.argv;
// Whoever asked is gone.
process.on("disconnect", () => endGroup(process.pid));
const found = await compile({ cwd: root ?? ".", write: false });
process.send?.(found, () => process.exit(0));
