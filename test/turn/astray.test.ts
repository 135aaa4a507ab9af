import { release, settle } from '../../src/turn/astray';
import type { DeliveryReport } from '../../src/channel';

const AT = new Date('2026-11-18T10:00:00Z');
const report = (more: Partial<DeliveryReport>): DeliveryReport => ({
  client: 'default',
  channel: 'whatsapp',
  conversation: '+12025550143',
  seq: 3,
  status: 'failed',
  ...more,
});
const later = (ms: number): Date => new Date(AT.getTime() + ms);

describe('a message that left and did not arrive', () => {
  it('is tried again after each of its waits, and has then failed', () => {
    const again = [1_000, 5_000];
    const first = settle([], report({ providerId: 'SM1', code: '30001', again }), AT, true);
    expect(first.report).toMatchObject({ status: 'queued', code: '30001', due: later(1_000) });
    const second = settle(first.astray, report({ providerId: 'SM2', code: '30001', again }), AT, true);
    expect(second.report).toMatchObject({ due: later(5_000) });
    const last = settle(second.astray, report({ providerId: 'SM3', code: '30001', again }), AT, true);
    expect(last).toEqual({ astray: [], report: report({ providerId: 'SM3', code: '30001' }) });
  });

  it('is not moved by what is told of a send that is over', () => {
    const { astray } = settle([], report({ providerId: 'SM1', again: [1] }), AT, true);
    for (const status of ['failed', 'sent', 'delivered'] as const) {
      expect(settle(astray, report({ providerId: 'SM1', status, again: [1] }), AT, true).report).toBeNull();
    }
    expect(settle(astray, report({ providerId: 'SM2', status: 'delivered' }), AT, true).astray).toEqual([]);
  });

  it('fails at once where nothing says that it may be tried again', () => {
    expect(settle([], report({ providerId: 'SM1', code: '30006' }), AT, true).report?.status).toBe('failed');
    expect(settle([], report({ code: '30001', again: [1] }), AT, true).report?.status).toBe('failed');
  });
});

describe('a message that is held', () => {
  const held = (seq: number) => report({ seq, status: 'held', code: 'outside_window' });

  it('goes when the customer writes, in the order in which it was said', () => {
    const one = settle([], held(5), AT, false);
    const two = settle(one.astray, held(4), AT, false);
    expect(two.report?.status).toBe('held');
    expect(release(two.astray, AT)).toEqual({
      astray: [],
      released: [
        { seq: 4, due: AT },
        { seq: 5, due: AT },
      ],
    });
  });

  it('goes at once when they wrote while it was refused', () => {
    expect(settle([], held(5), AT, true)).toMatchObject({ astray: [], report: { status: 'queued', due: AT } });
  });
});
