import type { ReasonWords } from './words';

/**
 * A list of phrases written as one text: entries are separated by a comma and a space, or by a line end. Backslashes are
 * literal, so that a phrase reads as the expression it is.
 */
export function list(parts: TemplateStringsArray, ...inserted: string[]): string[] {
  return String.raw({ raw: parts.raw }, ...inserted)
    .split(/, |\n/)
    .map((entry) => entry.trim().replace(/,$/, ''))
    .filter((entry) => entry !== '');
}

/** The phrases that give a reason; `weight` above 1 lets it win over vaguer ones found in the same message. */
export function reason(handle: string, weight = 1) {
  return (parts: TemplateStringsArray, ...inserted: string[]): ReasonWords => ({
    handle,
    weight,
    phrases: list(parts, ...inserted),
  });
}
