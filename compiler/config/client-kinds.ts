// Defines the kinds of values of the options that concern single clients: who they are, and what they may do.
import { isV4Mapped, parseAddress } from "../../runtime/facts.ts";
import { adviseList, adviseNumber } from "./advice.ts";
import { count, isRecord, type OptionKind } from "./kinds.ts";

/** The addresses whose first bits are those of `first`. */
interface Range {
  readonly first: readonly number[];
  readonly bits: number;
}

/** Where this machine reaches itself. */
const LOOPBACK = ["127.0.0.0/8", "::1"];

/** Proxies: addresses, ranges of them, and `"loopback"`. */
export const proxyList: OptionKind = {
  type: "readonly string[]",
  label: "string[]",
  settled: "readonly AddressRange[]",
  check: (value) => {
    const expected = 'a list of addresses, ranges such as `10.0.0.0/8`, and "loopback"';
    if (!Array.isArray(value)) return expected;
    for (const entry of value) {
      if (entry === "loopback") continue;
      const range = typeof entry === "string" ? rangeOf(entry) : undefined;
      if (range === undefined) return expected;
      if (isEveryone(range))
        return "a list of your proxies: a range of all addresses lets every client forge its own";
      if (!beginsAtFirst(range))
        return `a list of ranges that begin at their first address, which is not so for \`${entry}\``;
    }
    return null;
  },
  advise: adviseList(
    (entry) => (entry === "loopback" || rangeOf(entry) !== undefined ? entry : undefined),
    "loopback",
  ),
  normalize: (value) => {
    const entries: readonly unknown[] = Array.isArray(value) ? value : [];
    return entries
      .flatMap((entry) => (entry === "loopback" ? LOOPBACK : [String(entry)]))
      .flatMap((entry) => rangeOf(entry) ?? []);
  },
};

/** Reads an address, or a range in CIDR notation (RFC 4632, section 3.1; RFC 4291, section 2.3). */
function rangeOf(text: string): Range | undefined {
  const [, base = "", length] = /^([^/]*)(?:\/(0|[1-9]\d{0,2}))?$/.exec(text) ?? [];
  const address = parseAddress(base);
  if (address === undefined) return undefined;
  const first = address.words;
  if (length === undefined) return { first, bits: 128 };
  const bits = Number(length) + (base.includes(":") ? 0 : 96);
  return bits > 128 ? undefined : { first, bits };
}

function isEveryone({ first, bits }: Range): boolean {
  return bits === 0 || (bits === 96 && isV4Mapped(first));
}

function beginsAtFirst({ first, bits }: Range): boolean {
  return first.every((word, index) => {
    const own = Math.min(16, Math.max(0, bits - index * 16));
    return (word & (0xffff >> own)) === 0;
  });
}

/** A time that something may take. */
const timeout: OptionKind = {
  type: "number",
  label: "seconds",
  check: (value) =>
    typeof value === "number" && value > 0 && value <= 3600
      ? null
      : "a number of seconds above 0, up to 3600",
  advise: adviseNumber(3600, "seconds"),
};

/** What one client may do. */
export const clientLimits: OptionKind = {
  type: "LimitsConfig",
  label: "`{ connectionsPerAddress?, messagesPerSecond?, upgradeTimeout? }`",
  settled: "Limits",
  check: (value) =>
    isRecord(value) ? null : "`{ connectionsPerAddress?, messagesPerSecond?, upgradeTimeout? }`",
  fields: { connectionsPerAddress: count, messagesPerSecond: count, upgradeTimeout: timeout },
  normalize: (value) => {
    const {
      connectionsPerAddress = null,
      messagesPerSecond = null,
      upgradeTimeout = 30,
    } = isRecord(value) ? value : {};
    return { connectionsPerAddress, messagesPerSecond, upgradeTimeout };
  },
};
