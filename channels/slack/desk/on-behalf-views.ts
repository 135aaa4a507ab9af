import type { ModalView } from '@slack/types';
import type { Desk, OnBehalfInput } from '../../../src/channel-desk';
import { context, section } from './blocks';
import { chosen, modal, option, typed } from './inputs';
import { oneLine } from './text';

export const FILE_VIEW = 'desk.file';
export const FILE_LINES_VIEW = 'desk.file.lines';

type Order = NonNullable<Awaited<ReturnType<Desk['order']>>>;

/** What the second step remembers of the first. */
export interface FileKeeps {
  source: OnBehalfInput['source'];
  verifiedBy: string;
  orderNo: string;
  contact: string;
  locale: string;
  /** In the order they are shown. */
  skus: string[];
}

const SOURCES = [option('A phone call', 'phone'), option('An e-mail', 'email'), option('Social media', 'social')];

const VERIFIED = [
  option('Called back at a known number', 'callback'),
  option('Wrote from the e-mail of the order', 'email'),
  option('Named data of the order', 'order_data'),
];

/** Those that what we write to customers exists in. */
const LANGUAGES = [option('English', 'en'), option('Español', 'es')];

/** Lines that one modal offers; with skus of a usual length they also fit into what it remembers. */
export const FILE_LINES = 60;

/** First step: where the request came from, whose it is, and how we know. */
export const fileView = (): ModalView =>
  modal({
    callbackId: FILE_VIEW,
    title: 'File a request',
    submit: 'Next',
    blocks: [
      context('For a customer who called or wrote elsewhere. Your own orders are somebody else’s to file.'),
      chosen({ name: 'source', label: 'Came by', options: SOURCES, initial: 'phone' }),
      chosen({ name: 'verifiedBy', label: 'How do you know who it is?', options: VERIFIED }),
      typed({ name: 'orderNo', label: 'Order number', max: 60 }),
      chosen({ name: 'locale', label: 'The customer reads', options: LANGUAGES, initial: 'en' }),
      typed({ name: 'contact', label: 'E-mail or phone of the order', max: 200 }),
    ],
  });

/** Skus that fit into what a modal remembers, from the beginning of the order. */
export function fitting(skus: string[], max: number): string[] {
  let length = 0;
  return skus.filter((sku) => (length += JSON.stringify(sku).length + 1) <= max);
}

/** Second step: what, why, and what instead. Only what is still free can be chosen. */
export function fileLinesView(
  order: Order,
  keeps: Omit<FileKeeps, 'skus'>,
  reasons: { l1: string; l2: string; words: string }[],
): ModalView {
  const free = order.lines.filter((line) => line.free > 0).slice(0, FILE_LINES);
  const skus = fitting(
    free.map(({ sku }) => sku),
    2_000,
  );
  const lines = free.slice(0, skus.length).map(({ name, free: most, amount }, i) =>
    chosen({
      name: `line-${String(i)}`,
      label: oneLine(`${name} (${amount.text})`, 200),
      options: Array.from({ length: Math.min(most, 98) + 1 }, (_, n) => option(n ? String(n) : 'none', String(n))),
      initial: '0',
    }),
  );
  return modal({
    callbackId: FILE_LINES_VIEW,
    title: 'File a request',
    submit: 'File',
    keeps: { ...keeps, skus },
    blocks: [
      ...(lines.length ? lines : [section('Nothing of this order is free: open cases hold all of it.')]),
      chosen({
        name: 'reason',
        label: 'Why',
        options: reasons.map(({ l1, l2, words }) => option(words, `${l1}/${l2}`)),
      }),
      typed({ name: 'verbatim', label: 'In the customer’s words', multiline: true, max: 2_000 }),
      chosen({
        name: 'resolution',
        label: 'What they want',
        options: [
          option('Money back', 'refund'),
          option('An exchange', 'exchange'),
          option('Store credit', 'store_credit'),
        ],
        initial: 'refund',
      }),
      typed({ name: 'transcriptRef', label: 'Where the call or mail can be found', optional: true, max: 200 }),
    ],
  });
}
