import type { KnownBlock } from '@slack/types';
import type { DeskCard } from '../../../src/channel-desk-shown';
import { context, header, section } from './blocks';
import { fit } from './fit';
import { details } from './opening-details';
import { openingButtons } from './opening-buttons';
import { summary } from './opening-summary';
import { literal, oneLine } from './text';
import { standing } from './words';

export interface Rendered {
  /** What notifications and screen readers get. */
  text: string;
  blocks: KnownBlock[];
}

const titleOf = ({ customer, case: filed, order }: DeskCard): string => {
  const orderNo = filed?.orderNo ?? order?.orderNo;
  const parts = [
    oneLine(customer.name, 60) || 'Somebody',
    orderNo ? `order ${oneLine(orderNo, 40)}` : '',
    filed ? oneLine(filed.requested.text, 30) : '',
  ];
  return parts.filter(Boolean).join(' · ');
};

/**
 * The first message of a thread: who, what, how much and what the policy says in its first four lines, then how it stands,
 * what the customer can be sent, lines, words, and buttons for what can be done in this state. Within Slack's limits
 * whatever the card holds; what does not fit opens with a button.
 */
export function opening(card: DeskCard): Rendered {
  const title = titleOf(card);
  return {
    text: `${literal(title, 150)}: ${card.status}`,
    blocks: fit([
      { keep: 10, blocks: [section(...summary(card))] },
      { keep: 10, blocks: [context(standing(card))] },
      ...details(card),
      { keep: 10, blocks: openingButtons(card) },
    ]),
  };
}

/** Heads a modal about a handoff. */
export const openingHeader = (card: DeskCard): KnownBlock => header(titleOf(card));
