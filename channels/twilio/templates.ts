import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Outgoing } from '../../src/channel';

/**
 * What WhatsApp has approved for us, by purpose and language: the only thing that may be sent outside the 24 hours
 * (https://www.twilio.com/docs/whatsapp/tutorial/send-whatsapp-notification-messages-templates).
 */
export interface Template {
  /** `HX…` */
  sid: string;
  /** What fills {{1}}, {{2}}, …: `text` is the message itself on one line, anything else one of its values. */
  variables: string[];
  /** Its approved words with `{{1}}`, `{{2}}`, …, so that people can be shown what goes out. */
  reads?: string;
}

export type Templates = Record<string, Record<string, Template>>;

const SID = z.string().regex(/^HX\w{2,40}$/, 'a template is HX... or { "sid": "HX...", "variables": ["text"] }');
const TEXT_ONLY = ['text'];
const template = z.union([
  SID.transform((sid): Template => ({ sid, variables: TEXT_ONLY })),
  z
    .strictObject({
      sid: SID,
      variables: z
        .array(z.string().regex(/^[A-Za-z]\w{0,39}$/))
        .max(10)
        .default(TEXT_ONLY),
      reads: z.string().max(1024).optional(),
    })
    .transform(({ sid, variables, reads }): Template => ({ sid, variables, ...(reads ? { reads } : {}) })),
]);
const templates = z.record(
  z.string().regex(/^[a-z][\w.-]{0,59}$/i),
  z.record(z.string().regex(/^[a-z]{2,3}([-_][A-Za-z\d]{2,8})*$/), template),
);

/** The JSON itself, or that of the file after an `@`. */
const textOf = (value: string): string => (value.startsWith('@') ? readFileSync(value.slice(1), 'utf8') : value);

/** Reads the setting; what is wrong with it is one sentence that goes on from its name. */
export function readTemplates(
  value: string | undefined,
): { ok: true; templates: Templates } | { ok: false; problem: string } {
  if (value === undefined) return { ok: true, templates: {} };
  let given: unknown;
  try {
    given = JSON.parse(textOf(value));
  } catch (error) {
    const missing = (error as { code?: string }).code !== undefined;
    return {
      ok: false,
      problem: missing ? 'names a file that cannot be read' : 'must be JSON, or @ and a file with it',
    };
  }
  const read = templates.safeParse(given);
  if (read.success) return { ok: true, templates: read.data };
  const where = read.error.issues[0]?.path.join(' ') ?? '';
  return {
    ok: false,
    problem: `must be { "purpose": { "language": "HX..." } }${where ? ` (look at ${where})` : ''}`,
  };
}

/** What a template is for, most particular first: a reminder, the message's own key, a person's words, anything. */
function purposesOf({ key, values, by }: Outgoing): string[] {
  const lead = (values.lead as { key?: unknown } | undefined)?.key;
  const reminds = typeof lead === 'string' && lead.startsWith('reminder');
  return [...(reminds ? ['reminder'] : []), key, ...(by ? ['staff'] : []), 'other'];
}

/** A variable holds no line breaks and no empty text (63013); 1024 characters are all of a message. */
const LONGEST = 900;
export const onOneLine = (text: string): string => {
  const line = text
    .split(/\s*\n\s*/)
    .filter(Boolean)
    .join(' · ')
    .replace(/\s{2,}/g, ' ')
    .trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
};

function valueOf(name: string, { text, values }: Outgoing): string {
  const value = name === 'text' ? text : values[name];
  return onOneLine(typeof value === 'string' || typeof value === 'number' ? String(value) : '') || '-';
}

/** The approved template for a message in its language, filled in; null where there is none. */
export function templateFor(
  message: Outgoing,
  known: Templates,
): { contentSid: string; contentVariables: string } | null {
  const [language = ''] = message.locale.split('-');
  // A template has no place for a photo.
  const found = message.attachments?.length
    ? undefined
    : purposesOf(message)
        .map((purpose) => known[purpose]?.[message.locale] ?? known[purpose]?.[language])
        .find((one) => one !== undefined);
  if (!found) return null;
  const filled = found.variables.map((name, i) => [String(i + 1), valueOf(name, message)]);
  return { contentSid: found.sid, contentVariables: JSON.stringify(Object.fromEntries(filled)) };
}

/** `purpose/language` of each template there is. */
export const purposesIn = (known: Templates): string[] =>
  Object.entries(known).flatMap(([purpose, languages]) => Object.keys(languages).map((one) => `${purpose}/${one}`));

/** `Capabilities.templateTexts`: those whose words are known. */
export const textsIn = (known: Templates): Record<string, string> =>
  Object.fromEntries(
    Object.entries(known).flatMap(([purpose, languages]) =>
      Object.entries(languages).flatMap(([language, { reads, variables }]) => {
        const named = reads?.replace(/\{\{(\d+)\}\}/g, (whole, n: string) => {
          const name = variables[Number(n) - 1];
          return name ? `{{${name}}}` : whole;
        });
        return named ? [[`${purpose}/${language}`, named]] : [];
      }),
    ),
  );
