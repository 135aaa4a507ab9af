import type { Outgoing } from '../../src/channel';

/** A letter on its way out. */
export interface Letter {
  /** The same message has the same one, so that a mailbox can tell a second copy. */
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** BCP 47. */
  locale: string;
}

const ESCAPED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (one) => ESCAPED[one] ?? one);

const paragraph = (text: string): string => `<p>${escaped(text).replaceAll('\n', '<br>\n')}</p>`;

/** Words only, so that it reads the same in every mail program, by eye or by ear. */
const page = (title: string, body: string, locale: string): string =>
  [
    `<!doctype html><html lang="${escaped(locale)}"><head><meta charset="utf-8"><title>${escaped(title)}</title></head>`,
    '<body style="font:16px/1.5 system-ui,sans-serif;color:#1a1a1a;max-width:36em;margin:1.5em auto;padding:0 1em">',
    ...body.split(/\n{2,}/).map(paragraph),
    '</body></html>',
  ].join('\n');

/** The first line of a message is its subject. */
export function fromActivity({ id, conversation, address, text, locale }: Outgoing): Letter {
  const [subject = '', ...rest] = text.split('\n');
  const body = rest.join('\n').trim() || subject;
  return { id, to: address?.to ?? conversation, subject, text: body, html: page(subject, body, locale), locale };
}
