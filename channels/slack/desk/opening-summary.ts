import type { Amount, DeskCard, DeskCase } from '../../../src/channel-desk-shown';
import { literal } from './text';
import { aboutCase, channelName, gradeName, reasonName, spelled, statusName, verdictName } from './words';

/** Longest single value in the summary: four lines stay four lines. */
const SHORT = 80;

interface NamedLine {
  name: string;
  quantity: number;
  amount: Amount;
}

const times = (quantity: number): string => (quantity === 1 ? '' : ` ×${String(quantity)}`);

/** `Blue mug ×2, Tray and 4 more`. */
function inShort(lines: NamedLine[]): string {
  const named = lines.slice(0, 2).map(({ name, quantity }) => `${literal(name, 40)}${times(quantity)}`);
  return `${named.join(', ')}${lines.length > 2 ? ` and ${String(lines.length - 2)} more` : ''}`;
}

function who({ customer, channel }: DeskCard): string {
  const { name, contact, grade } = customer;
  const parts = [
    literal(name || 'Somebody', SHORT),
    contact ? literal(contact, SHORT) : '',
    literal(channelName(channel), 40),
  ];
  return `*Who*  ${[...parts, `_${literal(gradeName(grade), 40)}_`].filter(Boolean).join(' · ')}`;
}

function what({ case: filed, order, reason }: DeskCard): string {
  if (filed) {
    const lines = inShort(filed.lines);
    const about = literal(aboutCase(filed), SHORT);
    return `*What*  ${about}${lines ? `: ${lines}` : ''} · order ${literal(filed.orderNo, 40)} · case ${literal(filed.caseNo, 40)}`;
  }
  if (order)
    return `*What*  ${literal(reasonName(reason), 60)} · order ${literal(order.orderNo, 40)}, ${literal(order.status, 40)}`;
  return `*What*  ${literal(reasonName(reason), 60)}; no order named yet`;
}

/** Where the case stands with its money, as a word that needs no colour. */
function howMuch({ case: filed, order }: DeskCard): string {
  if (!filed) return `*How much*  ${order ? `order total ${literal(order.total.text, 40)}` : 'nothing asked for yet'}`;
  const approved = filed.approved ? ` · *${literal(filed.approved.text, 40)}* approved` : '';
  const to = filed.destination ? ` to ${literal(filed.destination, SHORT)}` : '';
  return `*How much*  *${literal(filed.requested.text, 40)}* requested${approved}${to} · ${literal(statusName(filed.status), 40)}`;
}

/** Rules that decided, failed ones first: `window_30d v3 fail`. */
const decisive = ({ verdict }: DeskCase): string[] =>
  [...verdict.rules]
    .sort((a, b) => Number(b.result === 'fail') - Number(a.result === 'fail'))
    .filter(({ result }) => result !== 'na')
    .slice(0, 3)
    .map(({ id, version, result }) => `${literal(id, 40)} v${String(version)} ${literal(result, 10)}`);

function policy({ case: filed }: DeskCard): string {
  if (!filed) return '*Policy*  not checked yet';
  const codes = filed.verdict.codes.slice(0, 2).map((code) => literal(spelled(code), 40));
  const says = [`*${literal(verdictName(filed.verdict.outcome), 40)}*`, ...codes, ...decisive(filed)];
  return `*Policy*  ${says.join(' · ')}`;
}

/** The first four lines of a thread: who, what, how much, and what the policy says. For mrkdwn. */
export const summary = (card: DeskCard): string[] => [who(card), what(card), howMuch(card), policy(card)];
