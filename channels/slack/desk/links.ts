import type { Desk } from '../../../src/channel-desk';
import type { QueueItem } from '../../../src/channel-desk-shown';
import type { SlackClients } from '../client';
import type { Links } from './queue-lines';

/** Where the threads of these handoffs are, as far as somebody of this workspace can open them. */
export type LinksTo = (team: string, items: Pick<QueueItem, 'handoffId'>[]) => Promise<Links>;

const REMEMBERED = 2_000;

/** Asks Slack for permalinks once per thread. A thread without one has no link; nothing fails for it. */
export function createLinks(desk: Desk, slack: SlackClients): LinksTo {
  const known = new Map<string, string>();

  async function linkTo(team: string, handoffId: string): Promise<string | null> {
    const thread = await desk.surfaces.byHandoff(handoffId);
    const place = thread?.place;
    if (!place || place.team !== team) return null;
    const key = `${place.channel}/${place.ts}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const client = await slack.of(team);
    const answer = await client?.call('chat.getPermalink', { channel: place.channel, message_ts: place.ts });
    const link = answer?.permalink;
    if (!link) return null;
    known.set(key, link);
    if (known.size > REMEMBERED) known.delete(known.keys().next().value as string);
    return link;
  }

  return async (team, items) => {
    const found = await Promise.all(
      items.map(async ({ handoffId }): Promise<[string, string | null]> => [
        handoffId,
        await linkTo(team, handoffId).catch(() => null),
      ]),
    );
    return new Map(found.filter((entry): entry is [string, string] => entry[1] !== null));
  };
}
