import { formatAmount, negated } from '../words/amount';
import type { Words } from '../words/en';
import { capital, labelsIn, paymentLabel, reasonLabel } from '../words/labels';
import { el, icon, uniqueId } from './dom';
import type { Receipt } from './receipt';

/** In whose language a card is written. */
export interface Writing {
  words: Words;
  /** The full tag for amounts and dates. */
  locale: string;
}

const figure = (text: string): HTMLElement => el('td', { className: 'figure' }, el('bdi', {}, text));

function sumRow(name: string, amount: string, className: string): HTMLElement {
  return el('tr', { className }, el('th', { scope: 'row', colSpan: 2 }, name), figure(amount));
}

function foot(receipt: Receipt, { words, locale }: Writing): HTMLElement {
  const rows = receipt.sums.map(({ kind, reason, amount }) => {
    const shown = kind === 'deduction' ? negated(amount) : amount;
    return sumRow(reason ?? words[kind], formatAmount(shown, locale), kind);
  });
  return el('tfoot', {}, ...rows, sumRow(words.total, formatAmount(receipt.total, locale), 'total'));
}

function line(one: Receipt['lines'][number], withAmount: boolean, { words, locale }: Writing): HTMLElement {
  return el(
    'tr',
    {},
    el(
      'th',
      { scope: 'row' },
      el('bdi', {}, one.name),
      one.discount && el('span', { className: 'note' }, words.afterDiscount(formatAmount(one.discount, locale))),
    ),
    el('td', { className: 'figure' }, one.quantity),
    withAmount && figure(one.amount ? formatAmount(one.amount, locale) : ''),
  );
}

/** An exchange moves no money: its lines have no amounts and nothing adds up to anything. */
function table(receipt: Receipt, writing: Writing, labelledBy: string): HTMLElement {
  const { words } = writing;
  const money = receipt.resolution !== 'exchange';
  const head = el(
    'tr',
    {},
    el('th', { scope: 'col' }, words.item),
    el('th', { scope: 'col', className: 'figure' }, words.quantity),
    money && el('th', { scope: 'col', className: 'figure' }, words.back),
  );
  return el(
    'table',
    { attrs: { 'aria-labelledby': labelledBy } },
    el('thead', {}, head),
    el('tbody', {}, ...receipt.lines.map((one) => line(one, money, writing))),
    money && foot(receipt, writing),
  );
}

function destination({ destination: { type, payments }, resolution }: Receipt, { locale }: Writing): string[] {
  const { part } = labelsIn(locale);
  if (resolution === 'exchange') return [];
  if (type === 'store_credit') return [labelsIn(locale).resolution.store_credit ?? ''];
  if (payments.length === 0) return [capital(part.original ?? '')];
  const several = payments.length > 1;
  return payments.map((one) => {
    const name = paymentLabel(one, locale);
    return several && one.amount ? `${formatAmount(one.amount, locale)}: ${name}` : name;
  });
}

function facts(receipt: Receipt, writing: Writing): HTMLElement {
  const { words, locale } = writing;
  const pairs: [string, string[]][] = [
    [words.destination, destination(receipt, writing)],
    [words.reason, [reasonLabel(receipt.reason, locale)]],
    [words.evidence, receipt.photos > 0 ? [String(receipt.photos)] : []],
  ];
  const rows = pairs
    .map(([name, values]) => [name, values.filter((value) => value !== '')] as const)
    .filter(([, values]) => values.length > 0)
    .map(([name, values]) =>
      el('div', {}, el('dt', {}, name), ...values.map((value) => el('dd', { dir: 'auto' }, value))),
    );
  return el('dl', { className: 'facts' }, ...rows);
}

function title({ resolution }: Receipt, words: Words): string {
  if (resolution === 'exchange') return words.receiptExchange;
  return resolution === 'store_credit' ? words.receiptCredit : words.receipt;
}

/** The read-back as a receipt: a table that a screen reader reads as one and that prints on one page. */
export function receiptView(receipt: Receipt, writing: Writing, print: (node: HTMLElement) => void): HTMLElement {
  const { words } = writing;
  const id = uniqueId('receipt');
  const order = receipt.orderNo && el('span', { className: 'quiet' }, words.receiptCaption(receipt.orderNo));
  const printer = el(
    'button',
    { type: 'button', className: 'link print', onclick: () => print(node) },
    icon('print'),
    el('span', {}, words.print),
  );
  const node: HTMLElement = el(
    'section',
    { className: 'receipt', attrs: { 'aria-labelledby': id } },
    el('div', { className: 'receipt-head' }, el('h2', { id }, title(receipt, words), order), printer),
    table(receipt, writing, id),
    receipt.resolution === 'exchange' && el('p', { className: 'quiet' }, words.noMoney),
    facts(receipt, writing),
  );
  return node;
}
