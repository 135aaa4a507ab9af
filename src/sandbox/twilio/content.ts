import type { Content, ShownChoice, ShownContent } from './shapes';

/** Content resources: https://www.twilio.com/docs/content/content-api-resources. */

type Json = Record<string, unknown>;

const FIELDS = new Set(['friendly_name', 'language', 'variables', 'types']);
/** Longest title of a quick reply, list item and its description, and text beside buttons. */
const LIMITS = { button: 25, item: 24, description: 72, opener: 20, body: 1024 };
const MOST_BUTTONS = 10;
const MOST_ITEMS = 10;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const list = (value: unknown): Json[] => (Array.isArray(value) ? (value as Json[]) : []);
const fits = (value: unknown, most: number): boolean => text(value).length > 0 && text(value).length <= most;
/** A variable is counted when it is filled. */
const isOpen = (value: unknown): boolean => /\{\{\d+\}\}/.test(text(value));

const PROBLEMS: Record<string, (type: Json) => string | null> = {
  'twilio/text': ({ body }) => (text(body) ? null : 'body is required'),
  'twilio/media': ({ media }) => (Array.isArray(media) && media.length ? null : 'media is required'),
  'twilio/quick-reply': ({ body, actions }) => {
    if (!fits(body, LIMITS.body)) return 'body has 1 to 1024 characters';
    const all = list(actions);
    if (!all.length || all.length > MOST_BUTTONS) return 'actions has 1 to 10 entries';
    return all.every(({ title }) => isOpen(title) || fits(title, LIMITS.button))
      ? null
      : 'title has 1 to 25 characters';
  },
  'twilio/list-picker': ({ body, button, items }) => {
    if (!fits(body, LIMITS.body)) return 'body has 1 to 1024 characters';
    if (!isOpen(button) && !fits(button, LIMITS.opener)) return 'button has 1 to 20 characters';
    const all = list(items);
    if (!all.length || all.length > MOST_ITEMS) return 'items has 1 to 10 entries';
    return all.every(({ item, id }) => (isOpen(item) || fits(item, LIMITS.item)) && text(id)) ? null : 'item or id';
  },
};

/** What is wrong with a resource that is to be made; null where it is taken. */
export function contentProblem(given: Json): string | null {
  const unknown = Object.keys(given).filter((name) => !FIELDS.has(name));
  if (unknown.length) return `unknown field ${unknown.join(', ')}`;
  if (!text(given.language)) return 'language is required';
  const types = Object.entries((given.types ?? {}) as Json);
  if (!types.length) return 'types is required';
  for (const [name, type] of types) {
    const check = PROBLEMS[name];
    if (!check) return `unknown type ${name}`;
    const wrong = check(type as Json);
    if (wrong) return wrong;
  }
  return null;
}

const filled = (value: unknown, variables: Record<string, string>): string =>
  text(value).replace(/\{\{(\w+)\}\}/g, (whole, name: string) => variables[name] ?? whole);

function choicesIn(name: string, type: Json, fill: (value: unknown) => string): ShownChoice[] {
  if (name === 'twilio/quick-reply')
    return list(type.actions).map(({ id, title }) => ({ id: fill(id) || fill(title), title: fill(title) }));
  return list(type.items).map(({ id, item, description }) => ({
    id: fill(id),
    title: fill(item),
    ...(description ? { description: fill(description) } : {}),
  }));
}

/** How a phone shows a resource with these variables; without the ones that are missing its defaults stand. */
export function shown({ types, variables }: Content, given: Record<string, string>): ShownContent {
  const values = { ...variables, ...given };
  const fill = (value: unknown): string => filled(value, values);
  for (const name of ['twilio/list-picker', 'twilio/quick-reply']) {
    const type = types[name];
    if (!type) continue;
    const isList = name === 'twilio/list-picker';
    return {
      kind: isList ? 'list' : 'buttons',
      body: fill(type.body),
      choices: choicesIn(name, type, fill),
      ...(isList ? { button: fill(type.button) } : {}),
    };
  }
  return { kind: 'text', body: fill(Object.values(types)[0]?.body), choices: [] };
}

/** As the API answers. */
export const contentResource = (accountSid: string, content: Content) => ({
  sid: content.sid,
  account_sid: accountSid,
  friendly_name: content.friendlyName,
  language: content.language,
  variables: content.variables,
  types: content.types,
  date_created: content.createdAt.toISOString().replace(/\.\d+/, ''),
  date_updated: content.createdAt.toISOString().replace(/\.\d+/, ''),
  url: `https://content.twilio.com/v1/Content/${content.sid}`,
  links: {
    approval_create: `https://content.twilio.com/v1/Content/${content.sid}/ApprovalRequests/whatsapp`,
    approval_fetch: `https://content.twilio.com/v1/Content/${content.sid}/ApprovalRequests`,
  },
});
