/** Where a text may be cut, best first: between paragraphs, sentences, words. */
const BREAKS = [/\n(?=[^\n]*$)/, /[.!?](?=\s[^.!?]*$)/, /\s(?=\S*$)/];

function cut(text: string, max: number): number {
  const head = text.slice(0, max + 1);
  for (const pattern of BREAKS) {
    const found = pattern.exec(head);
    // A break in the first fifth would leave a stump.
    if (found && found.index + 1 > max / 5 && found.index + 1 <= max) return found.index + 1;
  }
  // No break at all: cut, but never through a surrogate pair.
  const before = text.charCodeAt(max - 1);
  return before >= 0xd800 && before <= 0xdbff ? max - 1 : max;
}

/** Splits a text into parts of at most `max` UTF-16 units, between lines or sentences where it can. Loses no word. */
export function splitText(text: string, max: number): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > max) {
    const at = cut(rest, max);
    parts.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  return rest || parts.length === 0 ? [...parts, rest] : parts;
}
