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
    const { teams: _teams, agents: _agents, ...all } = report;
    expect(all).toEqual({
      handled: 3,
      left: { waiting: 1, claimed: 1 },
      resolutions: { answered: 2, back_to_bot: 1, customer_left: 2 },
      firstReply: { count: 2, average: 6 * MINUTE, median: 6 * MINUTE },
      handle: { count: 4, average: 9 * MINUTE, median: 7.5 * MINUTE },
      promisesBroken: 1,
      satisfaction: { asked: 3, answered: 2, average: 3.5, scores: { 1: 0, 2: 1, 3: 0, 4: 0, 5: 1 } },
    });
  });

  it('tells teams and people apart', () => {
    const asked = { askedAt: after(60) };
    const bea = { closedBy: { staffId: 'bea', name: 'Bea' } };
    const { teams, agents } = reportOf([
      ended({ ...bea, team: 'billing', handledMs: 10 * MINUTE, satisfaction: { ...asked, score: 5 } }),
      ended({ ...bea, closedBy: { staffId: 'bea', name: 'Bea R.' }, handledMs: 20 * MINUTE }),
      ended({ closedBy: { staffId: 'carl', name: 'Carl' }, handledMs: MINUTE, satisfaction: { ...asked, score: 1 } }),
      ended({ resolution: 'customer_left' }),
    ]);
    expect(teams).toMatchObject([
      { team: 'billing', ended: 1, handle: { average: 10 * MINUTE }, satisfaction: { average: 5 } },
      { team: 'general', ended: 3, handle: { count: 2 }, satisfaction: { asked: 1, average: 1 } },
    ]);
    expect(agents).toMatchObject([
      { staffId: 'bea', name: 'Bea R.', ended: 2, handle: { average: 15 * MINUTE }, satisfaction: { answered: 1 } },
      { staffId: 'carl', name: 'Carl', ended: 1, satisfaction: { average: 1 } },
    ]);
  });

  it('says nothing of averages where there is nothing to count', () => {
    expect(reportOf([])).toMatchObject({
      handled: 0,
      firstReply: { count: 0, average: null, median: null },
      satisfaction: { average: null },
    });
  });
});
