// Writes docs/packages.md from what was found.
import { PACKAGES } from "./table.ts";

/** What became of one package. */
export interface Row {
  readonly name: string;
  readonly version: string;
  readonly outcome: "as from source" | "refused" | "differs";
  /** The messages of the errors; empty if it works. */
  readonly detail: string;
  /** Whether it also works in the output, where the build warns. */
  readonly worksInside: boolean;
  /** The packages that the option `external` must name. */
  readonly external: readonly string[];
}

const HEAD = `# Packages

This page is for people who want to know whether a package works in a bundled server. For
each package, a test route imports it, and a client sends the route a message. The server is built, and run alone in an empty
folder. Its answer is compared with the answer under \`bun run\`. \`npm run packages\` writes this page.

| | |
| --- | --- |
| yes | It answers as from source. |
| yes, with a warning | It answers as from source. The build warns of parts that this route does not use; \`external\` has them too. |
| with \`external\` | It answers as from source once you list these packages in [\`external\`](imports.md#packages-that-read-files), as the build says. |
| no | The build refuses it, and says why. |

`;

/** The page. */
export function pageOf(rows: readonly Row[]): string {
  const sections = Object.entries(PACKAGES).map(([title, uses]) => {
    const lines = uses.flatMap(({ name }) => rows.filter((row) => row.name === name)).map(lineOf);
    return `## ${title.charAt(0).toUpperCase()}${title.slice(1)}\n\n| package | version | works |\n| --- | --- | --- |\n${lines.join("\n")}\n`;
  });
  return HEAD + sections.join("\n");
}

/** A row of the table. */
export function lineOf({ name, version, outcome, detail, worksInside, external }: Row): string {
  const names = external.map((each) => `\`${each}\``).join(", ");
  const withNames = worksInside ? `yes, with a warning: ${names}` : `with \`external\`: ${names}`;
  const works = external.length === 0 ? "yes" : withNames;
  const fails = `${outcome === "refused" ? "no" : "**differs**"}: ${detail}`;
  return `| \`${name}\` | ${version} | ${outcome === "as from source" ? works : fails} |`;
}
