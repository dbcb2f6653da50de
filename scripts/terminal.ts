// Turns the command's colored output into an SVG of a terminal.

const COLUMN = 7.83;
const LINE = 19;
const MARGIN = 18;

/** Styles by the numbers that `compiler/report/paint.ts` uses. */
const STYLES: Readonly<Record<string, string>> = {
  1: "font-weight:bold",
  2: "opacity:.6",
  31: "fill:#ff7b72",
  32: "fill:#7ee787",
  33: "fill:#e3b341",
  34: "fill:#79c0ff",
};

/** Draws some lines, in the colors of a dark terminal. */
export function drawTerminal(text: string): string {
  const lines = text.trimEnd().split("\n");
  const width = Math.ceil(Math.max(...lines.map((line) => plain(line).length)) * COLUMN + 2 * MARGIN);
  const height = lines.length * LINE + 2 * MARGIN - 4;
  const rows = lines.map((line, index) => {
    const y = MARGIN + 10 + index * LINE;
    return `<text x="${MARGIN}" y="${y}" xml:space="preserve">${spans(line)}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escape(plain(lines[0] ?? ""))}</title>`,
    '<rect width="100%" height="100%" rx="8" fill="#0d1117"/>',
    '<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,monospace" font-size="13" fill="#e6edf3">',
    ...rows,
    "</g>",
    "</svg>",
    "",
  ].join("\n");
}

function plain(line: string): string {
  return line.replaceAll(/\u001b\[\d+m/g, "");
}

/** Turns a line's escape codes into spans: a color begins with one number and ends with another. */
function spans(line: string): string {
  const on = new Set<string>();
  const parts = line.split(/\u001b\[(\d+)m/);
  return parts
    .map((part, index) => {
      if (index % 2 === 1) {
        if (part in STYLES) on.add(part);
        else for (const each of on) if (part === "39" ? Number(each) > 2 : Number(each) <= 2) on.delete(each);
        return "";
      }
      if (part === "") return "";
      const style = [...on].map((each) => STYLES[each]).join(";");
      return style === "" ? escape(part) : `<tspan style="${style}">${escape(part)}</tspan>`;
    })
    .join("");
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
