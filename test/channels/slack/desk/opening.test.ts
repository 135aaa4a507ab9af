import type { SectionBlock } from '@slack/types';
import { opening } from '../../../../channels/slack/desk/opening';
import { readRef } from '../../../../channels/slack/desk/ids';
import { aCard, aCase, minutes, usd } from './fixtures';

const lines = (card: Parameters<typeof opening>[0]): string[] =>
  ((opening(card).blocks[0] as SectionBlock).text?.text ?? '').split('\n').map((line) => line.replace(/\u2060/g, ''));

interface Shown {
  action_id: string;
  value: string;
  text: { text: string };
  confirm?: { text: { text: string } };
}

const buttons = (card: Parameters<typeof opening>[0]): Shown[] =>
  opening(card).blocks.flatMap((block) => (block.type === 'actions' ? (block.elements as unknown as Shown[]) : []));

const ids = (card: Parameters<typeof opening>[0]): string[] => buttons(card).map(({ action_id: id }) => id);

const shown = (card: Parameters<typeof opening>[0]): string =>
  JSON.stringify(opening(card).blocks).replace(/\u2060/g, '');

const owner = { staffId: 's-1', name: 'Bob', since: minutes(1) };

describe('the first message of a thread', () => {
  it('answers who, what, how much and what the policy says in its first four lines', () => {
    const [who, what, howMuch, policy, ...more] = lines(aCard());
    expect(who).toBe('*Who*  Ana R. · a…z@example.com · SMS · _order and contact matched_');
    expect(what).toBe('*What*  refund · Arrived damaged: Blue mug ×2, Tray · order 1042 · case RF-K7M4-92QN');
    expect(howMuch).toBe('*How much*  *39.60 USD* requested to Visa ending 4242 · waits for a decision');
    expect(policy).toBe('*Policy*  *Needs a person* · window_30d v3 pass');
    expect(more).toEqual([]);
  });

  it('says so where there is no case yet, and where there is not even an order', () => {
    const order = { orderNo: '1042', status: 'delivered', total: usd('5000'), lines: [] };
    expect(lines(aCard({ case: null, order })).slice(1)).toEqual([
      '*What*  asked for a person · order 1042, delivered',
      '*How much*  order total 50.00 USD',
      '*Policy*  not checked yet',
    ]);
    expect(lines(aCard({ case: null }))[1]).toBe('*What*  asked for a person; no order named yet');
  });

  it('folds long orders', () => {
    const many = Array.from({ length: 50 }, (_, i) => ({
      sku: `S${String(i)}`,
      name: `Item ${String(i)}`,
      quantity: 1,
      amount: usd('100'),
    }));
    const text = shown(aCard({ case: aCase({ lines: many }) }));
    expect(text).toContain('… and 44 more');
    expect(lines(aCard({ case: aCase({ lines: many }) }))[1]).toContain('Item 0, Item 1 and 48 more');
  });

  it('tells what the bot asked and could not get, earlier refunds, evidence and the language', () => {
    const text = shown(aCard({ locale: 'es-MX', stuckAt: { question: 'Which mug?', attempts: 3 } }));
    for (const words of [
      'Which mug?',
      'asked 3 times',
      '1 earlier refund, 9.00 USD in all',
      '1 photo',
      'Mexican Spanish',
    ])
      expect(text).toContain(words);
  });

  it('warns of an opt-out, a window and a failed delivery before anybody types', () => {
    const delivery = { optedOut: true, windowUntil: minutes(90), failed: { code: '30006', at: minutes(-5) } };
    const text = shown(aCard({ delivery }));
    for (const words of ['Opted out', 'Free replies until', 'the number cannot be reached'])
      expect(text).toContain(words);
  });

  it('offers only to claim while it waits, besides what the case waits for', () => {
    expect(ids(aCard())).toEqual([
      'desk.claim',
      'desk.approve',
      'desk.deny',
      'desk.ask',
      'desk.change',
      'desk.return',
      'desk.details',
      'desk.full',
    ]);
  });

  it('offers everything else to its owner', () => {
    expect(ids(aCard({ status: 'claimed', owner, case: null }))).toEqual([
      'desk.reply',
      'desk.saved',
      'desk.transfer',
      'desk.park',
      'desk.handback',
      'desk.resolve',
      'desk.release',
      'desk.details',
      'desk.full',
    ]);
  });

  it('offers no decision where the case waits for none, and nothing to do where it is closed', () => {
    expect(ids(aCard({ case: aCase({ status: 'paid' }) }))).toEqual(['desk.claim', 'desk.details', 'desk.full']);
    expect(ids(aCard({ status: 'closed' }))).toEqual(['desk.details', 'desk.full']);
  });

  it('binds its buttons to the handoff and to the case as it was shown', () => {
    const approve = buttons(aCard()).find(({ action_id: id }) => id === 'desk.approve');
    expect(readRef(approve?.value ?? '')).toEqual({ handoffId: 'h-1', caseNo: 'RF-K7M4-92QN', fingerprint: 'fp-1' });
  });

  it('asks once before what cannot be taken back, with the consequence in the question', () => {
    const asking = buttons(aCard({ status: 'claimed', owner })).filter(({ confirm }) => confirm);
    expect(asking.map(({ action_id: id }) => id)).toEqual(['desk.handback', 'desk.release']);
    expect(asking[0]?.confirm?.text.text).toContain('the bot goes on'.replace('the', 'The'));
  });

  it('shows times as dates in the reader’s own zone', () => {
    expect(shown(aCard())).toMatch(
      /<!date\^1795255200\^\{ago\} \(\{date_short_pretty\} \{time\}\)\|2026-11-21 10:00 UTC>/,
    );
  });
});
