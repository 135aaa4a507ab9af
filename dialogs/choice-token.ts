/**
 * A choice's value: `draft:field:value` and, on the read-back, the fingerprint of what was shown. A tap carries its own
 * question with it, so that an old button never answers the current one.
 */
export interface Tap {
  draft: string;
  field: string;
  /** Several for a list of items. */
  values: string[];
  fingerprint?: string;
}

const TOKEN = /^([a-z]\d{1,6}):([a-z_]{1,20}):([^:]{1,48})(?::([0-9a-f]{6}))?$/i;

/** Writes a choice value; at most 64 characters as long as `value` has at most 30 (longer SKUs go by position, `#2`). */
export function choiceValue(draft: string, field: string, value: string, fingerprint?: string): string {
  return [draft, field, value, ...(fingerprint ? [fingerprint] : [])].join(':');
}

/** Further parts after the first token: tokens of the same question, or bare values. Null when they do not belong. */
function moreValues(parts: string[], draft: string, field: string): string[] | null {
  const values: string[] = [];
  for (const part of parts) {
    const next = TOKEN.exec(part.trim());
    if (next && (next[1] !== draft || next[2] !== field)) return null;
    values.push(next?.[3] ?? part.trim());
  }
  return values.filter(Boolean);
}

/**
 * Reads a tapped or typed choice value: one token, several joined by commas, or one token whose value is a list. Null for
 * anything else, in particular for plain words.
 */
export function readTap(text: string): Tap | null {
  const [first = '', ...rest] = text.trim().split(',');
  const match = TOKEN.exec(first.trim());
  if (!match) return null;
  const [, draft = '', field = '', value = '', fingerprint] = match;
  const more = moreValues(rest, draft, field);
  return more && { draft, field, values: [value, ...more], ...(fingerprint ? { fingerprint } : {}) };
}
