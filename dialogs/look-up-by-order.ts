import { identifyOrder } from '../src/intake/identify-order';
import { hear, nextQuestion } from '../src/turn/form-engine';
import { identityForm } from './identity';
import { answerEntries } from './log-answers';
import { askCase, askFor, choose, found, spent, type LookUp } from './look-up';
import type { Memory } from './memory';
import { askerOf, joined, reply, type Reply } from './moment';

/** Messages kept in case a request is made of them. */
const MOST_EARLY = 3;

const kept = (early: readonly string[] = [], text: string): string[] =>
  [...early, text].filter((one) => one !== '').slice(0, MOST_EARLY);

/** The cases of an order that is proven to be theirs; there may be none, and that is said. */
async function casesOf(look: LookUp, orderNo: string): Promise<Reply> {
  const { moment, memory } = look;
  const cases = await moment.deps.cases.byOrder(moment.turn.thread.client, orderNo);
  const [only] = cases;
  if (only) return cases.length === 1 ? found(look, only) : choose(look, cases);
  const choices = [{ value: 'refund', label: { key: 'choice.refund' } }];
  const { early = [] } = look.lookup;
  const none: Memory = { ...memory, lookup: null, asked: null, offered: choices, early };
  return reply(none, [{ key: 'status.none', values: { orderNo }, choices }], 'status');
}

/** Number and contact are there: a postcode is enough to be told a status. */
async function prove(look: LookUp, orderNo: string): Promise<Reply> {
  const { moment, memory, lookup } = look;
  const { deps, turn, at } = moment;
  const { client } = turn.thread;
  const request = {
    client,
    asker: askerOf(moment),
    orderNo,
    given: lookup.identity,
    needs: 'status-only' as const,
    at,
  };
  const identified = await identifyOrder(deps, request);
  if (identified.outcome === 'spent') return spent(look);
  if (identified.outcome === 'no-match') {
    return askFor(look, 'order', { key: 'refund.notFound', values: { orderNo } }, { attempt: identified.failures });
  }
  const known = { ...memory, proven: [...memory.proven, { orderNo, grade: identified.grade, at: at.toISOString() }] };
  return casesOf({ ...look, memory: known }, orderNo);
}

/** Finds cases by their order: first whose it is, then what there is. */
export async function byOrder(start: LookUp): Promise<Reply> {
  const { moment, memory, lookup } = start;
  const awaited = memory.asked?.dialog === 'status' ? memory.asked.field : null;
  const world = { moment, for: 'status' as const, choices: [] };
  const { draft, taken } = hear(identityForm, lookup.identity, world, awaited === 'case' ? null : awaited);
  const look: LookUp = { ...start, lookup: { ...lookup, identity: draft, early: kept(lookup.early, moment.text) } };
  const logged = reply(memory, [], 'status', { entries: answerEntries(moment, 'status', taken) });
  const { orderNo } = draft;
  const progress = taken.length > 0;
  if (!orderNo) return joined(logged, askCase(look, progress));
  if (memory.proven.some((one) => one.orderNo === orderNo)) return joined(logged, await casesOf(look, orderNo));
  const question = nextQuestion(identityForm, draft, world);
  if (!question && progress) return joined(logged, await prove(look, orderNo));
  if (!question) return joined(logged, askFor(look, 'order', { key: 'refund.notFound', values: { orderNo } }));
  return joined(logged, askFor(look, question.field, question.ask(draft, world), { progress }));
}
