// Gives text the colours of a terminal, or leaves it as it is.
import { styleText } from "node:util";

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

/** Brushes for a terminal that shows colours, or for one that does not. */
export function painter(color: boolean): Paint {
  // The command knows what the stream and the environment want; Node 22 would ask them again.
  const brush =
    (format: keyof Paint): Brush =>
    (text) =>
      color && text !== "" ? styleText(format, text, { validateStream: false }) : text;
  return {
    red: brush("red"),
    yellow: brush("yellow"),
    green: brush("green"),
    blue: brush("blue"),
    bold: brush("bold"),
    dim: brush("dim"),
  };
}
