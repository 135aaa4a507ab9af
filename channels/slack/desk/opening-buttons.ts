import type { ActionsBlock, Button } from '@slack/types';
import type { DeskCard, DeskCase } from '../../../src/channel-desk-shown';
import { actions, button, confirm } from './blocks';
import { ACTIONS, writeRef } from './ids';
import { own } from './own';
import { oneLine } from './text';

const primary = { style: 'primary' as const };
const danger = { style: 'danger' as const };

type Decision = 'approve' | 'deny' | 'ask' | 'change' | 'return' | 'received';

/** What a person can decide in each status; every other waits for somebody else. */
const DECISIONS: Record<string, Decision[]> = {
  under_review: ['approve', 'deny', 'ask', 'change', 'return'],
  awaiting_return: ['received', 'deny'],
  approved: ['change', 'return'],
};

const LABELS: Record<Exclude<Decision, 'approve'>, string> = {
  deny: 'Deny',
  ask: 'Ask for information',
  change: 'Change lines or amount',
  return: 'Request return',
  received: 'Goods are back',
};

const styleOf = (decision: Decision): Pick<Button, 'style'> =>
  decision === 'approve' || decision === 'received' ? primary : decision === 'deny' ? danger : {};

/** Buttons for what can be decided about a case as it stands. */
export function decisionButtons(filed: DeskCase, handoffId?: string): Button[] {
  const { caseNo, fingerprint, requested, approvals } = filed;
  const value = writeRef({ caseNo, fingerprint, ...(handoffId === undefined ? {} : { handoffId }) });
  const approve = `Approve ${oneLine(requested.text, 40)}${approvals.by.length ? ' as second' : ''}`;
  return (own(DECISIONS, filed.status) ?? []).map((decision) =>
    button(ACTIONS[decision], decision === 'approve' ? approve : LABELS[decision], value, styleOf(decision)),
  );
}

const RELEASE = confirm(
  'Put it back into the queue?',
  'Anybody can claim it then. The customer is told that somebody else answers.',
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
