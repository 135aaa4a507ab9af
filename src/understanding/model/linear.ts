/** What the classifier tells apart, in the order of its columns. */
export const CLASSES = ['refund_request', 'refund_status', 'refund_policy', 'human', 'none'] as const;
export type Class = (typeof CLASSES)[number];

/** One row of weights per bucket, one column per class. */
export type Weights = Float32Array;

/** The probability of every class, in the order of CLASSES (softmax of the summed weights). */
export function probabilities(weights: Weights, buckets: readonly number[]): number[] {
  const width = CLASSES.length;
  const sums = CLASSES.map((_, column) =>
    buckets.reduce((sum, bucket) => sum + (weights[bucket * width + column] ?? 0), 0),
  );
  const top = Math.max(...sums);
  const powers = sums.map((sum) => Math.exp(sum - top));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
