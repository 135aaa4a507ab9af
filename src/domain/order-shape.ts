/** The shape of an order or tracking number: letters as `A`, digits as `9`, the rest as it is. `A-10233` → `A-99999`. */
export const shapeOf = (number: string): string => number.replaceAll(/\p{L}/gu, 'A').replaceAll(/\p{N}/gu, '9');

/** Matches every number of a shape, whole. */
export function shapeToRegExp(shape: string): RegExp {
  const escaped = shape.replaceAll(/[^A9]/g, (one) => `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`);
  return new RegExp(`^#?${escaped.replaceAll('A', '\\p{L}').replaceAll('9', '\\p{N}')}$`, 'u');
}
