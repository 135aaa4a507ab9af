import { reportOf } from '../../src/desk/report';
import type { Handoff } from '../../src/domain/handoff';
import { aHandoff } from './desk-ports';

const MINUTE = 60_000;
const after = (minutes: number): Date => new Date(aHandoff().askedAt.getTime() + minutes * MINUTE);
const ended = (more: Partial<Handoff>): Handoff => aHandoff({ status: 'closed', closedAt: after(60), ...more });

describe('the report of the desk', () => {
  it('counts what ended: by whom, how fast, how long, and how it was', () => {
    const asked = { askedAt: after(60) };
    const report = reportOf([
      ended({
        resolution: 'answered',
        firstClaimAt: after(2),
        firstReplyAt: after(4),
        handledMs: 10 * MINUTE,
        satisfaction: { ...asked, score: 5 },
      }),
      ended({
        resolution: 'answered',
        firstClaimAt: after(2),
        firstReplyAt: after(8),
        handledMs: 20 * MINUTE,
        satisfaction: { ...asked, score: 2 },
        rung: 1,
      }),
      ended({ resolution: 'back_to_bot', firstClaimAt: after(1), handledMs: MINUTE, satisfaction: asked }),
      ended({ resolution: 'customer_left' }),
      ended({ resolution: 'customer_left', firstClaimAt: after(5), handledMs: 5 * MINUTE }),
    ]);
    expect(report).toEqual({
      handled: 3,
      left: { waiting: 1, claimed: 1 },
      resolutions: { answered: 2, back_to_bot: 1, customer_left: 2 },
      firstReply: { count: 2, average: 6 * MINUTE, median: 6 * MINUTE },
      handle: { count: 4, average: 9 * MINUTE, median: 7.5 * MINUTE },
      promisesBroken: 1,
      satisfaction: { asked: 3, answered: 2, average: 3.5, scores: { 1: 0, 2: 1, 3: 0, 4: 0, 5: 1 } },
    });
  });

  it('says nothing of averages where there is nothing to count', () => {
    expect(reportOf([])).toMatchObject({
      handled: 0,
      firstReply: { count: 0, average: null, median: null },
      satisfaction: { average: null },
    });
  });
});
