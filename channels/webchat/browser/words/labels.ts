import { LABELS } from 'redress:labels';

/**
 * Words for the service's handles (reasons, ways of paying, what the customer wants), taken from the service's own
 * locale files when the browser files are built, so that the receipt says exactly what the bot says elsewhere.
 */
export interface Labels {
  reason: Record<string, Record<string, string>>;
  resolution: Record<string, string>;
  part: Record<string, string>;
  /** The half sentence the bot puts before a question. */
  lead: Record<string, string>;
}

const NONE: Labels = { reason: {}, resolution: {}, part: {}, lead: {} };

export const labelsIn = (locale: string): Labels => LABELS[locale.split('-')[0] ?? ''] ?? LABELS.en ?? NONE;

/** Puts values into `{{name}}`; empty where one is missing, so that no half-filled sentence is ever shown. */
export function fill(sentence: string, values: Record<string, unknown>): string {
  let whole = true;
  const filled = sentence.replace(/\{\{(\w+)\}\}/g, (_match, name: string) => {
    const value = values[name];
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    whole = false;
    return '';
  });
  return whole && !filled.includes('{{') ? filled : '';
}

export const capital = (text: string): string => text.replace(/^\p{Ll}/u, (first) => first.toUpperCase());

/** Longest quotation on a receipt, in UTF-16 units. */
const MAX_QUOTED = 80;

/** "Arrived damaged", with the customer's own words behind it where there are any. */
export function reasonLabel(
  { l1, l2, verbatim }: { l1: string; l2: string; verbatim: string },
  locale: string,
): string {
  const { reason, part } = labelsIn(locale);
  const name = reason[l1]?.[l2] ?? '';
  // A whole message, order number and all, says less than the reason alone.
  if (verbatim === '' || (verbatim.length > MAX_QUOTED && name !== '')) return name;
  return name === '' ? verbatim : fill(part.quoted ?? '{{reason}}', { reason: name, words: verbatim });
}

/** "Visa card ending in 4242", "Gift card". */
export function paymentLabel(
  paid: { method: string; brand: string | undefined; last4: string | undefined },
  locale: string,
): string {
  const { part } = labelsIn(locale);
  const { method, brand, last4 } = paid;
  if (method === 'card')
    return capital(
      last4 ? fill(part.card ?? '', { brand: capital(brand ?? ''), last4 }).trim() : (part.cardPlain ?? method),
    );
  return capital(part[method] ?? fill(part.method ?? '', { method: capital(method.replace(/_/g, ' ')) }));
}

/** The half sentence that goes before a question, from a message's `values.lead`; empty where there is none. */
export function leadIn(values: Record<string, unknown>, locale: string): string {
  const lead = values.lead;
  if (typeof lead !== 'object' || lead === null) return '';
  const { key, ...rest } = lead as Record<string, unknown>;
  return typeof key === 'string' ? fill(labelsIn(locale).lead[key] ?? '', rest) : '';
}
