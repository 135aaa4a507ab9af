import type { Json, User } from '../../../../src/sandbox/slack';
import { aWorkspace, readable, type AWorkspace } from './a-workspace';
import { aCase, usd } from './fixtures';

jest.setTimeout(20_000);

let at: AWorkspace;
afterEach(() => at.close());

const click = (user: User, action: string, handoffId = 'h-1') =>
  at.slack.people.clicks(user, { channel: 'C0DESK', ts: at.opening(handoffId).ts, action });
const told = (user: User): string[] =>
  at.channel.messages.filter(({ ephemeralTo }) => ephemeralTo === user.id).map(readable);
const modal = (user: User): Json & { blocks: Json[] } => {
  const top = at.slack.workspace.screen(user.id).modals.at(-1);
  if (!top) throw new Error(`${user.name} has no modal open`);
  return top;
};
const text = (user: User): string => JSON.stringify(modal(user)).replace(/\u2060/g, '');
const owned = { status: 'claimed' as const, owner: { staffId: 'bob', name: 'Bob', since: new Date() } };

async function withHandoff(over: Parameters<AWorkspace['desk']['handoff']>[1] = {}): Promise<void> {
  at = await aWorkspace();
  at.desk.handoff('h-1', over);
  await at.shown();
}

describe('claiming', () => {
  it('has one winner; the loser alone reads who has it and since when', async () => {
    await withHandoff();
    const before = at.opening('h-1');
    const asShown = structuredClone(before);
    await Promise.all(
      [at.agents.bob, at.agents.eve].map((user) =>
        at.slack.people.clicks(user, { channel: 'C0DESK', ts: before.ts, action: 'desk.claim', asShown }),
      ),
    );
    await at.shown();
    expect(at.desk.kept('h-1').card.owner?.name).toBe('Bob');
    expect(told(at.agents.bob)).toEqual([]);
    expect(told(at.agents.eve)).toEqual([expect.stringMatching(/Taken: \*Bob\* has it, claimed <!date\^/)]);
    expect(at.thread('h-1').filter((one) => readable(one).includes('Taken'))).toEqual([]);
  });

  it('counts once, however often Slack brings the click', async () => {
    await withHandoff();
    const { request } = await click(at.agents.bob, 'desk.claim');
    await at.slack.deliver.send(request);
    expect(at.desk.acts).toHaveLength(1);
    expect(told(at.agents.bob)).toEqual([]);
  });
});

describe('replying', () => {
  it('shows exactly what the customer will read before it sends it', async () => {
    await withHandoff(owned);
    await click(at.agents.bob, 'desk.reply');
    await at.slack.people.submits(at.agents.bob, { text: 'Done :+1: see <https://example.com/a|our page>' });
    expect(at.desk.replies).toEqual([]);
    expect(text(at.agents.bob)).toContain('Done 👍 see our page (https://example.com/a)');
    expect(text(at.agents.bob)).toContain('1 segment, GSM-7');
    await at.slack.people.submits(at.agents.bob);
    expect(at.desk.replies).toEqual([
      { handoffId: 'h-1', text: 'Done 👍 see our page (https://example.com/a)', attachments: 0 },
    ]);
    expect(at.slack.workspace.screen(at.agents.bob.id).modals).toEqual([]);
    await at.shown();
    expect(at.thread('h-1').some((one) => readable(one).includes('Bob → customer'))).toBe(true);
    expect(at.slack.refused).toEqual([]);
  });

  it('shows changed words again instead of sending them', async () => {
    await withHandoff(owned);
    await click(at.agents.bob, 'desk.reply');
    await at.slack.people.submits(at.agents.bob, { text: 'One' });
    await at.slack.people.submits(at.agents.bob, { text: 'Two' });
    expect(at.desk.replies).toEqual([]);
    expect(text(at.agents.bob)).toContain('Something changed since the preview');
    await at.slack.people.submits(at.agents.bob);
    expect(at.desk.replies.map((one) => one.text)).toEqual(['Two']);
  });

  it('shows again what changed at the desk meanwhile', async () => {
    await withHandoff(owned);
    await click(at.agents.bob, 'desk.reply');
    await at.slack.people.submits(at.agents.bob, { text: 'One' });
    at.desk.epoch += 1;
    const { became } = await at.slack.people.submits(at.agents.bob);
    expect(became).toBe('replaced');
    expect(at.desk.acts).toEqual([]);
    await at.slack.people.submits(at.agents.bob);
    expect(at.desk.replies).toHaveLength(1);
  });

  it('counts once, however often Slack brings the submission', async () => {
    await withHandoff(owned);
    await click(at.agents.bob, 'desk.reply');
    await at.slack.people.submits(at.agents.bob, { text: 'One' });
    const { request } = await at.slack.people.submits(at.agents.bob);
    await at.slack.deliver.send(request);
    expect(at.desk.replies).toHaveLength(1);
  });

  it('refuses mentions beside the field', async () => {
    await withHandoff(owned);
    await click(at.agents.bob, 'desk.reply');
    const { became, errors } = await at.slack.people.submits(at.agents.bob, { text: '@here hello' });
    expect(became).toBe('stays');
    expect(Object.values(errors)[0]).toContain('mean nothing to a customer');
  });

  it('puts a saved reply into the field, amounts filled in', async () => {
    await withHandoff(owned);
    await click(at.agents.bob, 'desk.saved');
    await at.slack.people.clicksInView(at.agents.bob, 'desk.saved.pick', 'thanks');
    expect(text(at.agents.bob)).toContain('39.60 USD are on their way');
    await at.slack.people.submits(at.agents.bob);
    await at.slack.people.submits(at.agents.bob);
    expect(at.desk.replies[0]?.text).toContain('39.60 USD');
  });

  it('is the owner’s alone', async () => {
    await withHandoff(owned);
    await click(at.agents.eve, 'desk.reply');
    expect(told(at.agents.eve)).toEqual([expect.stringContaining('Not yours: *Bob* has it')]);
    expect(at.slack.workspace.screen(at.agents.eve.id).modals).toEqual([]);
  });
});

describe('deciding', () => {
  const undecided = () => ({ ...owned, case: aCase() });

  it('approves what was shown', async () => {
    await withHandoff(undecided());
    await click(at.agents.eve, 'desk.approve');
    expect(text(at.agents.eve)).toContain('39.60 USD');
    await at.slack.people.submits(at.agents.eve);
    expect(at.desk.decisions).toMatchObject([
      { caseNo: 'RF-K7M4-92QN', staffId: 'eve', fingerprint: 'fp-1', decision: { kind: 'approve' } },
    ]);
    await at.shown();
    expect(readable(at.opening('h-1'))).not.toContain('desk.approve');
  });

  it('refuses a stale button with the summary as it is now', async () => {
    await withHandoff(undecided());
    at.desk.cases.set('RF-K7M4-92QN', aCase({ fingerprint: 'fp-2', requested: usd('1200') }));
    await click(at.agents.eve, 'desk.approve');
    expect(told(at.agents.eve)[0]).toContain('The case changed');
    expect(told(at.agents.eve)[0]).toContain('12.00 USD');
    expect(at.desk.decisions).toEqual([]);
  });

  it('takes the same submission for done when its first answer was lost', async () => {
    await withHandoff(undecided());
    await click(at.agents.eve, 'desk.approve');
    const { request, became } = await at.slack.people.submits(at.agents.eve);
    expect(became).toBe('closed');
    expect(await at.slack.deliver.send(request)).toMatchObject({ status: 200, body: '' });
    expect(at.desk.decisions).toHaveLength(1);
  });

  it('refuses a stale modal with the summary as it is now', async () => {
    await withHandoff(undecided());
    await click(at.agents.eve, 'desk.deny');
    at.desk.cases.set('RF-K7M4-92QN', aCase({ fingerprint: 'fp-2', requested: usd('1200') }));
    const { became } = await at.slack.people.submits(at.agents.eve, { code: 'final_sale', text: 'No' });
    expect(became).toBe('replaced');
    expect(text(at.agents.eve)).toContain('12.00 USD');
    // The desk, which may know this very submission, is the one that refuses it.
    expect(at.desk.decisions).toMatchObject([{ fingerprint: 'fp-1' }]);
    expect(at.desk.cases.get('RF-K7M4-92QN')).toMatchObject({ fingerprint: 'fp-2', status: 'under_review' });
  });

  it('says who approved and that somebody else must, and why not', async () => {
    await withHandoff(undecided());
    const given = aCase({ approvals: { needed: 2, by: [{ staffId: 'eve', name: 'Eve' }] } });
    at.desk.answerDecision = () => ({ outcome: 'second_person', case: given });
    await click(at.agents.eve, 'desk.approve');
    await at.slack.people.submits(at.agents.eve);
    expect(text(at.agents.eve)).toMatch(/Approved by \*Eve\*.*A second person must approve/);
    at.desk.answerDecision = () => ({ outcome: 'refused', why: 'took_part', case: given });
    await click(at.agents.bob, 'desk.approve');
    await at.slack.people.submits(at.agents.bob);
    expect(text(at.agents.bob)).toContain('You took part in this case');
  });

  it('denies with a code and words, changes lines and amounts, asks and requests', async () => {
    await withHandoff(undecided());
    at.desk.answerDecision = (_given, found) => ({ outcome: 'done', case: found });
    const { eve } = at.agents;
    await click(eve, 'desk.deny');
    await at.slack.people.submits(eve, { code: 'final_sale', text: 'It was a final sale.' });
    await click(eve, 'desk.change');
    await at.slack.people.submits(eve, { 'line-0': '1', amount: '20.00', reason: 'One mug is fine' });
    await click(eve, 'desk.ask');
    await at.slack.people.submits(eve, { text: 'Which mug?' });
    await click(eve, 'desk.return');
    await at.slack.people.submits(eve, { text: 'Send it to us' });
    expect(at.desk.decisions.map(({ decision }) => decision)).toEqual([
      { kind: 'deny', code: 'final_sale', text: 'It was a final sale.' },
      { kind: 'change', lines: [{ sku: 'MUG-B', quantity: 1 }], amount: '20.00', reason: 'One mug is fine' },
      { kind: 'ask', text: 'Which mug?' },
      { kind: 'return', text: 'Send it to us' },
    ]);
  });

  it('shows a field’s problem beside the field', async () => {
    await withHandoff(undecided());
    at.desk.answerDecision = () => ({ outcome: 'refused', why: 'invalid', field: 'amount' });
    await click(at.agents.eve, 'desk.change');
    const { errors } = await at.slack.people.submits(at.agents.eve, { amount: '9999', reason: 'x' });
    expect(errors).toEqual({ amount: expect.stringContaining('at most what was requested') });
  });
});

describe('moving a conversation', () => {
  const acts = () => at.desk.acts.map(({ action }) => action);

  it('hands it to a colleague or a team', async () => {
    await withHandoff(owned);
    await click(at.agents.bob, 'desk.transfer');
    await at.slack.people.submits(at.agents.bob, { 'desk.transfer.to': 'person:eve', note: 'Knows the courier' });
    expect(acts()).toEqual([{ kind: 'transfer', to: { staffId: 'eve' }, note: 'Knows the courier' }]);
    await at.shown();
    expect(readable(at.opening('h-1'))).toContain('With Eve');
  });

  it('looks colleagues up where there are too many to list', async () => {
    await withHandoff(owned);
    for (let i = 0; i < 150; i++) at.desk.person(`p${String(i)}`, `U0P${String(i)}`, { name: `Person ${String(i)}` });
    await click(at.agents.bob, 'desk.transfer');
    const found = await at.slack.people.looksUp(at.agents.bob, 'desk.transfer.to', 'person 14');
    expect(found.map(({ value }) => value)).toContain('person:p140');
    expect(found.length).toBeLessThanOrEqual(100);
  });

  it('parks it, resolves it, releases it, hands it back', async () => {
    await withHandoff(owned);
    await click(at.agents.bob, 'desk.park');
    await at.slack.people.submits(at.agents.bob, { until: '1795259999' });
    await at.shown();
    expect(readable(at.opening('h-1'))).toContain('Parked by Bob');
    await click(at.agents.bob, 'desk.handback');
    at.desk.handoff('h-2', owned);
    at.desk.handoff('h-3', owned);
    await at.shown();
    await click(at.agents.bob, 'desk.resolve', 'h-2');
    await at.slack.people.submits(at.agents.bob, { resolution: 'answered' });
    await click(at.agents.bob, 'desk.release', 'h-3');
    expect(acts()).toEqual([
      { kind: 'park', until: new Date(1_795_259_999_000).toISOString() },
      { kind: 'handback' },
      { kind: 'resolve', resolution: 'answered', farewell: true },
      { kind: 'release' },
    ]);
  });
});

describe('reading and filing', () => {
  it('opens full data for mapped people; the thread itself holds none', async () => {
    await withHandoff({ case: aCase() });
    await click(at.agents.bob, 'desk.full');
    expect(text(at.agents.bob)).toContain('ana.ruiz@example.com');
    expect(at.desk.opened).toEqual(['bob']);
    expect(at.thread('h-1').map(readable).join()).not.toContain('ana.ruiz@example.com');
  });

  it('files a request that came by phone', async () => {
    at = await aWorkspace();
    await at.slack.people.commands(at.agents.bob, '/refund', 'file', 'C0DESK');
    const first = { source: 'phone', verifiedBy: 'callback', contact: 'ana@example.com' };
    const wrong = await at.slack.people.submits(at.agents.bob, { ...first, orderNo: '9' });
    expect(wrong.errors).toEqual({ orderNo: 'There is no order with this number.' });
    await at.slack.people.submits(at.agents.bob, { ...first, orderNo: '1042', locale: 'es' });
    expect(text(at.agents.bob)).not.toContain('Tray');
    await at.slack.people.submits(at.agents.bob, {
      'line-0': '2',
      reason: 'not_as_described/damaged_in_transit',
      verbatim: 'Both are cracked',
      resolution: 'refund',
    });
    expect(at.desk.requests).toMatchObject([
      {
        client: 'default',
        staffId: 'bob',
        source: 'phone',
        verifiedBy: 'callback',
        orderNo: '1042',
        locale: 'es',
        lines: [{ sku: 'MUG-B', quantity: 2 }],
        reason: { l1: 'not_as_described', l2: 'damaged_in_transit', verbatim: 'Both are cracked' },
      },
    ]);
    expect(text(at.agents.bob)).toContain('RF-FILED');
    expect(at.slack.refused).toEqual([]);
  });

  it('finds cases and threads for the one who asks; the same words of a customer are theirs', async () => {
    await withHandoff({ case: aCase() });
    await at.slack.people.commands(at.agents.bob, '/refund', 'find 1042', 'C0DESK');
    expect(told(at.agents.bob)[0]).toContain('RF-K7M4-92QN');
    await at.slack.people.commands(at.agents.stranger, '/refund', 'find 1042', 'C0DESK');
    expect(told(at.agents.stranger)[0]).not.toContain('RF-K7M4-92QN');
    const who = {
      team: 'T0000000001',
      user: at.agents.stranger.id,
      userName: 'x',
      id: '1',
      command: '/refund',
      triggerId: '',
      responseUrl: '',
    };
    expect(await at.surface.command({ ...who, text: 'find my refund', channel: 'D1' })).toBeNull();
  });

  it('shows a Home with what is mine, what waits and what I may decide, and its buttons work', async () => {
    await withHandoff({ case: aCase() });
    at.desk.handoff('h-2', owned);
    await at.shown();
    await at.slack.people.opensHome(at.agents.bob);
    const home = (): string => JSON.stringify(at.slack.workspace.screen(at.agents.bob.id).home).replace(/\u2060/g, '');
    for (const words of ['Bob: my open threads (1)', 'Waiting for my decision (1)', 'Queue (1)', 'https://'])
      expect(home()).toContain(words);
    await at.slack.people.clicksInView(at.agents.bob, 'desk.claim');
    await at.shown();
    expect(at.desk.kept('h-1').card.owner?.name).toBe('Bob');
    await at.slack.people.clicksInView(at.agents.bob, 'desk.approve');
    expect(text(at.agents.bob)).toContain('Approving pays');
    expect(at.slack.refused).toEqual([]);
  });

  it('lets people say on Home that they are away, and shows it to leads; nobody hands them anything meanwhile', async () => {
    await withHandoff();
    const home = (user = at.agents.bob): string => JSON.stringify(at.slack.workspace.screen(user.id).home);
    await at.slack.people.opensHome(at.agents.bob);
    expect(home()).toContain('You are available');
    await at.slack.people.clicksInView(at.agents.bob, 'desk.away');
    expect(home()).toContain('You are away since');
    await at.slack.people.opensHome(at.agents.lead);
    expect(home(at.agents.lead)).toMatch(/Away: [^.]*Bob/);
    expect(home()).not.toContain('Available:');
    at.desk.handoff('h-3', { status: 'claimed', owner: { staffId: 'eve', name: 'Eve', since: at.desk.now } });
    await at.shown();
    await click(at.agents.eve, 'desk.transfer', 'h-3');
    expect(text(at.agents.eve)).not.toContain('Bob');
    expect(text(at.agents.eve)).toContain('Team returns');
    await at.slack.people.clicksInView(at.agents.bob, 'desk.back');
    expect(home()).toContain('You are available');
    expect(at.slack.refused).toEqual([]);
  });

  it('shows nobody else a Home', async () => {
    at = await aWorkspace();
    await at.slack.people.opensHome(at.agents.stranger);
    expect(at.slack.workspace.screen(at.agents.stranger.id).home).toBeNull();
  });
});
