import type { Change } from '../domain/change';
import type { Notice } from '../domain/notice';
import { newsOf } from '../domain/notices-of';
import type { ChannelFacts } from './ports';

export interface HoldBackParts {
  facts: (channel: string) => ChannelFacts | null;
  /** Customers can be reached by e-mail as well. */
  mail: boolean;
  clock: () => Date;
}

/** An activity as far as it matters here. */
interface Told {
  channel: string;
  name?: string;
}

/**
 * Says what of the news of a case is told at once and what waits. Who reads a feed finds it there whenever they look; whoever
 * would be sent something is sent one thing for all that happens within ten seconds, and not by night.
 */
export function createHoldBack({ facts, mail, clock }: HoldBackParts) {
  return <T extends Told>(changes: Change[], activities: T[]): { now: T[]; notices: Notice[] } => {
    const isNews = ({ name }: Told): boolean => name === 'case-changed';
    if (!activities.some(isNews)) return { now: activities, notices: [] };
    const now = activities.filter((one) => !isNews(one) || facts(one.channel)?.delivery === 'feed');
    return { now, notices: mail || now.length < activities.length ? newsOf(changes, clock()) : [] };
  };
}
