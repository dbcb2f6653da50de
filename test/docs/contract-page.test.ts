// Tests that docs/contract.md shows the contract of its example, and what a check against it reports.
import { expect, test } from "bun:test";
import path from "node:path";
import { parse } from "yaml";
import { createProject, REPOSITORY } from "../support/project.ts";

const page = await Bun.file(path.join(REPOSITORY, "docs/contract.md")).text();

function blocks(language: string): readonly string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\``, "gm"))].map(
    ([, text = ""]) => text,
  );
}

test("the page shows the contract of its example, and what a change breaks", async () => {
  const files = blocks("ts").map((text) => {
    const [first = "", ...lines] = text.split("\n");
    return [first.replace("// ", ""), lines.join("\n")] as const;
  });
  await using project = await createProject(Object.fromEntries(files));
  const { stdout } = await project.again(["contract"]);
  const [channel = ""] = blocks("yaml");
  expect(parse(stdout).channels).toEqual(parse(channel));

  await project.write({ "contract.yaml": stdout });
  const [name, text] = files[0] ?? ["", ""];
  await project.write({ [name]: text.replace("mood?:", "mood:") });
  const report = await project.again(["check", "--against", "contract.yaml"]);
  expect(report.exitCode).toBe(1);
  expect(report.stdout).toStartWith(blocks("text")[0] ?? "nothing");
});
