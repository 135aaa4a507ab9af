import type { Message, Value } from '../src/turn/message';
import type { Memory } from './memory';
import type { Moment, Reply } from './moment';
import { hasOpenDraft, quiet, resume } from './resume';

/** Silence after which somebody is greeted and told where they were. House rule. */
const AWAY_HOURS = 24;
const HOUR = 3_600_000;

function away({ at }: Moment, { lastAt }: Memory): boolean {
  return lastAt !== null && at.getTime() - new Date(lastAt).getTime() >= AWAY_HOURS * HOUR;
}

function where({ refund }: Memory): { key: string } & Record<string, Value> {
  const orderNo = refund?.identity.orderNo;
  return orderNo ? { key: 'welcomeBackToOrder', orderNo } : { key: 'welcomeBack' };
}

/** The chat was opened again with a request in the middle: where it was left. */
export function comeBack(moment: Moment, memory: Memory): Promise<Reply> {
  return resume(moment, memory, away(moment, memory) ? where(memory) : { key: 'back' });
}

/** A mere "yes" after a day is no consent to what has long scrolled away: it is asked for again. */
function staleYes({ reading, tap }: Moment, { asked }: Memory): boolean {
  return asked?.field === 'confirm' && tap === null && reading.answer?.yes === true;
}

/**
 * Somebody returns to an unfinished request after a day: they are greeted and told where they were. A greeting, or a yes
 * that came too late, is answered by the question itself; everything else is heard as usual.
 */
export function welcomeBack(moment: Moment, memory: Memory): { moment: Moment; memory: Memory; messages: Message[] } {
  if (!hasOpenDraft(memory) || !away(moment, memory)) return { moment, memory, messages: [] };
  const fresh: Memory = { ...memory, asked: memory.asked && { ...memory.asked, attempt: 0 } };
  const lead = where(memory);
  if (moment.reading.intent.name === 'greeting' || staleYes(moment, memory)) {
    return { moment: quiet(moment, lead), memory: fresh, messages: [] };
  }
  const { key: _key, ...values } = lead;
  return { moment, memory: fresh, messages: [{ key: 'greeting', values: { ...values, variant: 'back' } }] };
}
