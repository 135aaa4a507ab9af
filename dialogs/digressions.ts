import { theirCases } from '../src/intake/look-up-case';
import { statusDialog } from './case-status-dialog';
import { askerFrom } from './look-up';
import { handoffDialog } from './handoff-dialog';
import type { Memory } from './memory';
import { joined, reply, type Moment, type Reply } from './moment';
import { policyAnswer } from './policy-answer';
import { hasOpenDraft, resume } from './resume';
import { answersQuestion, holdsAnswers, saysWord } from './said';
import { greet, offer, OFFERS } from './small-talk';
import { appeal } from './denial-dialog';

/** Says something beside the draft, then asks the draft's question again. */
async function aside(moment: Moment, first: Reply): Promise<Reply> {
  if (!hasOpenDraft(first.memory)) return first;
  return { ...joined(first, await resume(moment, first.memory, { key: 'back' })), outcome: first.outcome };
}

/** A status question: answered from the cases there are; a request that is not sent yet is no case, and that is said. */
async function status(moment: Moment, memory: Memory): Promise<Reply> {
  const { deps, reading } = moment;
  const about = reading.orderNos.find((one) => one !== memory.refund?.identity.orderNo);
  if (hasOpenDraft(memory) && !reading.caseNo && about === undefined) {
    const cases = await theirCases(
      deps,
      askerFrom(moment, memory),
      memory.filed.map(({ caseNo }) => caseNo),
    );
    if (cases.length === 0) return aside(moment, reply(memory, [{ key: 'status.draftOnly' }], 'status'));
  }
  return statusDialog(moment, memory);
}

async function policy(moment: Moment, memory: Memory): Promise<Reply> {
  const answer = await policyAnswer(moment, memory);
  if (hasOpenDraft(memory)) return aside(moment, reply(memory, [answer], 'policy'));
  return offer(memory, { ...answer, choices: OFFERS }, 'policy');
}

/** "Yes, thanks" answers first and thanks second. */
const saysYesOrNo = ({ reading }: Moment, { asked }: Memory): boolean =>
  reading.answer !== undefined && asked !== null && asked.dialog !== 'open';

async function smallTalk(moment: Moment, memory: Memory): Promise<Reply | null> {
  const { name } = moment.reading.intent;
  const open = hasOpenDraft(memory);
  if (saysYesOrNo(moment, memory) || holdsAnswers(moment)) return null;
  if (name === 'thanks') {
    const told = reply(memory, [{ key: 'thanks', values: open ? { variant: 'draft' } : {} }], 'thanks');
    return aside(moment, told);
  }
  if (name === 'goodbye')
    return reply(memory, [{ key: 'goodbye', values: open ? { variant: 'draft' } : {} }], 'goodbye');
  if (name !== 'greeting') return null;
  return open ? resume(moment, memory, { key: 'back' }) : greet(moment, memory);
}

/** What the customer may bring up beside the question on the table. Null when the message is an answer to it. */
export async function digress(moment: Moment, memory: Memory): Promise<Reply | null> {
  if (memory.asked?.field === 'reasonWords' || answersQuestion(moment, memory)) return null;
  const contested = saysWord(moment, 'contest', memory.locale) ? await contest(moment, memory) : null;
  return contested ? aside(moment, contested) : askedAside(moment, memory);
}

/** An objection without a denied case to it is for a person; in an open request it is none yet. */
async function contest(moment: Moment, memory: Memory): Promise<Reply | null> {
  const appealed = await appeal(moment, memory);
  return appealed ?? (hasOpenDraft(memory) ? null : handoffDialog(moment, memory, 'appeal'));
}

/** Questions with one answer, whatever the order. */
const TOLD = [
  ['bot', 'aboutBot'],
  ['time', 'policy.time'],
  ['amount', 'policy.amount'],
] as const;

async function askedAside(moment: Moment, memory: Memory): Promise<Reply | null> {
  if (hasOpenDraft(memory) && saysWord(moment, 'pause', memory.locale)) {
    return reply(memory, [{ key: 'goodbye', values: { variant: 'draft' } }], 'told');
  }
  const plain = TOLD.find(([word]) => saysWord(moment, word, memory.locale));
  if (plain) return aside(moment, reply(memory, [{ key: plain[1] }], 'told'));
  const { intent } = moment.reading;
  if (intent.name === 'refund_policy' || saysWord(moment, 'policy', memory.locale)) return policy(moment, memory);
  const asks = intent.name === 'refund_status' || saysWord(moment, 'status', memory.locale);
  if (asks && memory.asked?.dialog !== 'status') return status(moment, memory);
  return smallTalk(moment, memory);
}
