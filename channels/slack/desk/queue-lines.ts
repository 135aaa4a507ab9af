import type { Button, KnownBlock } from '@slack/types';
import type { DeskCase, QueueItem } from '../../../src/channel-desk-shown';
import { actions, button, section } from './blocks';
import { ACTIONS, writeRef } from './ids';
import { decisionButtons } from './opening-buttons';
import { literal, moment, since } from './text';
import { aboutCase, channelName, languageName, statusName } from './words';

/** Where threads are: a link for each that could be found. */
export type Links = Map<string, string>;

function clock({ status, askedAt, promisedBy, late, owner, parkedUntil }: QueueItem): string {
  if (status === 'closed') return 'closed';
  if (status === 'parked') return `parked${parkedUntil ? ` until ${moment(parkedUntil)}` : ''}`;
  if (status === 'claimed') return `with ${literal(owner?.name ?? 'somebody', 60)}, asked ${since(askedAt)}`;
  return `${late ? '*LATE*: promised' : 'promised'} by ${moment(promisedBy)}, asked ${since(askedAt)}`;
}

const openButton = (handoffId: string, links: Links): Button[] => {
  const url = links.get(handoffId);
  return url ? [button(ACTIONS.open, 'Open thread', writeRef({ handoffId }), { url })] : [];
};

/** A handoff in a list: what it is about, its clock, and what can be done with it from here. */
export function queueLine(item: QueueItem, links: Links): KnownBlock[] {
  const { handoffId, title, channel, locale, status } = item;
  const ref = writeRef({ handoffId });
  const claim = status === 'waiting' ? [button(ACTIONS.claim, 'Claim', ref, { style: 'primary' })] : [];
  return [
    section(
      `*${literal(title, 150)}*`,
      `${clock(item)} · ${literal(channelName(channel), 40)} · ${literal(languageName(locale), 40)}`,
    ),
    ...actions(...claim, ...openButton(handoffId, links), button(ACTIONS.details, 'All details', ref)),
  ];
}

/** A handoff of one's own, with the reply at hand. */
export function ownLine(item: QueueItem, links: Links): KnownBlock[] {
  const ref = writeRef({ handoffId: item.handoffId });
  return [
    section(`*${literal(item.title, 150)}*`, `${clock(item)} · ${literal(channelName(item.channel), 40)}`),
    ...actions(
      button(ACTIONS.reply, 'Reply', ref, { style: 'primary' }),
      ...openButton(item.handoffId, links),
      button(ACTIONS.resolve, 'Resolve', ref),
      button(ACTIONS.details, 'All details', ref),
    ),
  ];
}

/** A case in a list; with buttons where it waits for a decision and the reader may decide. */
export function caseLine(given: DeskCase, decide: boolean): KnownBlock[] {
  const by = given.approvals.by.map(({ name }) => literal(name, 60)).join(', ');
  return [
    section(
      `*${literal(given.caseNo, 40)}* · order ${literal(given.orderNo, 40)} · *${literal(given.requested.text, 40)}* · ${literal(statusName(given.status), 40)}`,
      `${literal(aboutCase(given), 100)}${by ? ` · ${by} stands behind it, one more is needed` : ''} · filed ${since(given.createdAt)}`,
    ),
    ...(decide ? actions(...decisionButtons(given)) : []),
  ];
}
