import type { Amount, DeskCard, DeskCase } from '../../../src/channel-desk-shown';
import { context, quote, section } from './blocks';
import type { Part } from './fit';
import { literal } from './text';
import { deliveryWords, languageName, spelled } from './words';

/** Lines shown at once; the rest opens with a button. */
const SHOWN_LINES = 6;
const SUGGESTION = 160;

interface Line {
  name: string;
  quantity: number;
  amount: Amount;
}

/** `2 × Blue mug: 24.60 USD`. For mrkdwn. */
export const lineWords = ({ name, quantity, amount }: Line): string =>
  `${String(quantity)} × ${literal(name, 80)}: ${literal(amount.text, 40)}`;

function lines({ case: filed, order }: DeskCard): Part[] {
  const all: Line[] = filed?.lines ?? order?.lines ?? [];
  if (all.length < 2) return [];
  const shown = all.slice(0, SHOWN_LINES).map((line) => `• ${lineWords(line)}`);
  const more = all.length - shown.length;
  const folded = more > 0 ? [`… and ${String(more)} more under _All details_`] : [];
  return [{ keep: 3, blocks: [section(...shown, ...folded)] }];
}

const photos = (count: number): string => `${String(count)} photo${count === 1 ? '' : 's'}`;

function earlier({ earlier: refunds }: DeskCase): string {
  if (!refunds.count) return 'No earlier refunds';
  const total = refunds.total ? `, ${literal(refunds.total.text, 40)} in all` : '';
  return `${String(refunds.count)} earlier refund${refunds.count === 1 ? '' : 's'}${total}`;
}

function approvals({ approvals: { needed, by }, status }: DeskCase): string[] {
  if (status !== 'under_review' || needed < 2) return [];
  const names = by.map(({ name }) => literal(name, 60)).join(', ');
  return [names ? `*${names}* stands behind it; a second person must approve` : 'Needs *two people* to approve'];
}

function facts(card: DeskCard): Part[] {
  const { case: filed, locale, team } = card;
  const about = filed
    ? [filed.evidence.length ? photos(filed.evidence.length) : 'No photos', earlier(filed), ...approvals(filed)]
    : [];
  const says = [...about, `Speaks ${literal(languageName(locale), 40)}`, `Team ${literal(spelled(team), 40)}`];
  return [{ keep: 8, blocks: [context(says.join(' · '))] }];
}

/** What the customer said of it, and the question at which the bot got stuck. */
function said({ case: filed, stuckAt, customer }: DeskCard): Part[] {
  const verbatim = filed?.reason.verbatim ?? '';
  const tries = stuckAt ? `asked ${String(stuckAt.attempts)} ${stuckAt.attempts === 1 ? 'time' : 'times'}` : '';
  return [
    {
      keep: 5,
      blocks: verbatim.trim() ? [quote(customer.name || 'Customer', null, cut(verbatim), 'about the case')] : [],
    },
    {
      keep: 4,
      blocks: stuckAt
        ? [quote('The bot', null, cut(stuckAt.question), `${tries}, without an answer it could use`)]
        : [],
    },
  ];
}

const cut = (text: string): string => (text.length > 600 ? `${text.slice(0, 600)}…` : text);

function suggestions({ suggestions: saved, status }: DeskCard): Part[] {
  if (status === 'closed' || !saved.length) return [];
  const shown = saved.slice(0, 3).map(({ title, text }) => `• *${literal(title, 60)}*: ${literal(text, SUGGESTION)}`);
  return [{ keep: 2, blocks: [context('Suggested replies, filled in under _Reply_', ...shown)] }];
}

/** Everything below the summary, what matters most kept longest. */
export function details(card: DeskCard): Part[] {
  const warnings = deliveryWords(card.delivery);
  return [
    { keep: 9, blocks: warnings.length && card.status !== 'closed' ? [section(...warnings)] : [] },
    ...lines(card),
    ...said(card),
    ...facts(card),
    ...suggestions(card),
  ];
}
