/** The value below which `share` of the sorted values lie; 0 when there are none. */
export const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

export const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

export const median = (values: readonly number[]): number => {
  const inOrder = sorted(values);
  const middle = (inOrder.length - 1) / 2;
  return ((inOrder[Math.floor(middle)] ?? 0) + (inOrder[Math.ceil(middle)] ?? 0)) / 2;
};

/** Milliseconds at p50, p95 and p99. */
export interface Spread {
  p50: number;
  p95: number;
  p99: number;
}

export function spread(values: readonly number[]): Spread {
  const inOrder = sorted(values);
  const at = (share: number): number => Math.round(quantile(inOrder, share) * 10) / 10;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** The median of each figure over several results. */
export const medianSpread = (all: readonly Spread[]): Spread => ({
  p50: median(all.map(({ p50 }) => p50)),
  p95: median(all.map(({ p95 }) => p95)),
  p99: median(all.map(({ p99 }) => p99)),
});
