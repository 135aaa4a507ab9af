import { createBudget, type Timer } from '../../../channels/slack/budget';
import { DeliveryError } from '../../../src/errors';

/** Time that moves when it is told to, and runs what is due on the way. */
function fakeTimer() {
  let now = 0;
  const due: { at: number; run: () => void }[] = [];
  const timer: Timer = {
    now: () => now,
    after: (ms, run) => {
      const one = { at: now + ms, run };
      due.push(one);
      return () => void (due.includes(one) && due.splice(due.indexOf(one), 1));
    },
  };
  const advance = async (ms: number): Promise<void> => {
    const end = now + ms;
    for (;;) {
      const next = due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      due.splice(due.indexOf(next), 1);
      now = next.at;
      next.run();
      await Promise.resolve();
    }
    now = end;
    await Promise.resolve();
  };
  return { timer, advance };
}

describe('the budget of a channel', () => {
  const set = (perSecond = 1) => {
    const { timer, advance } = fakeTimer();
    const budget = createBudget(perSecond, timer);
    const left: string[] = [];
    const leave = (name: string, key = 'C1', priority?: Parameters<typeof budget.turn>[1]) =>
      budget.turn(key, priority).then(
        () => void left.push(name),
        (error: unknown) => void left.push(`${name} ${(error as DeliveryError).code}`),
      );
    const many = (count: number, key = 'C1') => Array.from({ length: count }, (_, i) => leave(`${key}-${i}`, key));
    return { budget, advance, left, leave, many };
  };

  it('lets a short burst go at once and the rest at one a second', async () => {
    const { advance, left, many } = set();
    void many(10);
    await advance(0);
    expect(left).toHaveLength(5);
    await advance(1_000);
    expect(left).toHaveLength(6);
    await advance(4_000);
    expect(left).toHaveLength(10);
  });

  it('keeps every channel waiting for itself alone', async () => {
    const { budget, advance, left, leave, many } = set();
    void many(6, 'C1');
    budget.hold('C1', 30_000);
    void leave('other', 'C2');
    await advance(0);
    expect(left).toContain('other');
    expect(left).toHaveLength(6);
  });

  it('sends nothing while Slack has asked for a pause, and then no burst', async () => {
    const { budget, advance, left, many } = set();
    budget.hold('C1', 30_000);
    void many(4);
    await advance(29_999);
    expect(left).toEqual([]);
    await advance(1);
    expect(left).toHaveLength(1);
    await advance(2_000);
    expect(left).toHaveLength(3);
  });

  it('goes back to bursts when Slack was content for a minute', async () => {
    const { budget, advance, left, many } = set();
    budget.hold('C1', 1_000);
    await advance(70_000);
    void many(5);
    await advance(0);
    expect(left).toHaveLength(5);
  });

  it('lets replies go before claims, claims before openings, openings before transcripts', async () => {
    const { budget, advance, left, leave } = set();
    budget.hold('C1', 1_000);
    for (const priority of ['transcript', 'opening', 'claim', 'reply'] as const) {
      void leave(`${priority} 1`, 'C1', priority);
      void leave(`${priority} 2`, 'C1', priority);
    }
    await advance(10_000);
    expect(left).toEqual([
      'reply 1',
      'reply 2',
      'claim 1',
      'claim 2',
      'opening 1',
      'opening 2',
      'transcript 1',
      'transcript 2',
    ]);
  });

  it('gives a hundred a second where it may', async () => {
    const { advance, left, many } = set(100);
    void many(350);
    await advance(0);
    expect(left).toHaveLength(100);
    await advance(2_500);
    expect(left).toHaveLength(350);
  });

  it('sends whoever waits away when it closes, as something to be tried again', async () => {
    const { budget, advance, left, leave } = set();
    budget.hold('C1', 1_000);
    void leave('one');
    budget.close();
    void leave('two');
    await advance(0);
    await Promise.resolve();
    expect(left).toEqual(['one closing', 'two closing']);
  });

  it('forgets nothing over a longer pause that comes first', async () => {
    const { budget, advance, left, leave } = set();
    budget.hold('C1', 10_000);
    budget.hold('C1', 1_000);
    void leave('one');
    await advance(9_000);
    expect(left).toEqual([]);
  });
});
