/** Number of buckets features are hashed into. */
export const BUCKETS = 1 << 16;

/** The most words of a message that are looked at. */
const READ = 60;

/**
 * The features of a message for the classifier, as bucket numbers without repetition: its words, pairs of neighbouring
 * words, letter groups of three to five within words (they survive misspelling), and the cues the rules found.
 */
export function features(words: readonly string[], cues: readonly string[]): number[] {
  const read = words.slice(0, READ).map((word) => (/\d/.test(word) ? '0' : word.slice(0, 24)));
  const found = new Set<number>();
  const add = (name: string) => found.add(bucket(name));
  add('*');
  add(`n${Math.min(12, read.length)}`);
  for (const cue of cues) {
    add(`c:${cue}`);
    for (const other of cues) if (other > cue) add(`c:${cue}+${other}`);
  }
  ['^', ...read].forEach((word, at) => {
    add(`w:${word}`);
    add(`p:${word} ${read[at] ?? '$'}`);
    const next = read[at + 1];
    if (next !== undefined) add(`s:${word} ${next}`);
    letters(word, add);
  });
  return [...found];
}

function letters(word: string, add: (name: string) => void): void {
  const marked = `<${word}>`;
  for (let size = 3; size <= 5; size++) {
    for (let at = 0; at + size <= marked.length; at++) add(`l:${marked.slice(at, at + size)}`);
  }
}

/** FNV-1a, 32 bits, folded to a bucket. */
function bucket(name: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return ((hash >>> 16) ^ hash) & (BUCKETS - 1);
}
