import type { Desk, DeskAnswer, DeskOrderInput } from '../../../src/channel-desk';
import { actWords } from './answers';
import type { Context } from './context';

/** Waits between looks at what became of an order, in milliseconds: two minutes in all, while `response_url` lives thirty. */
const LOOKS_AFTER_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000];

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms).unref());

/**
 * What became of an order that was `pending`, whichever process does it: the same order again is answered and not done
 * twice. Null: nobody knows after two minutes.
 */
export async function lateAnswer(desk: Pick<Desk, 'act'>, order: DeskOrderInput): Promise<DeskAnswer | null> {
  for (const ms of LOOKS_AFTER_MS) {
    await pause(ms);
    // A store that is away now may be back for the next look.
    const answer = await desk.act(order).catch(() => null);
    if (answer && answer.outcome !== 'pending') return answer;
  }
  return null;
}

/** Tells whoever was told to wait what became of it, as soon as it is known; the thread shows the rest. */
export function tellLater(context: Context, order: DeskOrderInput, tell: (words: string) => Promise<void>): void {
  const told = async (): Promise<void> => {
    const answer = await lateAnswer(context.desk, order);
    context.changed();
    await tell(answer ? (actWords(answer) ?? 'Done.') : 'Nobody knows yet. Look at the thread.');
  };
  told().catch((error: unknown) => {
    const code = error instanceof Error ? error.name : 'unknown';
    context.logger.warn({ station: 'desk', code }, 'a late answer could not be told');
  });
}
