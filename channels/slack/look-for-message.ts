import type { FoundMessage, MessageMark, SlackClient } from './client';

/** Slack's clock and ours may differ by this much, in milliseconds. */
const CLOCKS_DIFFER_MS = 5_000;
const PAGE = 200;
const MOST_PAGES = 10;

interface Seen {
  ts?: string;
  text?: string;
  user?: string;
  metadata?: { event_type?: string; event_payload?: unknown };
}

/** The mark of a message of ours; anybody else's says nothing about what we have sent. */
function markOf({ user, metadata }: Seen, botUser: string): MessageMark | null {
  if (user !== botUser || !metadata?.event_type) return null;
  const { event_payload: payload } = metadata;
  const fields = typeof payload === 'object' && payload !== null ? (payload as Record<string, unknown>) : {};
  return { event_type: metadata.event_type, event_payload: fields };
}

const later = (a: FoundMessage | null, b: FoundMessage | null): FoundMessage | null =>
  a && b ? (Number(b.ts) > Number(a.ts) ? b : a) : (a ?? b);

/** See `SlackClient.lookForMessage`. */
export async function lookForMessage(
  call: SlackClient['call'],
  botUser: string,
  { channel, threadTs, since }: { channel: string; threadTs?: string; since: Date },
  fits: (mark: MessageMark) => boolean,
): Promise<FoundMessage | null> {
  const oldest = ((since.getTime() - CLOCKS_DIFFER_MS) / 1000).toFixed(6);
  const common = { channel, oldest, inclusive: true, include_all_metadata: true, limit: PAGE };

  const page = (cursor: string | undefined) => {
    const where = { ...common, ...(cursor ? { cursor } : {}) };
    return threadTs ? call('conversations.replies', { ...where, ts: threadTs }) : call('conversations.history', where);
  };
  const found = (one: Seen): FoundMessage | null => {
    const mark = markOf(one, botUser);
    return mark && one.ts && fits(mark) ? { ts: one.ts, text: one.text ?? '', mark } : null;
  };

  let newest: FoundMessage | null = null;
  let cursor: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const answer = await page(cursor);
    newest = ((answer.messages ?? []) as Seen[]).map(found).reduce(later, newest);
    cursor = answer.response_metadata?.next_cursor;
    if (!cursor) break;
  }
  return newest;
}
