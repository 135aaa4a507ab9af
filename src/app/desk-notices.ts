import type { AnnounceToDesk, DeskNotice } from '../intake/ports-people';
import type { Logger } from '../logger';

/** Waits between tries to post a notice, in milliseconds; after the last it is given up, and the log says so. */
const AGAIN_MS = [2_000, 30_000, 300_000, 1_800_000, 7_200_000];

const day = (at: Date): string => at.toISOString().slice(0, 10);

/** A notice in the words of the desk. */
export const noticeText = ({ name, roles, by, expiresAt }: DeskNotice): string =>
  `A new API token was made for ${name} (${roles.join(', ')}) by ${by ?? 'the service token'}, valid until ${day(expiresAt)}. Whoever holds it acts as ${name}. If nobody expected this, revoke it.`;

/** Posts notices to the desk, and keeps those that cannot be posted now. */
export function deskNotices(post: (text: string) => Promise<void>, logger: Logger): AnnounceToDesk {
  async function attempt(text: string, tried: number): Promise<void> {
    try {
      await post(text);
    } catch (error) {
      const wait = AGAIN_MS[tried];
      logger.warn({ err: (error as Error).name, again: wait !== undefined }, 'the desk was not told');
      if (wait !== undefined) setTimeout(() => void attempt(text, tried + 1), wait).unref();
    }
  }
  return (_client, notice) => {
    void attempt(noticeText(notice), 0);
    return Promise.resolve();
  };
}
