import type { FeedItem, Outgoing } from '../channel';
import { activityId } from '../domain/feed-id';
import type { InboxEntry } from './ports';

/** What was admitted, as readers of the feed see it. */
export const heard = ({ activity, seq, at }: InboxEntry): FeedItem => ({
  direction: 'in',
  id: activityId(activity, seq),
  seq,
  at,
  activity,
});

/** What is said, as readers of the feed see it. */
export const spoken = (message: Outgoing): FeedItem => ({
  direction: 'out',
  id: message.id,
  seq: message.seq,
  at: message.at,
  message,
});
