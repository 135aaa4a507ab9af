import type { RefundCase } from '../src/domain/refund-case';
import { identifyOrder } from '../src/intake/identify-order';
import { lookUpCase, theirCases, type Asker } from '../src/intake/look-up-case';
import { hear, nextQuestion } from '../src/turn/form-engine';
import { choiceValue } from './choice-token';
import { customerWords, statusValues } from './case-values';
import { handoffDialog } from './handoff-dialog';
import { identityForm } from './identity';
import { answerEntries } from './log-answers';
import type { Memory, StatusLookup } from './memory';
import { askerOf, joined, reply, type Moment, type Reply } from './moment';
import { attemptOf, putQuestion } from './refund-ask';

/** What is done with the case once it is known. */
export type OnFound = (moment: Moment, memory: Memory, refundCase: RefundCase) => Promise<Reply> | Reply;

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

/** Says where a case stands: stage, since when, who acts next, by when; late ones with what is done about it. */
export function report(moment: Moment, memory: Memory, refundCase: RefundCase): Reply {
  const values = statusValues(refundCase, moment.at);
  const variant = `${values.stage === 'denied' || values.stage === 'withdrawn' ? '' : values.late ? 'late_' : ''}${String(values.stage)}`;
  return reply(
    { ...memory, lookup: null, asked: null },
    [{ key: 'status.report', values: { ...values, variant } }],
    'status',
  );
}

function choose(moment: Moment, memory: Memory, lookup: StatusLookup, cases: RefundCase[]): Reply {
  const choices = cases.slice(0, 9).map((one) => ({
    value: choiceValue(lookup.id, 'case', one.caseNo),
    label: { key: 'choice.case', values: { caseNo: one.caseNo, ...customerWords(one) } },
  }));
  const attempt = attemptOf(memory, 'status', 'case', false);
  const key = lookup.purpose === 'withdraw' ? 'withdraw.askCase' : 'status.askCase';
  const message = { key, values: { count: cases.length, variant: 'choose' }, choices };
  return { ...putQuestion({ ...memory, lookup }, 'status', 'case', message, attempt), outcome: 'status' };
}

async function byNumber(
  moment: Moment,
  memory: Memory,
  lookup: StatusLookup,
  caseNo: string,
  onFound: OnFound,
): Promise<Reply> {
  const { deps, reading, at } = moment;
  const { email, phone, postcode } = reading;
  const given = {
    ...lookup.identity,
    ...(email ? { email } : {}),
    ...(phone ? { phone } : {}),
    ...(postcode ? { postcode } : {}),
  };
  const found = await lookUpCase(deps, askerFrom(moment, memory), caseNo, given, at);
  if (found.outcome === 'found') {
    return onFound(moment, { ...memory, lookup: null, asked: null }, found.refundCase);
  }
  if (found.outcome === 'spent') return spent(moment, memory);
  const next: StatusLookup = { ...lookup, caseNo, identity: {} };
  const failed = found.outcome === 'no-match';
  const message = { key: failed ? 'status.notFound' : 'status.askContact', values: { caseNo } };
  const attempt = failed ? found.failures : attemptOf(memory, 'status', 'contact', false);
  return putQuestion({ ...memory, lookup: next }, 'status', 'contact', message, attempt);
}

function spent(moment: Moment, memory: Memory): Reply {
  const closed: Memory = { ...memory, lookup: null, asked: null };
  return joined(reply(closed, [{ key: 'refund.attemptsSpent' }], 'refused'), handoffDialog(moment, closed, 'attempts'));
}

/** By order: identified first (a postcode is enough here), then its cases, of which there may be none. */
async function byOrder(moment: Moment, memory: Memory, lookup: StatusLookup, onFound: OnFound): Promise<Reply> {
  const { deps, turn, at } = moment;
  const { client } = turn.thread;
  const awaited = memory.asked?.dialog === 'status' ? memory.asked.field : null;
  const world = { moment, for: 'status' as const, choices: undefined };
  const heard = hear(identityForm, lookup.identity, world, awaited);
  const entries = answerEntries(moment, 'status', heard.taken);
  const logged = (result: Reply): Reply => joined(reply(memory, [], '', { entries }), result);
  const { orderNo } = heard.draft;
  const next: StatusLookup = { ...lookup, identity: heard.draft };
  const proven = memory.proven.some((one) => one.orderNo === orderNo);
  const question = nextQuestion(identityForm, heard.draft, world);
  if (!orderNo || (question?.field === 'order' && !proven))
    return logged(askCase(memory, next, heard.taken.length > 0));
  if (question && !proven) {
    const attempt = attemptOf(memory, 'status', question.field, heard.taken.length > 0);
    return logged(
      putQuestion({ ...memory, lookup: next }, 'status', question.field, question.ask(heard.draft, world), attempt),
    );
  }
  if (proven) return logged(await ofOrder(moment, memory, next, orderNo, onFound));
  const found = await identifyOrder(deps, {
    client,
    asker: askerOf(moment),
    orderNo,
    given: heard.draft,
    needs: 'status-only',
    at,
  });
  if (found.outcome === 'spent') return logged(spent(moment, memory));
  if (found.outcome === 'no-match') {
    const message = { key: 'refund.notFound', values: { orderNo } };
    return logged(putQuestion({ ...memory, lookup: next }, 'status', 'order', message, found.failures));
  }
  const known = { ...memory, proven: [...memory.proven, { orderNo, grade: found.grade }] };
  return logged(await ofOrder(moment, known, next, orderNo, onFound));
}

async function ofOrder(
  moment: Moment,
  memory: Memory,
  lookup: StatusLookup,
  orderNo: string,
  onFound: OnFound,
): Promise<Reply> {
  const cases = await moment.deps.cases.byOrder(moment.turn.thread.client, orderNo);
  const [only] = cases;
  if (!only) {
    const told = {
      key: 'status.none',
      values: { orderNo },
      choices: [{ value: 'refund', label: { key: 'choice.refund' } }],
    };
    return reply({ ...memory, lookup: null, asked: null }, [told], 'status');
  }
  if (cases.length === 1) return onFound(moment, { ...memory, lookup: null, asked: null }, only);
  return choose(moment, memory, lookup, cases);
}

function askCase(memory: Memory, lookup: StatusLookup, progress: boolean): Reply {
  const attempt = attemptOf(memory, 'status', 'case', progress);
  return putQuestion(
    { ...memory, lookup },
    'status',
    'case',
    { key: lookup.purpose === 'withdraw' ? 'withdraw.askCase' : 'status.askCase' },
    attempt,
  );
}

/**
 * "Where is my money?" Finds the case by its number, among the customer's own, or by the order, and hands it to `onFound`
 * (the report, unless the look-up serves a withdrawal).
 */
export async function statusDialog(
  moment: Moment,
  start: Memory,
  onFound: OnFound = report,
  purpose: StatusLookup['purpose'] = 'status',
): Promise<Reply> {
  const { reading, picked, deps } = moment;
  const counter = start.counter + 1;
  const lookup: StatusLookup = start.lookup ?? { id: `s${counter}`, purpose, identity: {} };
  const memory = { ...start, counter: start.lookup ? start.counter : counter };
  const choosing = memory.asked?.dialog === 'status' && memory.asked.field === 'case';
  const caseNo = reading.caseNo ?? (choosing ? picked[0] : undefined) ?? lookup.caseNo;
  if (caseNo) return byNumber(moment, memory, lookup, caseNo, onFound);
  const identifying = reading.orderNos.length > 0 || lookup.identity.orderNo !== undefined;
  if (identifying || choosing) return byOrder(moment, memory, lookup, onFound);
  const cases = await theirCases(
    deps,
    askerFrom(moment, memory),
    memory.filed.map((one) => one.caseNo),
  );
  const [only] = cases;
  if (only && cases.length === 1) return onFound(moment, { ...memory, lookup: null, asked: null }, only);
  return cases.length > 1 ? choose(moment, memory, lookup, cases) : askCase(memory, lookup, true);
}
