import { formatAmount, negated } from '../words/amount';
import type { Words } from '../words/en';
import { el, icon, uniqueId } from './dom';
import type { Receipt } from './receipt';

function sumRow(name: string, amount: string, className = ''): HTMLElement {
  return el(
    'tr',
    { className },
    el('th', { scope: 'row', colSpan: 2 }, name),
    el('td', { className: 'figure' }, amount),
  );
}

function sums(receipt: Receipt, words: Words, locale: string): HTMLElement[] {
  const rows = receipt.sums.map(({ kind, label, amount }) => {
    const name = label ?? (kind === 'deduction' ? words.deduction : words[kind]);
    const shown = kind === 'deduction' ? negated(amount) : amount;
    return sumRow(name, formatAmount(shown, locale), kind);
  });
  return [...rows, sumRow(words.total, formatAmount(receipt.total, locale), 'total')];
}

function table(receipt: Receipt, words: Words, locale: string, labelledBy: string): HTMLElement {
  const head = el(
    'tr',
    {},
    el('th', { scope: 'col' }, words.item),
    el('th', { scope: 'col', className: 'figure' }, words.quantity),
    el('th', { scope: 'col', className: 'figure' }, words.back),
  );
  const lines = receipt.lines.map(({ name, quantity, amount }) =>
    el(
      'tr',
      {},
      el('th', { scope: 'row', dir: 'auto' }, name),
      el('td', { className: 'figure' }, quantity),
      el('td', { className: 'figure' }, amount ? formatAmount(amount, locale) : ''),
    ),
  );
  return el(
    'table',
    { attrs: { 'aria-labelledby': labelledBy } },
    el('thead', {}, head),
    el('tbody', {}, ...lines),
    el('tfoot', {}, ...sums(receipt, words, locale)),
  );
}

function facts(receipt: Receipt, words: Words): HTMLElement | false {
  const pairs: [string, string[]][] = [
    [words.destination, receipt.destination],
    [words.reason, receipt.reason ? [receipt.reason] : []],
    [words.wish, receipt.resolution ? [receipt.resolution] : []],
  ];
  const shown = pairs.filter(([, values]) => values.length > 0);
  if (shown.length === 0) return false;
  const rows = shown.map(([name, values]) =>
    el('div', {}, el('dt', {}, name), ...values.map((value) => el('dd', { dir: 'auto' }, value))),
  );
  return el('dl', { className: 'facts' }, ...rows);
}

/** The read-back as a receipt: a table that a screen reader reads as one and that prints on one page. */
export function receiptView(
  receipt: Receipt,
  words: Words,
  locale: string,
  print: (node: HTMLElement) => void,
): HTMLElement {
  const id = uniqueId('receipt');
  const node: HTMLElement = el(
    'section',
    { className: 'receipt', attrs: { 'aria-labelledby': id } },
    el(
      'div',
      { className: 'receipt-head' },
      el(
        'h3',
        { id },
        words.receipt,
        receipt.orderNo ? el('span', { className: 'quiet' }, words.receiptCaption(receipt.orderNo)) : null,
      ),
      el(
        'button',
        { type: 'button', className: 'link print', onclick: () => print(node) },
        icon('print'),
        el('span', {}, words.print),
      ),
    ),
    el('div', { className: 'table-scroll' }, table(receipt, words, locale, id)),
    facts(receipt, words),
  );
  return node;
}
