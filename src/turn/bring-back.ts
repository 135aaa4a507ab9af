import type { Thread } from '../channel';
import type { Deliver } from './deliver';
import type { Settled } from './ports';

/**
 * What committed reports lead to: messages that are due again go before the answer of the same turn (the rest waits in the
 * outbox), and what has failed for good is told.
 */
export function createBringBack(
  deliver: Pick<Deliver, 'again'>,
  clock: () => Date,
  undelivered: (place: Thread, seq: number) => void = () => undefined,
): (place: Thread, reports: Settled[]) => void {
  return (place, reports) => {
    const now = clock();
    for (const { status, seq } of reports) if (status === 'failed') undelivered(place, seq);
    const back = reports.flatMap(({ seq, due }) => (due && due <= now ? [seq] : []));
    if (back.length) deliver.again(place, back);
  };
}
