import type { Desk, DeskAnswer, DeskOrderInput } from '../../src/channel-desk';
import type { DeskCard, QueueItem } from '../../src/channel-desk-shown';

/** A desk that has nothing unless a test gives it something; what it was told to do is kept. */
export function aFakeDesk(
  given: { cards?: Partial<DeskCard>[]; queue?: QueueItem[]; answer?: DeskAnswer; acted?: DeskOrderInput[] } = {},
) {
  const cards = (given.cards ?? []) as DeskCard[];
  const desk: Pick<Desk, 'queue' | 'card' | 'transcript' | 'preview' | 'act'> = {
    queue: (_client, { staffId }) =>
      Promise.resolve((given.queue ?? []).filter(({ owner }) => !staffId || owner?.staffId === staffId)),
    card: (id) => Promise.resolve(cards.find(({ handoffId }) => handoffId === id) ?? null),
    transcript: () => Promise.resolve([]),
    preview: () => Promise.resolve(null),
    act: (order) => {
      given.acted?.push(order);
      return Promise.resolve(given.answer ?? { outcome: 'done' });
    },
  };
  const nothing = { messages: 0, segments: 0, estimate: null };
  return {
    desk,
    deskReport: () => Promise.resolve({ handled: 0 }),
    messaging: () => Promise.resolve({ ...nothing, conversations: [] }),
  };
}
