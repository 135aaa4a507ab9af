import type { ReplyPreview, TranscriptItem } from '../channel-desk-shown';
import type { Handoff } from '../domain/handoff';
import type { DeskPorts, SmsSize } from './ports';
import { replyFingerprint } from './reply-fingerprint';
import { passage, readsAs } from './staff-template';

export type PreviewPorts = Pick<
  DeskPorts,
  'reach' | 'templates' | 'render' | 'redact' | 'smsSize' | 'languageOf' | 'facts' | 'clock'
>;

/** More than this is a letter, and no reply. */
const LONGEST = 4_000;
/** Slack's own marks for people, groups and channels: what the surface could not put into words would call them. */
const MENTION = /<[@!#][^>\s]+>|@(?:channel|here|everyone)\b/;
/** Never to be sent by anybody; other long digits are only blanked. */
const SECRETS = ['pan', 'cvv', 'iban', 'otp'];

function problemOf(text: string, found: string[], photos: number, closed: string | null): string | null {
  if (!text && photos === 0) return 'empty';
  if (text.length > LONGEST) return 'too_long';
  if (MENTION.test(text)) return 'mention';
  return found.some((one) => SECRETS.includes(one)) ? 'secret' : closed;
}

function costOf(
  channel: string,
  texts: string[],
  smsSize: (text: string) => SmsSize,
): Pick<ReplyPreview, 'segments' | 'encoding'> {
  if (channel !== 'sms') return { segments: null, encoding: null };
  const sizes = texts.map(smsSize);
  const wide = sizes.some(({ encoding }) => encoding === 'UCS-2');
  return {
    segments: sizes.reduce((all, { segments }) => all + segments, 0),
    encoding: wide ? 'UCS-2' : 'GSM-7',
  };
}

const primary = (tag: string): string => tag.toLowerCase().split(/[-_]/)[0] ?? '';

/** What the customer would read if this were sent now, and why it cannot be. */
export async function previewOf(
  ports: PreviewPorts,
  handoff: Handoff,
  given: string,
  attachments: TranscriptItem['attachments'],
): Promise<ReplyPreview> {
  const { channel } = handoff;
  const [delivery, facts] = await Promise.all([ports.reach.reachability(handoff), ports.facts(handoff)]);
  const { text, found } = ports.redact(given.trim());
  const locale = facts?.locale ?? handoff.locale;
  const spoken = ports.languageOf(text);
  const words = text ? ports.render({ key: 'desk.reply', values: { text, name: '' } }, { locale, channel }) : [];
  const templates = ports.templates(channel);
  const photos = attachments.length;
  const { template, problem: closed } = passage({ text, photos, locale }, delivery, templates, ports.clock());
  const texts = template
    ? words.map((said) => readsAs(templates, template, { text: said, name: handoff.owner?.name ?? '' }))
    : words;
  const problem = problemOf(text, found, photos, closed);
  return {
    ok: problem === null,
    problem,
    texts,
    channel,
    ...costOf(channel, texts, ports.smsSize),
    windowUntil: delivery.windowUntil,
    ...(template === undefined ? {} : { template }),
    languageDiffers: spoken && spoken !== primary(locale) ? primary(locale) : null,
    fingerprint: replyFingerprint(text, attachments, channel, template),
  };
}
