// Provides random numbers from a seed, so that a route can be generated again.

/** Random choices that a seed decides. */
export interface Random {
  /** A whole number from 0 up to, and not including, `below`. */
  below(below: number): number;
  /** True in one of `of` cases. */
  oneIn(of: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** Some of the values, in random order. */
  some<T>(from: readonly T[], count: number): readonly T[];
}

/** Makes the source for one route of one run: a route does not depend on the routes before it. */
export function randomFor(seed: number, route: number): Random {
  let state = Math.imul(seed ^ 0x9e37_79b9, 0x85eb_ca6b) ^ Math.imul(route + 1, 0xc2b2_ae35);
  const next = (): number => {
    // mulberry32
    state = (state + 0x6d2b_79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  const some = <T>(from: readonly T[], count: number): readonly T[] => {
    const left = [...from];
    const taken: T[] = [];
    while (taken.length < count && left.length > 0) taken.push(...left.splice(below(left.length), 1));
    return taken;
  };
  return {
    below,
    oneIn: (of) => below(of) === 0,
    pick: (from) => {
      const [first] = some(from, 1);
      if (first === undefined) throw new Error("there is nothing to pick from");
      return first;
    },
    some,
  };
}
