import type { KnownBlock, ModalView } from '@slack/types';
import type { Desk } from '../../../src/channel-desk';
import type { DeskCard, DeskCase } from '../../../src/channel-desk-shown';
import { context, divider, plain, section } from './blocks';
import { caseSummary } from './decision-views';
import { modal } from './inputs';
import { lineWords } from './opening-details';
import { openingHeader } from './opening';
import { summary } from './opening-summary';
import { clip, literal } from './text';
import { deliveryWords, standing } from './words';

type FullData = NonNullable<Awaited<ReturnType<Desk['full']>>>;

/** Lines of one block; its text holds these even with long names. */
const LINES_PER_BLOCK = 5;

function groups(lines: string[], size: number): string[][] {
  return Array.from({ length: Math.ceil(lines.length / size) }, (_, i) => lines.slice(i * size, (i + 1) * size));
}

const ruleWords = ({ verdict }: DeskCase): string[] =>
  verdict.rules
    .slice(0, 60)
    .map(({ id, version, result }) => `• ${literal(id, 80)} v${String(version)}: ${literal(result, 20)}`);

/** Everything the thread may say that its first message folds away: all lines, every rule. Masked like the message. */
export function detailsView(card: DeskCard): ModalView {
  const { case: filed, order } = card;
  const lines = (filed?.lines ?? order?.lines ?? []).slice(0, 200).map((line) => `• ${lineWords(line)}`);
  const blocks: KnownBlock[] = [
    openingHeader(card),
    section(...summary(card)),
    context(standing(card), ...deliveryWords(card.delivery)),
    ...(filed ? [divider, ...caseSummary(filed)] : []),
    ...(lines.length ? [divider, section('*Lines*')] : []),
    ...groups(lines, LINES_PER_BLOCK).map((group) => section(...group)),
    ...(filed
      ? [divider, section('*Rules*'), ...groups(ruleWords(filed), LINES_PER_BLOCK).map((group) => section(...group))]
      : []),
  ];
  return modal({ callbackId: 'desk.details', title: 'All details', blocks });
}

/** Unmasked data, for one mapped person; that it was opened is kept. */
export const fullView = ({ name, email, phone, postcode, orderNo, verbatim }: FullData): ModalView =>
  modal({
    callbackId: 'desk.full',
    title: 'Full contact data',
    blocks: [
      ...Object.entries({ Name: name, 'E-mail': email, Phone: phone, Postcode: postcode, Order: orderNo })
        .filter(([, value]) => value)
        .map(([label, value]): KnownBlock => ({ type: 'section', text: plain(`${label}: ${value}`, 2_000) })),
      ...(verbatim.trim()
        ? [context('In the customer’s words'), { type: 'section' as const, text: plain(clip(verbatim, 2_900), 2_900) }]
        : []),
      context('That you opened this is kept in the log.'),
    ],
  });
