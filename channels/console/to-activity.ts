import type { Activity, Thread } from '../../src/channel';

/** One line typed in the terminal. Its number within the conversation makes it arrive once. */
export const toActivity = (thread: Thread, n: number, text: string): Activity => ({
  ...thread,
  providerId: `line-${n}`,
  type: 'message',
  from: { id: 'terminal', identified: false },
  text,
  attachments: [],
});

/** Asks the bot to open the conversation. */
export const toStart = (thread: Thread, locale: string | undefined): Activity => ({
  ...toActivity(thread, 0, ''),
  type: 'event',
  name: 'start',
  ...(locale ? { locale } : {}),
});
