// Gives text the colors of a terminal, or leaves it as it is.
import { styleText } from "node:util";

type Brush = (text: string) => string;

/** The colors of the pretty report. */
export interface Paint {
  readonly red: Brush;
  readonly yellow: Brush;
  readonly green: Brush;
  readonly blue: Brush;
  readonly bold: Brush;
  readonly dim: Brush;
}

/** Makes brushes for a terminal with or without colors. */
export function painter(color: boolean): Paint {
  // The command has checked the stream and the environment already; Node 22 would check them again.
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
