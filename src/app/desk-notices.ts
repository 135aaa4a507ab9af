import type { DeskNotice, DeskNotices } from '../intake/ports-people';
import type { Logger } from '../logger';

export interface DeskNoticeParts {
  notices: DeskNotices;
  post: (text: string) => Promise<void>;
  clock: () => Date;
  logger: Logger;
}

/** Longer than any post takes: a process that ended in the middle of one leaves it to the next. */
const LEASE_MS = 60_000;
const FIRST_AGAIN_MS = 2_000;
const LONGEST_AGAIN_MS = 2 * 3_600_000;
const AT_ONCE = 20;

const day = (at: Date): string => at.toISOString().slice(0, 10);

/** A notice in the words of the desk. */
export const noticeText = ({ name, roles, by, expiresAt }: DeskNotice): string =>
  `A new API token was made for ${name} (${roles.join(', ')}) by ${by ?? 'the service token'}, valid until ${day(expiresAt)}. Whoever holds it acts as ${name}. If nobody expected this, revoke it.`;

/** Gives a look at what the desk has not heard yet: it is posted, and what cannot be is tried again, ever less often. */
export function deskNotices({ notices, post, clock, logger }: DeskNoticeParts): () => Promise<void> {
  async function tell({ id, notice, tried }: NonNullable<Awaited<ReturnType<DeskNotices['next']>>>): Promise<void> {
    try {
      await post(noticeText(notice));
    } catch (error) {
      const wait = Math.min(LONGEST_AGAIN_MS, FIRST_AGAIN_MS * 4 ** Math.min(tried, 10));
      logger.warn({ err: (error as Error).name, again: wait }, 'the desk was not told');
      return notices.again(id, new Date(clock().getTime() + wait), tried + 1);
    }
    await notices.told(id);
  }
  return async () => {
    for (let told = 0; told < AT_ONCE; told++) {
      const next = await notices.next(clock(), LEASE_MS);
      if (!next) return;
      await tell(next);
    }
  };
}
