// Declares the option `trustedProxies` as the server gets it.

/** The addresses whose first bits are these. */
export interface AddressRange {
  /** The first address, as the eight 16-bit numbers of IPv6; IPv4 is `::ffff:a.b.c.d`. */
  readonly first: readonly number[];
  /** How many bits all of its addresses share, of 128. */
  readonly bits: number;
}
