import type { DecisionAnswer, DeskAnswer, OnBehalfAnswer } from '../../../src/channel-desk';
import { own } from './own';
import { literal, since } from './text';
import { failureName } from './words';

const named = (owner: { name: string } | null): string =>
  owner ? `*${literal(owner.name, 80)}* has it` : 'nobody has it yet';

/** Refusals that need nothing but their name. */
const PLAIN: Record<string, string> = {
  closed: 'This conversation is closed already.',
  missing: 'This conversation is not there any more.',
  not_allowed: 'Your role does not allow this.',
  stale: 'Something changed meanwhile; nothing was done. Look again.',
};

const FIELDS: Record<string, string> = {
  until: 'This time cannot be used: it must lie ahead, and not too far.',
  text: 'Write something first.',
  amount: 'This amount cannot be used: it must be above zero and at most what was requested.',
  lines: 'These quantities cannot be used.',
  to: 'This colleague or team cannot take it.',
  reason: 'Choose a reason.',
};

export const fieldWords = (field: string): string => own(FIELDS, field) ?? `This does not fit: ${field}.`;

type Refused = Extract<DeskAnswer, { outcome: 'refused' }>;

function refusedWords(answer: Refused): string {
  switch (answer.why) {
    case 'taken':
      return `Taken: ${named(answer.owner)}, claimed ${since(new Date(answer.since))}. Nothing was done.`;
    case 'not_yours':
      return `Not yours: ${named(answer.owner)}. ${answer.owner ? 'Ask them to transfer it.' : 'Claim it first.'}`;
    case 'unreachable':
      return `Nothing was sent: ${literal(failureName(answer.code))}.`;
    case 'invalid':
      return literal(fieldWords(answer.field));
    default:
      return PLAIN[answer.why] ?? 'Nothing was done.';
  }
}

/** What the one who clicked reads, for mrkdwn; null where the thread shows it and nothing has to be said. */
export function actWords(answer: DeskAnswer): string | null {
  if (answer.outcome === 'done') return null;
  if (answer.outcome === 'pending') return 'Working on it. The thread shows it as soon as it is done.';
  return refusedWords(answer);
}

const REFUSED: Record<string, string> = {
  not_allowed: 'Your role does not allow this decision.',
  took_part: 'You took part in this case, so somebody else must decide it.',
  over_limit: 'This is above what you may approve. Somebody with a higher limit must do it.',
  illegal: 'This case waits for no such decision any more.',
};

/** What a decision came to, for mrkdwn. */
export function decisionWords(answer: DecisionAnswer): string {
  switch (answer.outcome) {
    case 'done':
      return 'Done.';
    case 'second_person': {
      const by = answer.case.approvals.by.map(({ name }) => literal(name, 60)).join(', ');
      return `Approved${by ? ` by *${by}*` : ''}. A second person must approve before anything is paid.`;
    }
    case 'stale':
      return 'The case changed since it was shown to you; nothing was decided. This is how it stands now.';
    case 'refused':
      if (answer.why === 'missing') return 'This case is not there.';
      return answer.why === 'invalid'
        ? literal(fieldWords(answer.field))
        : (REFUSED[answer.why] ?? 'Nothing was decided.');
  }
}

const FILED: Record<string, string> = {
  filed: 'Filed and approved by the rules.',
  denied: 'Filed. The rules deny it; the customer can contest that.',
  review: 'Filed. It waits for a decision.',
  duplicate: 'Not filed: this case already holds these items.',
};

const NOT_FILED: Record<string, string> = {
  not_allowed: 'Your role does not allow this.',
  own_order: 'This is your own order. Somebody else must file it.',
  not_found: 'No order fits this number and contact.',
};

/** What filing for a customer came to, for mrkdwn. */
export function filedWords(answer: OnBehalfAnswer): string {
  if (answer.outcome !== 'refused') return FILED[answer.outcome] ?? 'Filed.';
  return answer.why === 'invalid' ? literal(fieldWords(answer.field)) : (NOT_FILED[answer.why] ?? 'Not filed.');
}

/** For an account that is mapped to nobody. */
export const UNKNOWN_PERSON =
  'This Slack account is not set up for the desk, so nothing was done. Ask whoever manages the shop’s staff to add you.';
export const OTHER_CLIENT = 'This belongs to another shop. Nothing was done.';
export const NOT_THERE = 'This is not there any more. Nothing was done.';
