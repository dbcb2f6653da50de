// One room's schema in four ways: with zod, valibot, arktype, and by hand.
import { symlink } from "node:fs/promises";
import path from "node:path";
import { REPOSITORY, type TestProject } from "./project.ts";

/** What a client says: `say` of 1 to 10 characters, and perhaps a number `n`. */
export const SCHEMAS: Readonly<Record<string, string>> = {
  zod: `import * as z from "zod";
export const incoming = z.object({ say: z.string().min(1).max(10), n: z.number().optional() });`,
  valibot: `import * as v from "valibot";
export const incoming = v.object({
  say: v.pipe(v.string(), v.minLength(1), v.maxLength(10)), n: v.optional(v.number()),
});`,
  arktype: `import { type } from "arktype";
export const incoming = type({ say: "1 <= string <= 10", "n?": "number" });`,
  hand: `type Say = { say: string; n?: number };
type Result = { value: Say } | { issues: readonly { message: string; path?: PropertyKey[] }[] };
export const incoming = {
  "~standard": {
    version: 1 as const,
    vendor: "hand",
    validate(value: unknown): Result {
      const { say, n } = Object(value) as Record<string, unknown>;
      if (typeof say !== "string" || say === "" || say.length > 10)
        return { issues: [{ message: "must have 1 to 10 characters", path: ["say"] }] };
      if (n !== undefined && typeof n !== "number") return { issues: [{ message: "must be a number", path: ["n"] }] };
      return { value: n === undefined ? { say } : { say, n } };
    },
  },
};`,
};

/** Gives a project the libraries of the schemas. */
export async function installSchemas({ root }: TestProject): Promise<void> {
  for (const name of ["zod", "valibot", "arktype"])
    await symlink(path.join(REPOSITORY, "node_modules", name), path.join(root, "node_modules", name));
}
