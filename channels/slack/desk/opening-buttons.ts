import type { ActionsBlock, Button } from '@slack/types';
import type { DeskCard, DeskCase } from '../../../src/channel-desk';
import { actions, button, confirm } from './blocks';
import { ACTIONS, writeRef } from './ids';

const primary = { style: 'primary' as const };
const danger = { style: 'danger' as const };

/** The decisions that a case waits for; none in any other status. */
export function decisionButtons(filed: DeskCase, handoffId?: string): Button[] {
  if (filed.status !== 'under_review') return [];
  const { caseNo, fingerprint } = filed;
  const value = writeRef({ caseNo, fingerprint, ...(handoffId === undefined ? {} : { handoffId }) });
  const second = filed.approvals.by.length ? ' as second' : '';
  return [
    button(ACTIONS.approve, `Approve ${filed.requested.text}${second}`, value, primary),
    button(ACTIONS.deny, 'Deny', value, danger),
    button(ACTIONS.ask, 'Ask for information', value),
    button(ACTIONS.change, 'Change lines or amount', value),
    button(ACTIONS.return, 'Request return', value),
  ];
}

const RELEASE = confirm(
  'Put it back into the queue?',
  'Anybody can claim it then. The customer is not told.',
  'Put back',
);
const HANDBACK = confirm(
  'Hand back to the bot?',
  'The bot goes on where it stopped and answers the customer from now on.',
  'Hand back',
);

function owned(value: string): Button[] {
  return [
    button(ACTIONS.reply, 'Reply', value, primary),
    button(ACTIONS.saved, 'Saved replies', value),
    button(ACTIONS.transfer, 'Transfer', value),
    button(ACTIONS.park, 'Park', value),
    button(ACTIONS.handback, 'Hand back to the bot', value, { confirm: HANDBACK }),
    button(ACTIONS.resolve, 'Resolve', value),
    button(ACTIONS.release, 'Release', value, { confirm: RELEASE, ...danger }),
  ];
}

/** What can be done with a handoff in its present state. Closed ones can only be looked at. */
export function openingButtons(card: DeskCard): ActionsBlock[] {
  const { handoffId, case: filed, status } = card;
  const value = writeRef({ handoffId });
  const look = [button(ACTIONS.details, 'All details', value), button(ACTIONS.full, 'Full contact data', value)];
  if (status === 'closed') return actions(...look);
  const first = status === 'waiting' ? [button(ACTIONS.claim, 'Claim', value, primary)] : owned(value);
  return [...actions(...first), ...actions(...(filed ? decisionButtons(filed, handoffId) : [])), ...actions(...look)];
}
