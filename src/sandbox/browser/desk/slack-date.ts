import { span } from '../span';

const formats: Record<string, Intl.DateTimeFormatOptions> = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  time: { hour: 'numeric', minute: '2-digit' },
  time_secs: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
};

const DAY = 86_400_000;

/** "Today", "yesterday" and "tomorrow" in the pretty formats. */
function pretty(at: Date, now: Date): string | null {
  const days = Math.round((new Date(at).setHours(0, 0, 0, 0) - new Date(now).setHours(0, 0, 0, 0)) / DAY);
  return { '-1': 'yesterday', '0': 'today', '1': 'tomorrow' }[String(days)] ?? null;
}

function part(name: string, at: Date, now: Date): string {
  if (name === 'ago') {
    const ms = now.getTime() - at.getTime();
    if (Math.abs(ms) < 60_000) return 'just now';
    return ms > 0 ? `${span(ms)} ago` : `in ${span(-ms)}`;
  }
  const isPretty = name.endsWith('_pretty');
  const format = formats[name.replace(/_pretty$/, '')];
  if (!format) return '';
  return (isPretty ? pretty(at, now) : null) ?? new Intl.DateTimeFormat(undefined, format).format(at);
}

/** A moment as Slack shows it: https://docs.slack.dev/messaging/formatting-message-text#date-formatting */
export function slackDate(seconds: number, format: string, now: Date): string {
  const at = new Date(seconds * 1000);
  const said = format.replace(/\{(\w+)\}/g, (_whole, name: string) => part(name, at, now));
  return said.charAt(0).toUpperCase() === said.charAt(0) ? said : said;
}
