import { lookUpCase, theirCases } from '../src/intake/look-up-case';
import { report } from './case-report';
import { askCase, askerFrom, askFor, choose, found, spent, type LookUp, type OnFound } from './look-up';
import { byOrder } from './look-up-by-order';
import type { Memory, StatusLookup } from './memory';
import { reply, type Moment, type Reply } from './moment';

/** By case number: told at once to those whose case it is, to others after a proof from its order. */
async function byNumber(look: LookUp, caseNo: string): Promise<Reply> {
  const { moment, memory, lookup } = look;
  const { email, phone, postcode } = moment.reading;
  const given = {
    ...lookup.identity,
    ...(email ? { email } : {}),
    ...(phone ? { phone } : {}),
    ...(postcode ? { postcode } : {}),
  };
  const looked = await lookUpCase(moment.deps, askerFrom(moment, memory), caseNo, given, moment.at);
  if (looked.outcome === 'found') return found(look, looked.refundCase);
  if (looked.outcome === 'spent') return spent(look);
  const next: LookUp = { ...look, lookup: { ...lookup, caseNo, identity: {} } };
  if (looked.outcome === 'prove') return askFor(next, 'contact', { key: 'status.askContact', values: { caseNo } });
  return askFor(next, 'contact', { key: 'status.notFound', values: { caseNo } }, { attempt: looked.failures });
}

const OVER: readonly string[] = ['denied', 'withdrawn', 'closed', 'paid'];

/** Without a number: the customer's own cases, as far as no proof is needed. What is over cannot be taken back. */
async function among(look: LookUp): Promise<Reply> {
  const { moment, memory, lookup } = look;
  const filedHere = memory.filed.map(({ caseNo }) => caseNo);
  const all = await theirCases(moment.deps, askerFrom(moment, memory), filedHere);
  const cases = lookup.purpose === 'withdraw' ? all.filter(({ status }) => !OVER.includes(status)) : all;
  const [only] = cases;
  if (only) return cases.length === 1 ? found(look, only) : choose(look, cases);
  if (all.length === 0) return askCase(look, false);
  return reply({ ...memory, lookup: null, asked: null }, [{ key: 'withdraw.nothing' }], 'withdraw');
}

function lookUpFor(start: Memory, purpose: StatusLookup['purpose']): { memory: Memory; lookup: StatusLookup } {
  if (start.lookup) return { memory: start, lookup: start.lookup };
  const counter = start.counter + 1;
  return { memory: { ...start, counter }, lookup: { id: `s${String(counter)}`, purpose, identity: start.reach } };
}

/** The number said, chosen from the list, or still being proven. */
function numberIn({ reading, picked }: Moment, choosing: boolean, { caseNo }: StatusLookup): string | undefined {
  return reading.caseNo ?? (choosing ? picked[0] : undefined) ?? (reading.orderNos.length > 0 ? undefined : caseNo);
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
  const look: LookUp = { moment, onFound, ...lookUpFor(start, purpose) };
  const choosing = start.asked?.dialog === 'status' && start.asked.field === 'case';
  const caseNo = numberIn(moment, choosing, look.lookup);
  if (caseNo) return byNumber(look, caseNo);
  const { orderNos } = moment.reading;
  const byItsOrder = orderNos.length > 0 || look.lookup.identity.orderNo !== undefined;
  return byItsOrder ? byOrder(look) : among(look);
}
