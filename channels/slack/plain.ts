/** Slack's markup of what people type, and ours of what is shown to them. https://docs.slack.dev/messaging/formatting-message-text */

const ENTITIES: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };

/** A link's words where it has some of its own: `<mailto:ana@example.com|ana@example.com>`, `<https://shop.example>`. */
function spoken(inside: string): string {
  const [target = '', label] = inside.split('|');
  if (/^[@#!]/.test(target)) return label ?? target;
  const bare = target.replace(/^(mailto|tel):/, '');
  return label === undefined || label === bare || bare.endsWith(label) ? bare : `${label} (${bare})`;
}

/** What somebody typed, as they typed it: links and mentions as words, entities as signs. */
export const toPlain = (markup: string): string =>
  markup
    .replace(/<([^<>]{1,3000})>/g, (_whole, inside: string) => spoken(inside))
    .replace(/&(lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity);

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text that stays text wherever Slack reads markup: no mention, no link, no channel is made of it. */
export const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => ESCAPES[sign] ?? sign);

/** At most `max` UTF-16 units, never half a character of two units, with a sign that something is missing. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = max - 1;
  const whole = /[\ud800-\udbff]/.test(text.charAt(end - 1)) ? end - 1 : end;
  return `${text.slice(0, whole)}…`;
}
