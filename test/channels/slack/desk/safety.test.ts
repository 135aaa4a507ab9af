import { aWorkspace, readable, TEAM, type AWorkspace } from './a-workspace';
import { aCase } from './fixtures';

jest.setTimeout(20_000);

let at: AWorkspace;
afterEach(() => at.close());

const posts = () => at.channel.messages.filter(({ threadTs, ephemeralTo }) => threadTs === undefined && !ephemeralTo);
const errors = () => at.logged.filter(({ level }) => level === 'error');

describe('a desk channel that strangers can read', () => {
  it.each([
    ['a public one', () => (at.channel.kind = 'channel'), 'make the desk channel private'],
    ['one shared with another workspace', () => (at.channel.shared = true), 'shared with another workspace'],
    ['one with a guest', () => (at.agents.stranger.guest = true), 'guests'],
    ['one with somebody of another workspace', () => (at.agents.stranger.stranger = true), 'another workspace are in'],
  ])('%s gets nothing, and the operator reads once what to change', async (_name, spoil, words) => {
    at = await aWorkspace({ start: false });
    spoil();
    at.desk.handoff('h-1');
    at.desk.handoff('h-2');
    at.surface.start();
    await at.until(() => errors().length > 0);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(posts()).toEqual([]);
    expect(errors().map((one) => one.words)).toEqual([expect.stringContaining(words)]);
  });

  it('gets what waited as soon as it is mended', async () => {
    at = await aWorkspace({ start: false });
    at.agents.stranger.guest = true;
    at.desk.handoff('h-1');
    at.surface.start();
    await at.until(() => errors().length > 0);
    await at.slack.people.changes(at.agents.stranger, { guest: false });
    await at.shown();
    expect(posts()).toHaveLength(1);
  });

  it('is looked at again when somebody joins', async () => {
    at = await aWorkspace();
    at.desk.handoff('h-1');
    await at.shown();
    const guest = at.slack.workspace.addUser({ name: 'guest', guest: true });
    await at.slack.people.joins(guest, 'C0DESK');
    at.desk.handoff('h-2');
    await at.until(() => errors().length > 0);
    expect(posts()).toHaveLength(1);
  });

  it('tells the leads when somebody joins who is not set up', async () => {
    at = await aWorkspace();
    const nobody = at.slack.workspace.addUser({ name: 'nobody' });
    await at.slack.people.joins(nobody, 'C0DESK');
    const said = at.slack.workspace.direct(at.agents.lead.id).messages.map(({ text }) => text);
    expect(said).toEqual([expect.stringContaining('<#C0DESK>')]);
  });
});

describe('people', () => {
  it('an account that is nobody’s gets a sentence and no data, and nothing happens', async () => {
    at = await aWorkspace();
    at.desk.handoff('h-1', { case: aCase() });
    await at.shown();
    const { ts } = at.opening('h-1');
    for (const action of ['desk.claim', 'desk.approve', 'desk.details', 'desk.full'])
      await at.slack.people.clicks(at.agents.stranger, { channel: 'C0DESK', ts, action });
    const told = at.channel.messages.filter(({ ephemeralTo }) => ephemeralTo === at.agents.stranger.id);
    expect(told).toHaveLength(4);
    for (const one of told) expect(readable(one)).not.toMatch(/Ana|1042|RF-/);
    expect(at.slack.workspace.screen(at.agents.stranger.id)).toEqual({ modals: [], home: null });
    expect([at.desk.acts, at.desk.decisions, at.desk.opened]).toEqual([[], [], []]);
  });

  it('an id of another client is refused, whoever sends it', async () => {
    at = await aWorkspace();
    at.desk.handoff('h-1');
    at.desk.handoff('h-other', { client: 'other' });
    await at.surface.action({
      team: TEAM,
      user: at.agents.bob.id,
      userName: 'bob',
      id: 'click:1',
      actionId: 'desk.claim',
      blockId: '',
      value: JSON.stringify({ h: 'h-other' }),
      selected: [],
      triggerId: '',
    });
    expect(at.desk.acts).toEqual([]);
  });

  it('somebody of another client can do nothing here', async () => {
    at = await aWorkspace();
    at.desk.person('x', at.agents.stranger.id, { client: 'other' });
    at.desk.handoff('h-1');
    await at.shown();
    await at.slack.people.clicks(at.agents.stranger, {
      channel: 'C0DESK',
      ts: at.opening('h-1').ts,
      action: 'desk.claim',
    });
    expect(at.desk.acts).toEqual([]);
  });

  it('somebody of another client reads nothing on Home', async () => {
    at = await aWorkspace();
    at.desk.person('x', at.agents.stranger.id, { client: 'other' });
    at.desk.handoff('h-other', { client: 'other' });
    await at.slack.people.opensHome(at.agents.stranger);
    expect(at.slack.workspace.screen(at.agents.stranger.id).home).toBeNull();
  });

  it('a thread is not to be had from another workspace, even by somebody who works there too', async () => {
    at = await aWorkspace();
    at.desk.handoff('h-1');
    await at.shown();
    at.desk.staff[0]?.accounts.push({ team: 'T0OTHER', user: 'U0BOB' });
    const [bob] = at.desk.staff;
    const click = { userName: 'bob', blockId: '', selected: [], triggerId: '', value: JSON.stringify({ h: 'h-1' }) };
    const from = (team: string, user: string, actionId: string) =>
      at.surface.action({ ...click, id: `click:${team}:${actionId}`, team, user, actionId });
    for (const action of ['desk.claim', 'desk.full']) await from('T0OTHER', 'U0BOB', action);
    expect([at.desk.acts, at.desk.opened]).toEqual([[], []]);
    for (const action of ['desk.claim', 'desk.full']) await from(TEAM, bob?.accounts[0]?.user ?? '', action);
    expect([at.desk.acts.length, at.desk.opened]).toEqual([1, [bob?.id]]);
  });

  it('whoever leaves the workspace loses everything at once', async () => {
    at = await aWorkspace();
    await at.slack.people.changes(at.agents.bob, { deleted: true });
    expect(at.desk.gone).toEqual([{ team: TEAM, user: at.agents.bob.id }]);
  });
});

describe('a slip', () => {
  it('never reaches the customer, in whatever way it was typed', async () => {
    at = await aWorkspace();
    at.desk.handoff('h-1', { status: 'claimed', owner: { staffId: 'bob', name: 'Bob', since: at.desk.now } });
    await at.shown();
    const threadTs = at.opening('h-1').ts;
    const { people, workspace } = at.slack;
    const { bob } = at.agents;
    const said = await people.says(bob, { channel: 'C0DESK', threadTs, text: 'He is lying' });
    await people.edits(bob, { channel: 'C0DESK', ts: said.message.ts }, 'He may be lying');
    await people.deletes(bob, { channel: 'C0DESK', ts: said.message.ts });
    await people.says(bob, { channel: 'C0DESK', threadTs, text: 'To all', broadcast: true });
    await people.says(bob, {
      channel: 'C0DESK',
      threadTs,
      text: 'See',
      files: [{ name: 'a.png', bytes: Buffer.from('x') }],
    });
    await people.commands(bob, '/refund', 'find 1042', 'C0DESK');
    const place = { channel: 'C0DESK', channel_type: 'group', thread_ts: threadTs, user: bob.id };
    for (const [i, more] of [
      { subtype: 'me_message', text: 'shrugs' },
      { subtype: 'bot_message', bot_id: 'B0OTHER', text: 'Deploy done', user: undefined },
      { subtype: 'thread_broadcast', text: 'Again' },
      { subtype: 'reminder_add', text: 'x' },
    ].entries())
      await people.event({ type: 'message', ts: `179525${String(i)}000.000100`, ...place, ...more });
    await people.event({
      type: 'reaction_added',
      user: bob.id,
      reaction: 'eyes',
      item: { type: 'message', channel: 'C0DESK', ts: threadTs },
    });
    await at.shown();
    expect(workspace.users.size).toBeGreaterThan(0);
    expect(at.desk.replies).toEqual([]);
    expect(new Set(at.desk.acts.map(({ action }) => action.kind))).toEqual(new Set(['note']));
    expect(at.desk.acts.map(({ action }) => action.kind === 'note' && [action.change, action.text])).toEqual([
      ['written', 'He is lying'],
      ['edited', 'He may be lying'],
      ['deleted', ''],
      ['written', 'To all'],
      ['written', 'See\n[file: a.png]'],
      ['written', 'shrugs'],
      ['written', 'Again'],
    ]);
  });

  it('the first one in a thread is answered by a quiet hint, seen by its author alone', async () => {
    at = await aWorkspace();
    at.desk.handoff('h-1');
    await at.shown();
    const threadTs = at.opening('h-1').ts;
    for (const text of ['one', 'two']) await at.slack.people.says(at.agents.bob, { channel: 'C0DESK', threadTs, text });
    const hints = (): number =>
      at.channel.messages.filter(({ ephemeralTo }) => ephemeralTo === at.agents.bob.id).length;
    await at.until(() => hints() > 0);
    expect(hints()).toBe(1);
  });

  it('is not shown twice: it is in the thread already', async () => {
    at = await aWorkspace();
    at.desk.handoff('h-1');
    await at.shown();
    await at.slack.people.says(at.agents.bob, { channel: 'C0DESK', threadTs: at.opening('h-1').ts, text: 'Careful' });
    await at.shown();
    expect(at.thread('h-1').filter((one) => readable(one).includes('Careful'))).toHaveLength(1);
  });

  it('said elsewhere in the channel is nobody’s business', async () => {
    at = await aWorkspace();
    at.desk.handoff('h-1');
    await at.shown();
    await at.slack.people.says(at.agents.bob, { channel: 'C0DESK', text: 'Lunch?' });
    expect(at.desk.acts).toEqual([]);
  });
});
