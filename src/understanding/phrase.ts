/**
 * Compiles alternatives, written as regular-expression sources over the plain line of a message (lower case, no accents,
 * words separated by one space), into one expression that matches whole words only. Gaps must be bounded (`{0,4}`), so
 * that matching stays linear in the length of the text.
 */
export function phrase(alternatives: readonly string[]): RegExp {
  if (alternatives.length === 0) return /(?!)/;
  return new RegExp(`(?<![a-z0-9])(?:${alternatives.join('|')})(?![a-z0-9])`);
}

/** The same, for messages that say nothing else. */
export function wholePhrase(alternatives: readonly string[]): RegExp {
  if (alternatives.length === 0) return /(?!)/;
  return new RegExp(`^(?:${alternatives.join('|')})$`);
}
