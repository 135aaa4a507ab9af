import type { DeskDelivery } from '../channel-desk-shown';
import { unreachable } from './unreachable';

/** What a channel may send although free words may not be sent; `texts`: how some of it reads. */
export interface ApprovedTemplates {
  names: readonly string[];
  texts: Readonly<Record<string, string>>;
}

/** What a person's reply may be sent in, most particular first. */
const PURPOSES = ['desk.reply', 'staff', 'other'];
/** As much as a template's variable holds beside the template's own words. */
export const LONGEST_IN_TEMPLATE = 900;

/** The template that a person's words would leave in, in the customer's language; null where there is none. */
export function staffTemplate({ names }: ApprovedTemplates, locale: string): string | null {
  const [language = ''] = locale.split('-');
  const wanted = PURPOSES.flatMap((of) => [`${of}/${locale}`, `${of}/${language}`]);
  return wanted.find((one) => names.includes(one)) ?? null;
}

/**
 * What a reply is up against at a moment: nothing, the template it leaves in, or why it cannot leave. A template has no
 * place for photos, and takes the words on one line.
 */
export function passage(
  reply: { text: string; photos: number; locale: string },
  delivery: DeskDelivery,
  templates: ApprovedTemplates,
  at: Date,
): { template?: string; problem: string | null } {
  const problem = unreachable(delivery, at);
  if (problem !== 'outside_window') return { problem };
  const template = reply.photos ? null : staffTemplate(templates, reply.locale);
  if (!template) return { problem };
  return { template, problem: reply.text.length > LONGEST_IN_TEMPLATE ? 'too_long' : null };
}

/** How it reads: the template's words around the person's, or theirs alone where only the provider knows it. */
export function readsAs(
  { texts }: ApprovedTemplates,
  template: string,
  values: { text: string; name: string },
): string {
  const line = values.text
    .split(/\s*\n\s*/)
    .filter(Boolean)
    .join(' · ');
  const around = texts[template] ?? '{{text}}';
  return around.replaceAll('{{text}}', line).replaceAll('{{name}}', values.name || '-');
}
