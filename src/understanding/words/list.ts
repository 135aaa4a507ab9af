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
