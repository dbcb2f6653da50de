// Says how to write a wrong value of an option, if it is a right one in another form: a number as text, one text for a list.

/** Returns how to write a wrong value; `undefined` if nothing is known about it. */
export type Advice = (value: unknown, name: string) => string | undefined;

/** Units of time and of size, as texts give them: `"60s"`, `"64kb"`. */
const UNITS: Readonly<Record<"seconds" | "bytes", readonly (readonly [RegExp, string])[]>> = {
  seconds: [
    [/^s(?:ec(?:ond)?s?)?$/i, ""],
    [/^m(?:in(?:ute)?s?)?$/i, " * 60"],
    [/^h(?:ours?)?$/i, " * 60 * 60"],
  ],
  bytes: [
    [/^b(?:ytes?)?$/i, ""],
    [/^ki?b?$/i, " * 1024"],
    [/^mi?b?$/i, " * 1024 * 1024"],
    [/^gi?b?$/i, " * 1024 * 1024 * 1024"],
  ],
};

/** How to write a number up to a bound. */
export function adviseNumber(most: number, unit?: string): Advice {
  return (value, name) => {
    if (typeof value === "string") return adviseText(value, name, unit);
    if (Number.isNaN(value))
      return `\`Number\` of a variable that is not set is NaN: write \`Number(process.env.${variableOf(name)} ?? 1)\`, with your default.`;
    const inSeconds = typeof value === "number" && value % 1000 === 0 ? value / 1000 : 0;
    return unit === "seconds" && inSeconds >= 1 && inSeconds <= most
      ? `The unit is seconds: write \`${name}: ${inSeconds}\`, not milliseconds.`
      : undefined;
  };
}

function adviseText(text: string, name: string, unit: string | undefined): string {
  const [, digits, suffix = ""] = /^\s*(\d+)\s*([a-z]*)\s*$/i.exec(text) ?? [];
  if (digits !== undefined && suffix === "") return `Write \`${name}: ${digits}\`, without quotes.`;
  const units = unit === "seconds" || unit === "bytes" ? UNITS[unit] : [];
  const factor = units.find(([pattern]) => pattern.test(suffix))?.[1];
  if (digits !== undefined && factor !== undefined)
    return `Write the number of ${unit}: \`${name}: ${digits}${factor}\`.`;
  return `Write a number. A variable is a text: \`Number(process.env.${variableOf(name)} ?? 1)\`, with your default.`;
}

/** How to leave an option to a variable that the server reads. */
export function adviseVariable(variable: string, name: string): string {
  return `To take it from the variable ${variable}, remove \`${name}\`: the server reads ${variable} when it starts.`;
}

/** How to write a port, which the server also takes from the environment. */
export const advisePort: Advice = (value) => {
  if (typeof value !== "string" && !Number.isNaN(value)) return undefined;
  const digits = /^\s*(\d+)\s*$/.exec(String(value))?.[1];
  const number = digits === undefined ? "" : `Write \`port: ${digits}\`, without quotes. `;
  return `${number}${adviseVariable("PORT", "port")} \`Number(process.env.PORT ?? ${digits ?? 3000})\` reads it when you build.`;
};

const SWITCHES: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  ["true", true],
  ["false", false],
  [1, true],
  [0, false],
]);

/** How to write a switch. */
export const adviseFlag: Advice = (value, name) => {
  const meant = SWITCHES.get(value);
  if (meant !== undefined)
    return `Write \`${name}: ${meant}\`${typeof value === "string" ? ", without quotes" : ""}.`;
  if (typeof value !== "string") return undefined;
  return `Write \`true\` or \`false\`. A variable is a text: \`process.env.${variableOf(name)} === "true"\`.`;
};

/**
 * How to write a list of texts.
 *
 * @param corrected one entry as it should be; `undefined` if that is not known
 * @param example a right entry
 */
export function adviseList(corrected: (entry: string) => string | undefined, example: string): Advice {
  return (value, name) => {
    const isText = typeof value === "string";
    const given: readonly unknown[] = isText ? entriesOf(value) : listOf(value);
    const meant = given.flatMap((each) => (typeof each === "string" ? (corrected(each) ?? []) : []));
    if (meant.length === given.length && meant.length > 0)
      return `Write ${isText ? "a list: " : ""}\`${name}: ${shown(meant)}\`.`;
    return isText ? `Write a list: \`${name}: ${shown([example])}\`.` : undefined;
  };
}

/** How to write a path relative to the project, which is the folder in which the configuration runs. */
export const adviseWithin: Advice = (value, name) => {
  if (typeof value === "function")
    return `Write the path of a module whose default export is this function: \`${name}: "app/pages.ts"\`.`;
  if (typeof value !== "string" || !value.startsWith("/")) return undefined;
  const inside = value.startsWith(`${process.cwd()}/`) ? value.slice(process.cwd().length) : value;
  const relative = inside.replace(/^\/+/, "");
  return relative === "" ? undefined : `Write \`${name}: ${JSON.stringify(relative)}\`.`;
};

/** How to write the path of a URL: with one slash before it, and none behind. */
export function advisePath(check: (value: unknown) => string | null): Advice {
  return (value, name) => {
    if (typeof value !== "string") return undefined;
    const path = /^[a-z]+:\/\/[^/]*(.*)$/i.exec(value)?.[1] ?? value;
    const meant = `/${path.replaceAll(/^\/+|\/+$/g, "")}`;
    return check(meant) === null ? `Write \`${name}: ${JSON.stringify(meant)}\`.` : undefined;
  };
}

function entriesOf(text: string): readonly string[] {
  return text
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function shown(list: readonly string[]): string {
  return `[${list.map((each) => JSON.stringify(each)).join(", ")}]`;
}

/** The variable that an option's name suggests: `IDLE_TIMEOUT`. */
function variableOf(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}
