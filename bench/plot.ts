// Draws numbers as an SVG of horizontal bars.

/** One bar. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  /** The text beside it. */
  readonly shown: string;
}

/** A chart of bars; one of them is bunbox's. */
export interface Chart {
  readonly title: string;
  readonly subtitle: string;
  readonly bars: readonly Bar[];
}

const ROW = 34;
const LEFT = 210;
const WIDTH = 760;
const TOP = 70;

/** Draws a chart, in colors for light and dark pages. */
export function draw({ title, subtitle, bars }: Chart): string {
  const most = Math.max(...bars.map(({ value }) => value));
  const height = TOP + bars.length * ROW + 10;
  const rows = bars.flatMap(({ label, value, shown }, index) => {
    const y = TOP + index * ROW;
    const length = Math.max(1, ((WIDTH - LEFT - 110) * value) / most);
    const ours = label.startsWith("bunbox");
    return [
      `<text x="${LEFT - 12}" y="${y + 16}" text-anchor="end"${ours ? ' font-weight="700"' : ""}>${escape(label)}</text>`,
      `<rect x="${LEFT}" y="${y}" width="${length.toFixed(1)}" height="22" rx="3" fill="${ours ? "#d9480f" : "#868e96"}"/>`,
      `<text x="${(LEFT + length + 8).toFixed(1)}" y="${y + 16}">${escape(shown)}</text>`,
    ];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escape(title)}">`,
    "<style>text { font: 14px system-ui, sans-serif; fill: #212529 } .small { font-size: 12px; fill: #868e96 } @media (prefers-color-scheme: dark) { text { fill: #f1f3f5 } }</style>",
    `<text x="0" y="20" font-weight="700">${escape(title)}</text>`,
    `<text x="0" y="42" class="small">${escape(subtitle)}</text>`,
    ...rows,
    "</svg>",
    "",
  ].join("\n");
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
