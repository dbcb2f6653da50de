// Checks a project in the process that `check-process.ts` starts. Its argument is the root of the project.
import { compileWithFiles } from "../compile.ts";
import { type Checked, endGroup } from "./check-process.ts";

const [, , root] = process.argv;
// The process that started this one is gone.
process.on("disconnect", () => endGroup(process.pid));
const { result, files } = await compileWithFiles({ cwd: root ?? ".", write: false });
const checked: Checked = { result, files: [...files] };
process.send?.(checked, () => process.exit(0));
