import { AppError } from '../../src/errors';
import { reportEvent, type CaseOrder } from '../../src/intake/report-event';
import { aCase } from '../helpers/a-case';
import { anOrder } from '../helpers/orders';
import { caseDesk } from './case-fakes';

const AT = new Date('2026-11-19T09:30:00Z');
const ana = { type: 'staff' as const, id: 'api' };

const order = (overrides: Partial<CaseOrder>): CaseOrder => ({
  client: 'default',
  caseNo: 'RF-K7M4-92QN',
  event: 'withdraw',
  actor: ana,
  at: AT,
  ...overrides,
});

describe('reporting what happened to a case', () => {
  test('moves it, logs who did it, and tells its conversations', async () => {
    const { ports, cases, entries, told } = caseDesk([aCase()]);
    const decided = await reportEvent(ports, order({}));

    expect(decided).toMatchObject({ outcome: 'moved', refundCase: { status: 'withdrawn', version: 2, logSeq: 4 } });
    expect(cases.get('RF-K7M4-92QN')).toMatchObject({ claims: [] });
    expect(entries).toEqual([
      {
        client: 'default',
        stream: 'case:default/RF-K7M4-92QN',
        seq: 4,
        at: AT,
        type: 'status',
        actor: ana,
        data: { event: 'withdraw', from: 'under_review', to: 'withdrawn' },
      },
    ]);
    expect(told).toEqual([
      {
        client: 'default',
        channel: 'webchat',
        conversation: 'talk-1',
        type: 'event',
        name: 'case-changed',
        value: 'RF-K7M4-92QN',
        providerId: 'case:RF-K7M4-92QN:2:default/webchat/talk-1',
        from: { id: 'system', identified: false },
        text: '',
        attachments: [],
      },
    ]);
  });

  test('keeps the reason and the reference in the log and in the history', async () => {
    const { ports, entries } = caseDesk([aCase({ status: 'approved' })]);
    const decided = await reportEvent(ports, order({ event: 'mark_paid', reference: 're_123' }));
    expect(entries[0]?.data).toMatchObject({ event: 'mark_paid', to: 'paid', reference: 're_123' });
    expect(decided).toMatchObject({
      refundCase: { history: expect.arrayContaining([expect.objectContaining({ reference: 're_123' })]) },
    });
  });

  test('changes nothing but the log when the table forbids the event, and tells nobody', async () => {
    const { ports, cases, entries, told } = caseDesk([aCase({ status: 'closed' })]);
    expect(await reportEvent(ports, order({}))).toEqual({ outcome: 'refused', from: 'closed', why: 'illegal' });
    expect(cases.get('RF-K7M4-92QN')).toEqual(aCase({ status: 'closed', version: 2, logSeq: 4 }));
    expect(entries[0]).toMatchObject({
      seq: 4,
      type: 'status',
      actor: ana,
      data: { event: 'withdraw', from: 'closed', to: 'closed', refused: 'illegal' },
    });
    expect(told).toEqual([]);
  });

  test('says that a case is missing', async () => {
    const { ports, entries } = caseDesk([]);
    expect(await reportEvent(ports, order({}))).toEqual({ outcome: 'missing' });
    expect(entries).toEqual([]);
  });

  test('reads a case again that changed under its hands', async () => {
    const { ports, cases, entries } = caseDesk([aCase()]);
    const { announce } = ports.line;
    let meddled = false;
    ports.line.announce = async (event, told) => {
      if (!meddled) cases.set('RF-K7M4-92QN', aCase({ version: 7, logSeq: 9 }));
      meddled = true;
      return announce(event, told);
    };
    expect(await reportEvent(ports, order({}))).toMatchObject({
      outcome: 'moved',
      refundCase: { version: 8, logSeq: 10 },
    });
    expect(entries).toHaveLength(1);
  });

  test('judges the case as it is now, not as it was when the first try failed', async () => {
    const { ports, cases } = caseDesk([aCase()]);
    const { announce } = ports.line;
    ports.line.announce = (event, told) => {
      if (cases.get('RF-K7M4-92QN')?.version === 1) cases.set('RF-K7M4-92QN', aCase({ version: 2, status: 'denied' }));
      return announce(event, told);
    };
    expect(await reportEvent(ports, order({}))).toEqual({ outcome: 'refused', from: 'denied', why: 'illegal' });
  });

  test.each([
    ['is told no', () => Promise.resolve(false)],
    ['meets a conflict', () => Promise.reject(new AppError('Conflict', 'changed'))],
  ])('gives up as a conflict after it %s every time', async (_name, announce) => {
    const { ports } = caseDesk([aCase()]);
    let tries = 0;
    ports.line.announce = () => {
      tries += 1;
      return announce();
    };
    await expect(reportEvent(ports, order({}))).rejects.toMatchObject({ code: 'Conflict' });
    expect(tries).toBe(6);
  });

  test('passes a store that is away on to the caller', async () => {
    const { ports } = caseDesk([aCase()]);
    ports.line.announce = () => Promise.reject(new AppError('Unavailable', 'away'));
    await expect(reportEvent(ports, order({}))).rejects.toMatchObject({ code: 'Unavailable' });
  });

  test('gives a contested case its items back while they are free', async () => {
    const denied = aCase({ status: 'denied', claims: [] });
    const { ports, cases } = caseDesk([denied], [anOrder()]);
    expect(await reportEvent(ports, order({ event: 'appeal' }))).toMatchObject({ outcome: 'moved' });
    expect(cases.get('RF-K7M4-92QN')?.claims).toEqual(
      expect.arrayContaining(['default/1042/MUG-BLUE/1', 'default/1042/MUG-BLUE/2']),
    );
  });

  test('refuses to contest a denial when another case has one of the items by now', async () => {
    const denied = aCase({ status: 'denied', claims: [] });
    const other = aCase({ caseNo: 'RF-OTHER', claims: ['default/1042/MUG-BLUE/1'] });
    const { ports } = caseDesk([denied, other], [anOrder()]);
    expect(await reportEvent(ports, order({ event: 'appeal' }))).toMatchObject({ outcome: 'refused', why: 'claims' });
  });
});
