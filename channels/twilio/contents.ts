import { createHash } from 'node:crypto';
import type { RenderedChoice } from '../../src/channel';

/**
 * Buttons and lists on WhatsApp exist only as Content resources. There is one for each form, language and number of
 * choices, with variables for everything it says, so that few are ever made.
 */
export interface ContentResource {
  friendly_name: string;
  language: string;
  variables: Record<string, string>;
  types: Record<string, Record<string, unknown>>;
}

/** A message as a resource and what fills it. */
export interface Dressed {
  resource: ContentResource;
  /** The same resource has the same one: it is made once. */
  hash: string;
  variables: Record<string, string>;
}

/**
 * In a session, without approval: three quick replies, ten list items
 * (https://www.twilio.com/docs/content/twilio-quick-reply, https://www.twilio.com/docs/content/twilio-list-picker).
 */
const MOST_BUTTONS = 3;
const MOST_ITEMS = 10;
const BUTTON_TITLE = 20;
const ITEM_TITLE = 24;
const ITEM_DESCRIPTION = 72;
export const LONGEST_BODY = 1_024;
const LONGEST_ID = 200;

/** What opens a list. */
const OPENER: Record<string, string> = { en: 'Choose', es: 'Elegir' };

const cut = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text;

const open = (index: number): string => `{{${index}}}`;

/** Places of a choice's variables; the first one of all is the body. */
const placeOf = (index: number, each: number): number => 2 + index * each;

type Form = 'buttons' | 'list' | 'described';

function formOf(choices: RenderedChoice[]): Form | null {
  const titles = choices.map(({ text }) => text);
  const longest = Math.max(...titles.map((title) => title.length));
  if (choices.length > MOST_ITEMS || new Set(choices.map(({ value }) => value)).size !== choices.length) return null;
  if (choices.some(({ value }) => value.length > LONGEST_ID)) return null;
  // WhatsApp refuses two buttons of the same name.
  if (choices.length <= MOST_BUTTONS && longest <= BUTTON_TITLE && new Set(titles).size === titles.length) {
    return 'buttons';
  }
  return longest <= ITEM_TITLE ? 'list' : 'described';
}

function typeOf(form: Form, count: number, language: string): ContentResource['types'] {
  const each = form === 'described' ? 3 : 2;
  const all = Array.from({ length: count }, (_, i) => placeOf(i, each));
  if (form === 'buttons') {
    const actions = all.map((at) => ({ type: 'QUICK_REPLY', title: open(at), id: open(at + 1) }));
    return { 'twilio/quick-reply': { body: open(1), actions } };
  }
  const items = all.map((at) => ({
    item: open(at),
    id: open(at + 1),
    ...(form === 'described' ? { description: open(at + 2) } : {}),
  }));
  return { 'twilio/list-picker': { body: open(1), button: OPENER[language] ?? OPENER.en, items } };
}

function filled(form: Form, text: string, choices: RenderedChoice[]): Record<string, string> {
  const title = form === 'buttons' ? BUTTON_TITLE : ITEM_TITLE;
  const parts = choices.flatMap((choice) => [
    cut(choice.text, title),
    choice.value,
    ...(form === 'described' ? [cut(choice.text, ITEM_DESCRIPTION)] : []),
  ]);
  return Object.fromEntries([text, ...parts].map((part, i) => [String(i + 1), part]));
}

/** Examples, as a resource with variables has to have them. */
const samples = (variables: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.keys(variables).map((name) => [name, `Sample ${name}`]));

/** A message with choices as buttons or a list; null where it is none of what fits. */
export function dress(text: string, choices: RenderedChoice[], locale: string): Dressed | null {
  if (!choices.length || !text || text.length > LONGEST_BODY) return null;
  const form = formOf(choices);
  if (!form || choices.some((choice) => !choice.text.trim())) return null;
  const [language = 'en'] = locale.split('-');
  const variables = filled(form, text, choices);
  const resource: ContentResource = {
    friendly_name: `redress_${form}_${choices.length}_${language}`,
    language,
    variables: samples(variables),
    types: typeOf(form, choices.length, language),
  };
  return { resource, hash: createHash('sha256').update(JSON.stringify(resource)).digest('hex'), variables };
}
