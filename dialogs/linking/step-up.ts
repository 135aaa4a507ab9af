import type { IssuedCode, Where } from '../../src/domain/link';
import type { Linking } from '../../src/intake/linking';
import type { Choice } from '../../src/turn/message';
import { statusDialog } from '../case-status-dialog';
import { handoffDialog } from '../handoff-dialog';
import { startLocale } from '../language';
import type { Memory } from '../memory';
import { askerOf, joined, placeOf, reply, type Moment, type Reply } from '../moment';
import { hasOpenDraft, resume } from '../resume';
import { issue, MINUTES } from './ask-link';

/** Codes sent within the hour, for one who asks and for one order: more would be a way to pester its owner. House rule. */
const MAX_SENT = 3;
const PERSON: Choice = { value: 'agent', label: { key: 'choice.agent' } };

/** The order that waits for a proof: the request's, or that of the case being looked up. */
async function orderAtStake({ deps, turn }: Moment, memory: Memory): Promise<string | undefined> {
  const { refund, lookup, proven } = memory;
  const isOpen = (orderNo: string | undefined): orderNo is string =>
    orderNo !== undefined && !proven.some((one) => one.orderNo === orderNo && one.grade === 'full');
  const wanted = lookup?.identity.orderNo ?? refund?.identity.orderNo;
  if (isOpen(wanted)) return wanted;
  if (!lookup?.caseNo) return undefined;
  const orderNo = (await deps.cases.find(turn.thread.client, lookup.caseNo))?.orderNo ?? lookup.caseNo;
  return isOpen(orderNo) ? orderNo : undefined;
}

/** What is asked of the conversation at a known address: a code for the one who asked, in their language. */
interface SendCode {
  for: Where;
  orderNo: string;
  locale: string;
}

/** Sends a code to an address known of the order, if it has one; whether it has is not said. */
async function send(moment: Moment, memory: Memory, linking: Linking, orderNo: string): Promise<Reply> {
  const { deps, turn, at } = moment;
  const { client } = turn.thread;
  const keys = [`code-asker:${askerOf(moment)}`, `code-order:${orderNo}`];
  if ((await deps.attempts.count(client, keys, at)) >= MAX_SENT) {
    return joined(reply(memory, [{ key: 'code.spent' }], 'refused'), handoffDialog(moment, memory, 'attempts'));
  }
  await deps.attempts.fail(client, keys, at);
  const order = await deps.orders.find(client, orderNo);
  const to = order ? linking.route(client, order.contact) : null;
  const value: SendCode = { for: placeOf(moment), orderNo, locale: memory.locale };
  const tell = to ? [{ to, id: `code:${deps.newId()}`, name: 'send-code', value: JSON.stringify(value) }] : [];
  const [first, second] = linking.ways();
  const variant = second ? 'both' : first === 'email' ? 'email' : undefined;
  const values = { minutes: MINUTES, ...(variant ? { variant } : {}) };
  const message = { key: 'code.onItsWay', values, question: true };
  return reply({ ...memory, offered: [PERSON] }, [{ ...message, choices: [PERSON] }], 'code-sent', { tells: tell });
}

/**
 * "I no longer have that e-mail": a code to another address of the order proves it as well. Null when no order waits for a
 * proof. Where no code can be sent, that is said and a person offered.
 */
export async function askForCode(moment: Moment, memory: Memory): Promise<Reply | null> {
  const { linking } = moment.deps;
  const orderNo = await orderAtStake(moment, memory);
  if (orderNo === undefined) return null;
  if (linking?.ways().length) return send(moment, memory, linking, orderNo);
  const message = { key: 'code.noWay', choices: [PERSON], question: true };
  return reply({ ...memory, offered: [PERSON] }, [message], 'code-no-way');
}

/** At the known address: the code, with what to do if nobody here asked for it. The other conversation never sees it. */
export function sendCode(moment: Moment, start: Memory, value: string): Reply {
  const { linking } = moment.deps;
  const { for: thread, orderNo, locale } = JSON.parse(value) as SendCode;
  const memory = start.lastAt === null ? { ...start, locale: startLocale(locale) } : start;
  if (!linking) return reply(memory, [], 'ignored');
  const { client } = thread;
  const { code, change } = issue(linking, moment.at, { client, purpose: 'step-up', thread, orderNo });
  const letter = moment.turn.thread.channel === 'email' ? { variant: 'letter' } : {};
  const message = { key: 'code.yours', values: { code, minutes: MINUTES, ...letter }, hush: code };
  return reply(memory, [message], 'code-sent', { changes: [change] });
}

/** The code came back from the one who asked: the order is proven to this conversation. */
export async function proveByCode(moment: Moment, start: Memory, { orderNo = '' }: IssuedCode): Promise<Reply> {
  const others = start.proven.filter((one) => one.orderNo !== orderNo);
  const proof = { orderNo, grade: 'full' as const, at: moment.at.toISOString() };
  const memory: Memory = { ...start, proven: [...others, proof], offered: null };
  const actor = { type: 'customer' as const, id: moment.turn.contact.id };
  const told = reply(memory, [{ key: 'code.proven' }], 'proven', {
    entries: [{ stream: 'conversation', type: 'link', actor, data: { action: 'proven', orderNo, by: 'code' } }],
  });
  if (memory.lookup) return { ...joined(told, await statusDialog(moment, memory)), outcome: 'proven' };
  if (!hasOpenDraft(memory)) return told;
  return { ...joined(told, await resume(moment, memory)), outcome: 'proven' };
}
