import { randomUUID } from 'node:crypto';
import type { Message, User } from '../../../../src/sandbox/slack';
import { addPerson } from '../../../../src/intake/add-person';
import type { StaffRole } from '../../../../src/domain/staff';
import { createPeople } from '../../../../src/storage/staff';
import { aRecentOrder, aSlackShop, choicesOf, until, type SlackShop } from '../a-slack-shop';
import { readable } from './a-workspace';

jest.setTimeout(60_000);

/** The whole service, its own desk and the real transport, over the stand-in. */
describe('a hand-over over the whole service', () => {
  let shop: SlackShop;
  let bob: User;
  let eve: User;
  let eva: User;

  beforeAll(async () => {
    shop = await aSlackShop({ values: { SLACK_DESK_CHANNEL: 'C0DESK' } });
    const { workspace } = shop.slack;
    [bob, eve, eva] = ['bob', 'eve', 'eva'].map((name) => workspace.addUser({ name })) as [User, User, User];
    workspace.addChannel({ id: 'C0DESK', name: 'refunds', kind: 'group', members: [bob.id, eve.id, eva.id] });
    await hire(bob, 'Bob', ['agent']);
    await hire(eve, 'Eve', ['agent', 'approver']);
    await hire(eva, 'Eva', ['approver']);
  });
  afterAll(() => shop.stop());
  afterEach(() => expect(shop.slack.refused).toEqual([]));

  async function hire(user: User, name: string, roles: StaffRole[]): Promise<void> {
    const accounts = [{ provider: 'slack' as const, team: shop.slack.workspace.id, user: user.id }];
    const details = { name, email: user.email, roles, limits: { approve: [] }, languages: [], teams: [], accounts };
    const by = { actor: { type: 'system' as const, id: 'test' }, at: new Date() };
    await addPerson(createPeople(shop.app.store), { id: randomUUID(), client: 'default', details }, by);
  }

  const desk = () => shop.slack.workspace.channels.get('C0DESK')!;
  const roots = (): Message[] => desk().messages.filter((one) => one.threadTs === undefined && !one.ephemeralTo);
  const below = (root: Message): string =>
    desk()
      .messages.filter((one) => one.threadTs === root.ts && !one.ephemeralTo)
      .map(readable)
      .join('\n');
  const fresh = (root: Message): Message => roots().find(({ ts }) => ts === root.ts)!;
  const shows = (root: Message, words: string): Promise<unknown> =>
    until(words, () => Promise.resolve(readable(fresh(root)).includes(words) || below(root).includes(words)));
  const click = (user: User, root: Message, action: string) =>
    shop.slack.people.clicks(user, { channel: 'C0DESK', ts: root.ts, action });

  /** A customer who asks for a person; the thread that opens for it. */
  async function waiting(name: string, before: string[] = []): Promise<{ customer: User; root: Message }> {
    const { user: customer } = shop.aCustomer(name);
    const known = roots().length;
    for (const words of before) await shop.talk(customer, words);
    await shop.talk(customer, 'agent');
    await until('a thread', () => Promise.resolve(roots().length > known));
    return { customer, root: roots().at(-1)! };
  }

  it('goes from the question to the answer and back to the bot', async () => {
    const { customer, root } = await waiting('ana', ['Hello', 'My mug <!channel> is broken :rocket:']);
    expect(below(root)).toBe('');
    await click(bob, root, 'desk.claim');
    await shows(root, 'With Bob');
    await shows(root, 'My mug <!channel> is broken :rocket:');
    await shop.slack.people.says(customer, { text: 'Are you there?' });
    await shows(root, 'Are you there?');

    await click(bob, root, 'desk.reply');
    await shop.slack.people.submits(bob, { text: 'Yes :wave:, which mug?' });
    expect(JSON.stringify(shop.slack.workspace.screen(bob.id).modals.at(-1))).toContain('Yes 👋, which mug?');
    expect(shop.answers(customer).map(readable).join()).not.toContain('which mug?');
    await shop.slack.people.submits(bob);
    await until('the reply', () =>
      Promise.resolve(shop.answers(customer).map(readable).join().includes('Yes 👋, which mug?')),
    );
    await shows(root, 'Bob → customer');

    await shop.slack.people.says(bob, { channel: 'C0DESK', threadTs: root.ts, text: 'Sounds angry' });
    await click(bob, root, 'desk.handback');
    await shows(root, 'Closed');
    await shows(root, 'handed back to the bot');
    expect(below(root).match(/Sounds angry/g)).toHaveLength(2);
    expect(shop.answers(customer).map(readable).join()).not.toContain('Sounds angry');
    expect(readable(fresh(root))).not.toMatch(/desk\.(reply|claim|release)/);
  });

  it('has one owner; the loser reads who', async () => {
    const { root } = await waiting('ben');
    const asShown = structuredClone(root);
    await Promise.all(
      [bob, eve].map((user) =>
        shop.slack.people.clicks(user, { channel: 'C0DESK', ts: root.ts, action: 'desk.claim', asShown }),
      ),
    );
    const told = (): string[] =>
      desk()
        .messages.filter(({ ephemeralTo }) => ephemeralTo)
        .map(readable)
        .filter((one) => one.includes('Taken'));
    await until('the loser', () => Promise.resolve(told().length > 0));
    expect(told()).toHaveLength(1);
  });

  it('keeps what colleagues say in the log, with its edits and its deletion, and away from the customer', async () => {
    const { customer, root } = await waiting('cleo');
    const said = await shop.slack.people.says(bob, { channel: 'C0DESK', threadTs: root.ts, text: 'Watch out' });
    const place = { channel: 'C0DESK', ts: said.message.ts };
    await shop.slack.people.edits(bob, place, 'Watch out, please');
    await shop.slack.people.deletes(bob, place);
    const notes = () => shop.db().collection('log').find({ type: 'handoff', 'data.action': 'noted' }).toArray();
    await until(
      'three notes',
      async () => (await notes()).filter(({ data }) => String(data.ref).includes(said.message.ts)).length === 3,
    );
    expect(shop.answers(customer).map(readable).join()).not.toContain('Watch out');
  });

  it('lets one change the amount and another approve it, in the thread', async () => {
    const orderNo = '7901';
    await shop.app.orders.save([aRecentOrder(orderNo)]);
    const { user: customer } = shop.aCustomer('dora');
    await shop.talk(
      customer,
      `refund for order ${orderNo}, ana@example.com, all of it arrived damaged, no photo, money back`,
    );
    const [yes = ''] = choicesOf(shop.answers(customer).at(-1)!);
    await shop.tap(customer, yes);
    const known = roots().length;
    await shop.talk(customer, 'agent');
    await until('a thread', () => Promise.resolve(roots().length > known));
    const root = roots().at(-1)!;

    await click(eve, root, 'desk.change');
    await shop.slack.people.submits(eve, { amount: '20.00', reason: 'One of them can be used' });
    await shows(root, 'waits for a decision');
    await click(eva, root, 'desk.approve');
    await shop.slack.people.submits(eva);
    await shows(root, '$20.00* approved');
    const status = async (): Promise<unknown> => (await shop.db().collection('cases').findOne({ orderNo }))?.status;
    await until('approved', async () => (await status()) === 'approved');
    await until('no stale button', () => Promise.resolve(!readable(fresh(root)).includes('desk.approve')));
  });

  it('shows Home, finds by order, and says nothing to strangers', async () => {
    await shop.slack.people.opensHome(eve);
    await until('a home', () => Promise.resolve(shop.slack.workspace.screen(eve.id).home !== null));
    const found = await shop.slack.people.commands(eve, '/refund', 'find 7901', 'C0DESK');
    expect(found.status).toBe(200);
    const { user: stranger } = shop.aCustomer('nobody');
    desk().members.add(stranger.id);
    const { root } = await waiting('fay');
    await click(stranger, root, 'desk.claim');
    const told = desk()
      .messages.filter(({ ephemeralTo }) => ephemeralTo === stranger.id)
      .map(readable);
    expect(told).toEqual([expect.stringContaining('not set up for the desk')]);
  });
});
