import type { Message } from '../src/turn/message';
import type { Memory } from './memory';
import type { Moment } from './moment';

/** The languages the locale files exist in, by primary tag; English is the fallback. */
export const LANGUAGES = ['en', 'es'] as const;

const primary = (tag: string): string => tag.toLowerCase().split(/[-_]/)[0] ?? '';
const speaks = (tag: string): boolean => LANGUAGES.some((one) => one === primary(tag));

/** The locale a conversation starts in: the channel's where we speak its language, else English. */
export function startLocale(channelLocale: string): string {
  return speaks(channelLocale) ? channelLocale.replace('_', '-') : 'en';
}

/** The language of a locale, the region kept when the language stays the same. */
function turned(locale: string, language: string): string {
  return primary(locale) === language ? locale : language;
}

export interface Spoken {
  memory: Memory;
  notices: Message[];
  switched: boolean;
}

/**
 * Which language to speak from here on: the one asked for, or the one a first message is clearly written in. A language we
 * do not speak is answered in the present one, with one line, once, on those we do.
 */
export function chooseLanguage(moment: Moment, memory: Memory): Spoken {
  const { reading, turn } = moment;
  const asked = reading.control?.name === 'language' ? reading.control.target : undefined;
  const wanted = asked ?? (turn.earlier === 0 || memory.lastAt === null ? reading.language : undefined);
  if (!wanted) return { memory, notices: [], switched: false };
  if (speaks(wanted)) {
    const locale = turned(memory.locale, primary(wanted));
    return { memory: { ...memory, locale }, notices: [], switched: locale !== memory.locale };
  }
  if (memory.languagesTold && !asked) return { memory, notices: [], switched: false };
  return { memory: { ...memory, languagesTold: true }, notices: [{ key: 'notice.languages' }], switched: false };
}
