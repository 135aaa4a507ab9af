import { LANGUAGES } from './words';

// A full stop before a space ends a sentence; only a domain that has no dot yet may go on after it ("example. com").
const DOMAIN = '[a-z0-9-]{1,63}(?:(?:\\.[a-z0-9-]{1,63}){1,5}|(?:\\s\\.\\s?[a-z0-9-]{1,63}){1,5}|\\.\\s[a-z]{2,10})';
const WRITTEN = new RegExp(`[\\w.%+'-]{1,64}\\s?@\\s?${DOMAIN}`, 'i');
const AT = ['@', '\\(at\\)', '\\[at\\]', ...LANGUAGES.flatMap((words) => words.things.at)].join('|');
const DOT = ['\\.', '\\(dot\\)', '\\[dot\\]', ...LANGUAGES.flatMap((words) => words.things.dot)].join('|');
const SPOKEN = new RegExp(
  `([a-z0-9_%+-]{1,64}(?:\\s?(?:${DOT})\\s?[a-z0-9_%+-]{1,64}){0,3})\\s(?:${AT})\\s([a-z0-9-]{1,63}(?:\\s(?:${DOT})\\s[a-z0-9-]{1,63}){1,4})`,
  'i',
);
const SPOKEN_DOT = new RegExp(`\\s?(?:${DOT})\\s?`, 'gi');

/** The first e-mail address in lower case, and the text without it. Reads "ana at example dot com" as well. */
export function readEmail(text: string): { email?: string; rest: string } {
  const written = WRITTEN.exec(text);
  if (written) return found(text, written, written[0].replace(/\s/g, ''));
  const spoken = SPOKEN.exec(text);
  if (!spoken?.[1] || !spoken[2]) return { rest: text };
  return found(text, spoken, `${spoken[1]}@${spoken[2]}`.replace(SPOKEN_DOT, '.'));
}

function found(text: string, match: RegExpExecArray, address: string): { email?: string; rest: string } {
  const rest = `${text.slice(0, match.index)} , ${text.slice(match.index + match[0].length)}`;
  const email = address
    .toLowerCase()
    .replace(/^[.'-]+|[.'-]+$/g, '')
    .replace(/\.{2,}/g, '.');
  return email.length > 254 ? { rest } : { email, rest };
}
