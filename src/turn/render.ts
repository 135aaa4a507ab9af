import type { Capabilities, RenderedChoice } from '../channel';
import type { Choice, Label, Message, Value } from './message';
import { splitText } from './render/split-text';
import type { Speech } from './render/formats';
import { hasText, say, shielded, unshielded } from './render/words';

export interface Rendered {
  text: string;
  choices: RenderedChoice[];
}

export interface RenderFor {
  locale: string;
  capabilities: Capabilities;
  /** IANA; UTC until the customer's is known. */
  timeZone?: string;
}

/** A choice's words in a locale; like a message's, they may have variants. */
export function choiceText(label: Label, locale: string, timeZone = 'UTC'): string {
  if ('literal' in label) return label.literal;
  const values = shielded(label.values ?? {});
  return unshielded(say(candidates(label.key, values), values, { locale, timeZone }));
}

/** `approved_store_credit` → itself, then `approved_store`, then `approved`: the most particular text there is. */
function variants(key: string, variant: Value | undefined): string[] {
  if (typeof variant !== 'string' || !variant) return [key];
  const parts = variant.split('_');
  const longestFirst = parts.map((_, index) => parts.slice(0, parts.length - index).join('_'));
  return [...longestFirst.map((one) => `${key}_${one}`), key];
}

/** The keys to look for, best first: the variant and the attempt choose other words for the same message. */
function candidates(key: string, { variant, attempt }: Record<string, Value>): string[] {
  // There are three wordings; whoever needs a fourth try hears them in turn, never the same one twice in a row.
  const tries = typeof attempt === 'number' ? ((attempt - 1) % 3) + 1 : 1;
  const suffixes = [3, 2].filter((one) => one <= tries).map((one) => `_${String(one)}`);
  return variants(key, variant).flatMap((base) => [...suffixes.map((suffix) => base + suffix), base]);
}

/** What is said after everything else, on its own account. */
function tail({ tail: value }: Record<string, Value>, speech: Speech): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || typeof value.key !== 'string') return '';
  return ` ${say([`tail.${value.key}`], value, speech)}`;
}

/** The message's own text behind the sentence that mirrors what was understood, if it has one. */
function sentence(message: Message, speech: Speech): string {
  const values = shielded(message.values ?? {});
  const text = say(candidates(message.key, values), values, speech) + tail(values, speech);
  const { lead } = values;
  if (typeof lead !== 'object' || lead === null || Array.isArray(lead) || typeof lead.key !== 'string') return text;
  const key = `lead.${lead.key}`;
  if (!hasText(key, speech.locale)) return text;
  // A receipt stands on lines of its own.
  return `${say([key], lead, speech)}${text.includes('\n') ? '\n' : ' '}${text}`;
}

const numberedList = (choices: RenderedChoice[]): string =>
  choices.map(({ text }, index) => `\n${String(index + 1)}. ${text}`).join('');

function rendered(choices: Choice[] | undefined, speech: Speech): RenderedChoice[] {
  return (choices ?? []).map(({ value, label }) => ({
    value,
    text: choiceText(label, speech.locale, speech.timeZone),
  }));
}

/**
 * Station 11: a message in words, within what the channel can show. Where there are no buttons the choices become a
 * numbered list; a text longer than the channel takes becomes several, the choices beside the last one.
 */
export function render(message: Message, { locale, capabilities, timeZone = 'UTC' }: RenderFor): Rendered[] {
  const speech: Speech = { locale, timeZone };
  const choices = rendered(message.choices, speech);
  const text = unshielded(sentence(message, speech));
  const full = capabilities.choices === 'numbers' ? text + numberedList(choices) : text;
  const parts = splitText(full, capabilities.maxText);
  return parts.map((part, index) => ({ text: part, choices: index === parts.length - 1 ? choices : [] }));
}
