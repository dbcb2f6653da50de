// Text in, text that a terminal only shows out.

/** Control characters and line separators as dots: names of files and the texts of sources may hold any. */
export function printable(text: string): string {
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, "·");
}
