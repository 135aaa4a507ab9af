import type { Words } from '../words/en';
import { el, icon, spoken, uniqueId, type Child } from './dom';
import type { Receipt, Sum } from './receipt';

/** In whose language a card is written. */
export interface Writing {
  words: Words;
  /** The full tag for dates. */
  locale: string;
}

/** The name of a line; its colon is heard, and seen as the space between two columns. */
const named = (name: string): Child[] => [el('bdi', {}, name), spoken(': ')];

function rows({ name, amount, mark, note }: Sum, className: string): HTMLElement[] {
  const sum = el(
    'tr',
    { className },
    el('th', { scope: 'row' }, ...named(name)),
    el('td', { className: 'figure' }, el('bdi', {}, amount), mark !== '' && spoken(mark)),
  );
  if (note === '') return [sum];
  return [sum, el('tr', { className: `${className} aside`.trim() }, el('td', { colSpan: 2, dir: 'auto' }, note))];
}

function table(sums: readonly Sum[], labelledBy: string): HTMLElement | false {
  const total = sums.at(-1);
  return (
    total !== undefined &&
    el(
      'table',
      { attrs: { 'aria-labelledby': labelledBy } },
      el('tbody', {}, ...sums.slice(0, -1).flatMap((sum) => rows(sum, ''))),
      el('tfoot', {}, ...rows(total, 'total')),
    )
  );
}

const fact = ({ name, text }: Receipt['facts'][number]): HTMLElement =>
  name === ''
    ? el('p', { dir: 'auto' }, text)
    : el('dl', {}, el('dt', {}, ...named(name)), el('dd', { dir: 'auto' }, text));

/**
 * The read-back as a receipt: its own words, laid out as a table that a screen reader reads as one and that prints on one
 * page. Nothing is said here that was not sent.
 */
export function receiptView(receipt: Receipt, { words }: Writing, print: (node: HTMLElement) => void): HTMLElement {
  const id = uniqueId('receipt');
  const printer = el(
    'button',
    { type: 'button', className: 'link print', onclick: () => print(node) },
    icon('print'),
    el('span', {}, words.print),
  );
  const node: HTMLElement = el(
    'section',
    { className: 'receipt', attrs: { 'aria-labelledby': id } },
    el('div', { className: 'receipt-head' }, el('h2', { id, dir: 'auto' }, receipt.heading), printer),
    table(receipt.sums, id),
    receipt.facts.length > 0 && el('div', { className: 'facts' }, ...receipt.facts.map(fact)),
    receipt.question !== '' && el('p', { className: 'question', dir: 'auto' }, receipt.question),
  );
  return node;
}
