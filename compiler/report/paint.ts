// Whether to colour in, functions that do out.

type Brush = (text: string) => string;

/** The colours of the pretty report. */
export interface Paint {
  readonly red: Brush;
  readonly yellow: Brush;
  readonly green: Brush;
  readonly blue: Brush;
  readonly bold: Brush;
  readonly dim: Brush;
}

/** Brushes that colour, or that leave the text as it is. */
export function painter(color: boolean): Paint {
  const brush =
    (on: number, off: number): Brush =>
    (text) =>
      color && text !== "" ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  return {
    red: brush(31, 39),
    yellow: brush(33, 39),
    green: brush(32, 39),
    blue: brush(34, 39),
    bold: brush(1, 22),
    dim: brush(2, 22),
  };
}
