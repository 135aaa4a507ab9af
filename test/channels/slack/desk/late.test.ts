import { aWorkspace, readable, type AWorkspace } from './a-workspace';

let at: AWorkspace;
afterEach(() => at.close());

const told = (): string[] =>
  at.channel.messages.filter(({ ephemeralTo }) => ephemeralTo === at.agents.bob.id).map(readable);

describe('an answer that comes too late for the click', () => {
  it('follows by itself: whoever lost reads who has it', async () => {
    at = await aWorkspace();
    at.desk.handoff('h-1');
    await at.shown();
    at.desk.late = 2;
    await at.slack.people.clicks(at.agents.bob, { channel: 'C0DESK', ts: at.opening('h-1').ts, action: 'desk.claim' });
    await at.until(() => told().length > 0);
    expect(told()).toEqual([expect.stringContaining('Working on it')]);
    at.desk.set('h-1', { status: 'claimed', owner: { staffId: 'eve', name: 'Eve', since: new Date() } });
    await at.until(() => told().length > 1);
    expect(told()[1]).toContain('Taken: *Eve* has it');
    expect(new Set(at.desk.acts.map(({ id }) => id)).size).toBe(1);
  });

  it('follows in the modal that was submitted', async () => {
    at = await aWorkspace();
    at.desk.handoff('h-1', { status: 'claimed', owner: { staffId: 'bob', name: 'Bob', since: new Date() } });
    await at.shown();
    const { bob } = at.agents;
    await at.slack.people.clicks(bob, { channel: 'C0DESK', ts: at.opening('h-1').ts, action: 'desk.resolve' });
    const modals = () => at.slack.workspace.screen(bob.id).modals;
    await at.until(() => modals().length === 1);
    at.desk.late = 2;
    await at.slack.people.submits(bob, { resolution: 'answered' });
    expect(JSON.stringify(modals()[0]?.blocks)).toContain('Working on it');
    at.desk.set('h-1', { owner: { staffId: 'eve', name: 'Eve', since: new Date() } });
    await at.until(() => JSON.stringify(modals()[0]?.blocks).includes('Not yours: *Eve* has it'));
  });
});
