import type { Done, SlackMessage } from '../../src/sandbox/shown';
import { aSandbox, until, type ASandbox } from './a-sandbox';

const DESK = 'G0000000DESK';
const MAYA = 'U0000000MAYA';
const RUTH = 'U0000000RUTH';
const ALEX = 'U0000000ALEX';

describe('the sample workspace', () => {
  let sandbox: ASandbox;
  beforeAll(async () => void (sandbox = await aSandbox()));
  afterAll(() => sandbox.stop());

  const office = (what: string, body: object) => sandbox.post(`/sandbox/api/office/${what}`, body);
  const done = async (what: string, body: object) => (await (await office(what, body)).json()) as Done;
  const say = async (user: string, channel: string, text: string, thread = ''): Promise<Done> => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ user, channel, text, thread })) form.append(name, value);
    const answer = await fetch(`${sandbox.url}/sandbox/api/office/say`, { method: 'POST', body: form });
    return (await answer.json()) as Done;
  };
  const messages = async (channel: string): Promise<SlackMessage[]> =>
    (await sandbox.office()).channels.find(({ id }) => id === channel)?.messages ?? [];

  it('has two agents, an approver, a lead and a customer, and the service knows what each may do', async () => {
    const { people } = await sandbox.office();
    expect(people.map(({ role }) => role)).toEqual(['agent', 'agent', 'approver', 'lead', 'customer']);
    const staff = await sandbox.db().collection('staff').find({}).toArray();
    expect(staff).toHaveLength(4);
  });

  it('puts a conversation that wants a person before the desk, and lets one of them take it', async () => {
    await sandbox.say('sms', 'I want to talk to a person');
    const opening = await until('a thread', async () =>
      (await messages(DESK)).find(({ isApp, threadTs, blocks }) => isApp && threadTs === null && blocks.length > 0),
    );
    expect(await done('click', { user: MAYA, channel: DESK, ts: opening.ts, action: 'desk.claim' })).toEqual({
      ok: true,
    });
    await until('the claim to be shown', async () =>
      JSON.stringify((await messages(DESK))[0]?.blocks).includes('With Maya'),
    );
    await until('the customer to be told', async () =>
      (await sandbox.phone('sms')).messages.some(({ mine, body }) => !mine && body.includes('Maya')),
    );
    expect(await say(MAYA, DESK, 'only for us', opening.ts)).toEqual({ ok: true });
    await done('click', { user: MAYA, channel: DESK, ts: opening.ts, action: 'desk.reply' });
    const mayas = async () => (await sandbox.office()).screens.find(({ user }) => user === MAYA)?.modals ?? [];
    const [modal] = await until('the modal', async () => ((await mayas()).length ? mayas() : undefined));
    expect(modal?.title).toBe('Reply');
    expect(await done('view/close', { user: MAYA })).toEqual({ ok: true });
    expect(await mayas()).toEqual([]);
    expect((await sandbox.phone('sms')).messages.some(({ body }) => body.includes('only for us'))).toBe(false);
  });

  it('shows a person their own Home', async () => {
    expect(await done('home', { user: RUTH })).toEqual({ ok: true });
    const home = await until('the Home', async () =>
      (await sandbox.office()).screens.find(({ user, home: blocks }) => user === RUTH && blocks !== null),
    );
    expect(JSON.stringify(home)).toContain('Waiting for my decision');
  });

  it('has a customer who writes to the app', async () => {
    const own = (await sandbox.office()).channels.find(({ kind, members }) => kind === 'im' && members.includes(ALEX));
    const channel = own?.id ?? '';
    expect(await say(ALEX, channel, 'I want a refund')).toEqual({ ok: true });
    await until('an answer', async () => (await messages(channel)).some(({ isApp }) => isApp));
  });

  it.each([
    ['nobody', 'click', { user: 'U1', channel: DESK, ts: '1.1', action: 'desk.claim' }],
    ['the app itself', 'home', { user: '' }],
    ['a button that is not there', 'click', { user: MAYA, channel: DESK, ts: '1.1', action: 'desk.claim' }],
    ['a channel that is not there', 'click', { user: MAYA, channel: 'C9', ts: '1.1', action: 'desk.claim' }],
    ['a modal that is not open', 'view/submit', { user: RUTH, entered: {} }],
    ['nothing at all', 'view/click', {}],
  ])('does nothing for %s', async (_what, doing, body) => {
    expect((await office(doing, body)).status).toBe(400);
  });
});
