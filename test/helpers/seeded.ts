/** Random numbers that a seed repeats: `next()` in [0, 1), and what is commonly made of it. */
export interface Random {
  next(): number;
  /** A whole number from 0 to `below` - 1. */
  int(below: number): number;
  pick<T>(from: readonly T[]): T;
  shuffled<T>(given: readonly T[]): T[];
}

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state, good enough for choosing test cases. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (below: number): number => Math.floor(next() * below);
  return {
    next,
    int,
    pick: (from) => from[int(from.length)] as (typeof from)[number],
    shuffled: (given) => {
      const left = [...given];
      return given.map(() => left.splice(int(left.length), 1)[0] as (typeof given)[number]);
    },
  };
}
