import type { Handoff } from '../domain/handoff';
import type { Converse, Turn, TurnResult } from '../turn/form';
import { deskState, withDesk } from './desk-state';
import { RATE_LABELS, RATE_WORDS, rated, rateValue, SCORES, type Score } from './says';
import type { DeskTurnParts } from './turn-parts';
import { handoffChange, handoffEntry, silently } from './turn-pieces';

/** Hours within which the question how it went can be answered: as long as WhatsApp lets us write freely. */
const ANSWER_HOURS = 24;
const HOUR = 3_600_000;
/** A number alone, with what people write around it; what follows a stop or a comma is a comment. */
const NUMBER =
  /^\s*([1-5])\s*(?:\/\s*5|out of 5|of 5|de 5|stars?|estrellas?|points?|puntos?)?\s*(?:$|[.,;:!\n-]+\s*(.*)$)/isu;

export interface Rating {
  score: Score;
  comment: string;
}

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s.!¡]+/gu, ' ')
    .trim();

/** A score in the customer's words: a number, or one of the words for it (`a | b`), alone. */
export function readScore(text: string, words: (score: Score) => string): Rating | null {
  const number = NUMBER.exec(text);
  if (number) return { score: Number(number[1]) as Score, comment: (number[2] ?? '').trim() };
  const said = plain(text);
  const score = SCORES.find((one) => words(one).split('|').map(plain).includes(said));
  return score && said ? { score, comment: '' } : null;
}

function ratingOf(parts: DeskTurnParts, turn: Turn, handoffId: string, fresh: boolean): Rating | null {
  const { said } = turn;
  const given = said.choice ?? said.text.trim();
  const tapped = SCORES.find((score) => rateValue(handoffId, score) === given);
  if (tapped) return { score: tapped, comment: '' };
  if (!fresh) return null;
  const words = (key: string): string => parts.words(key, said.locale);
  return readScore(given, (score) => `${words(RATE_LABELS[score])}|${words(`word.${RATE_WORDS[score]}`)}`);
}

async function recorded(
  parts: DeskTurnParts,
  turn: Turn,
  handoff: Handoff,
  { score, comment }: Rating,
  converse: Converse,
): Promise<TurnResult> {
  const { at } = turn.said;
  const base = await silently(converse, turn, { owned: false, outcome: 'desk-rated', customerWrote: true });
  const { askedAt } = handoff.satisfaction ?? { askedAt: at };
  const after: Handoff = { ...handoff, version: handoff.version + 1, satisfaction: { askedAt, score, at } };
  const actor = { type: 'customer' as const, id: turn.contact.id };
  const data = { score, ...(comment ? { comment } : {}) };
  return {
    ...base,
    state: withDesk(base.state, { rating: null }),
    messages: [rated(score)],
    entries: [handoffEntry(handoff, actor, 'rated', data)],
    changes: [handoffChange(after, parts.settings(turn.thread.client))],
  };
}

/** The customer's answer to the question how it went; null when the message is none, or the question is closed. */
export async function ratingTurn(parts: DeskTurnParts, turn: Turn, converse: Converse): Promise<TurnResult | null> {
  const { rating } = deskState(turn.state);
  if (!rating || turn.cause.type !== 'message' || turn.handoff) return null;
  if (turn.said.at.getTime() - new Date(rating.askedAt).getTime() > ANSWER_HOURS * HOUR) return null;
  const found = ratingOf(parts, turn, rating.handoffId, rating.fresh);
  const handoff = found && (await parts.handoffs.find(rating.handoffId));
  return handoff ? recorded(parts, turn, handoff, found, converse) : null;
}
