import type { RefundCase } from '../src/domain/refund-case';
import type { Asker } from '../src/intake/look-up-case';
import type { Message } from '../src/turn/message';
import { customerWords } from './case-values';
import { choiceValue } from './choice-token';
import { handoffDialog } from './handoff-dialog';
import type { Memory, StatusLookup } from './memory';
import { askerOf, joined, reply, type Moment, type Reply } from './moment';
import { attemptOf, putQuestion } from './put-question';

/** What is done with the case once it is known. */
export type OnFound = (moment: Moment, memory: Memory, refundCase: RefundCase) => Promise<Reply> | Reply;

/** What people write for a case number, slips and all. */
export const LIKE_A_CASE = /\bRF[ .-]?[0-9A-Z]{3,4}[ .-]?[0-9A-Z]{2,5}\b/i;

/** A look-up under way. */
export interface LookUp {
  moment: Moment;
  memory: Memory;
  lookup: StatusLookup;
  onFound: OnFound;
}

/** The customer as look-ups know them. */
export function askerFrom(moment: Moment, memory: Memory): Asker {
  const { turn } = moment;
  const { client, channel, conversation } = turn.thread;
  return {
    client,
    channel,
    conversation,
    asker: askerOf(moment),
    ...(turn.contact.identified ? { contact: turn.contact.id } : {}),
    proven: memory.proven.map(({ orderNo }) => orderNo),
  };
}

/** The look-up is over: the case is handed on. */
export async function found({ moment, memory, onFound }: LookUp, refundCase: RefundCase): Promise<Reply> {
  return onFound(moment, { ...memory, lookup: null, asked: null }, refundCase);
}

/** Asks for what is missing. `attempt`: how often, where it is not for the conversation to know. */
export function askFor(
  { moment, memory, lookup }: LookUp,
  field: string,
  message: Message,
  options: { progress?: boolean; attempt?: number } = {},
): Reply {
  const attempt = options.attempt ?? attemptOf(moment, memory, 'status', field, options.progress ?? false);
  const put = putQuestion({ ...memory, lookup }, 'status', field, message, attempt);
  return { ...put, outcome: lookup.purpose };
}

export function askCase(look: LookUp, progress: boolean): Reply {
  // Something that looks like a case number and has a slip in it is not passed over in silence.
  const slip = LIKE_A_CASE.test(look.moment.text) ? { values: { variant: 'slip' } } : {};
  return askFor(
    look,
    'case',
    { key: `${look.lookup.purpose}.askCase`, ...slip },
    { progress: progress || 'values' in slip },
  );
}

/** Several cases fit: which one? */
export function choose(look: LookUp, cases: RefundCase[]): Reply {
  const choices = cases.slice(0, 9).map((one) => ({
    value: choiceValue(look.lookup.id, 'case', one.caseNo),
    label: { key: 'choice.case', values: { caseNo: one.caseNo, ...customerWords(one) } },
  }));
  const values = { count: cases.length, variant: 'choose' };
  return askFor(look, 'case', { key: `${look.lookup.purpose}.askCase`, values, choices });
}

/** Too many tries: nothing more is looked up here, and a person is called. */
export function spent({ moment, memory }: LookUp): Reply {
  const closed: Memory = { ...memory, lookup: null, asked: null };
  return joined(reply(closed, [{ key: 'refund.attemptsSpent' }], 'refused'), handoffDialog(moment, closed, 'attempts'));
}
