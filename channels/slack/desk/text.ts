/**
 * Control characters but for newline and tab, halves of surrogate pairs, and the marks that turn the direction of what
 * stands around them: nothing of them is text.
 */
const NO_TEXT = /[\p{Cs}\u0000-\u0008\u000B-\u001F\u007F\u202A-\u202E\u2066-\u2069]/gu;
/** Joins without a width: what stands before and after it is no markup of Slack's any more. */
const JOINER = '\u2060';

/** Text as it may be shown: no control characters, one kind of line break. */
export const clean = (text: string): string => text.replace(/\r\n?/g, '\n').replace(NO_TEXT, '');

/** At most `max` UTF-16 units, ending in `…` where something is missing; never half a character. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, Math.max(0, max - 1));
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/** One line of at most `max` units. */
export const oneLine = (text: string, max: number): string => clip(clean(text).replace(/\s+/g, ' ').trim(), max);

/**
 * Text of somebody else inside Slack's markup: `&`, `<` and `>` as entities, so that mentions, broadcasts and links stay
 * text, and the signs that would turn it bold, into code, an emoji or a quote parted from what follows them.
 * https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function literal(text: string, max = 200): string {
  return oneLine(text, max)
    .replace(/[*_~`:]/g, `$&${JOINER}`)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, `${JOINER}&gt;`);
}

const two = (value: number): string => String(value).padStart(2, '0');

/** `2026-11-21 10:20 UTC`: for those whose Slack shows no dates. */
const absolute = (at: Date): string => {
  const date = `${String(at.getUTCFullYear())}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`;
  return `${date} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())} UTC`;
};

const seconds = (at: Date): number => Math.floor(at.getTime() / 1_000);

const stamp = (at: Date, format: string): string => `<!date^${String(seconds(at))}^${format}|${absolute(at)}>`;

/** A past moment in the reader's time zone: how long ago, and when that was. For mrkdwn only. */
export const since = (at: Date): string => stamp(at, '{ago} ({date_short_pretty} {time})');

/** A moment to come, in the reader's time zone. For mrkdwn only. */
export const moment = (at: Date): string => stamp(at, '{date_short_pretty} {time}');

/** A moment as an element of rich text. */
export const dateElement = (at: Date): { type: 'date'; timestamp: number; format: string; fallback: string } => ({
  type: 'date',
  timestamp: seconds(at),
  format: '{date_short_pretty} {time}',
  fallback: absolute(at),
});
