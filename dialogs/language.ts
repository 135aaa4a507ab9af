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

/** From this many words on a message shows by itself in which language its writer goes on. */
const TELLING = 5;

/** The other language of ours this message is written in; two short ones in a row, or a long one, say that it stays. */
function drifted({ reading, text }: Moment, memory: Memory): { memory: Memory; wanted?: string } {
  const { language } = reading;
  const { drift: before, ...steady } = memory;
  if (language === undefined) return { memory };
  if (language === primary(memory.locale) || !speaks(language)) return { memory: steady };
  const stays = before === language || text.split(/\s+/).length >= TELLING;
  return stays ? { memory: steady, wanted: language } : { memory: { ...steady, drift: language } };
}

/** The language that is asked for, or the one the conversation begins in or has gone over to. */
function wantedOf(moment: Moment, memory: Memory): { memory: Memory; wanted?: string | undefined } {
  const { reading, turn } = moment;
  if (reading.control?.name === 'language' && reading.control.target) return { memory, wanted: reading.control.target };
  if (turn.earlier === 0 || memory.lastAt === null) return { memory, wanted: reading.language };
  return moment.picked.length > 0 ? { memory } : drifted(moment, memory);
}

/**
 * Which language to speak from here on: the one asked for, the one a first message is clearly written in, or the one of
 * ours the customer has gone over to. A language we do not speak is answered in the present one, with one line, once, on
 * those we do.
 */
export function chooseLanguage(moment: Moment, start: Memory): Spoken {
  const { control } = moment.reading;
  const asked = control?.name === 'language' ? control.target : undefined;
  const { memory, wanted } = wantedOf(moment, start);
  if (!wanted) return { memory, notices: [], switched: false };
  if (speaks(wanted)) {
    const locale = turned(memory.locale, primary(wanted));
    return { memory: { ...memory, locale }, notices: [], switched: locale !== memory.locale };
  }
  if (memory.languagesTold && !asked) return { memory, notices: [], switched: false };
  return { memory: { ...memory, languagesTold: true }, notices: [{ key: 'notice.languages' }], switched: false };
}
