import type { DeskOrderInput } from '../../../src/channel-desk';
import { anOrder } from '../../helpers/orders';
import { aPerson } from '../../intake/people-fakes';
import { createPeople } from '../../../src/storage/staff';
import { aHome, aService, until, type Service } from '../../line/a-service';
import type { Heard, Opened } from '../../helpers/direct-line-client';
import { faultsOf } from '../../prove/examine';

/** The whole service on a store and a clock that begins on Wednesday 18 November 2026 at ten; Bea is at the desk. */
async function aShop() {
  const began = Date.now();
  const clock = (): Date => new Date(new Date('2026-11-18T10:00:00Z').getTime() + Date.now() - began);
  const service = await aService(await aHome(), { clock });
  await service.app.orders.save([anOrder()]);
  const after = aPerson('bea', ['agent']);
  const event = { client: 'default', staffId: 'bea', seq: 1, at: clock(), by: { type: 'staff' as const, id: 'api' } };
  await createPeople(service.app.store).commit({
    expects: null,
    after,
    event: { ...event, what: 'added', details: {} },
  });
  return service;
}

let clicks = 0;
const act = (service: Service, handoffId: string, action: DeskOrderInput['action'], id = `click-${(clicks += 1)}`) =>
  service.app.desk.act({ id, handoffId, staffId: 'bea', action });

const keys = (feed: Heard[]): string[] => feed.flatMap(({ channelData }) => channelData?.key ?? []);
const untilHeard = (service: Service, talk: Opened, key: string): Promise<Heard[]> =>
  until(key, async () => {
    const feed = await service.feed(talk);
    return keys(feed).includes(key) && feed;
  });

const waitingId = (service: Service): Promise<string> =>
  until('somebody to wait', async () => (await service.app.desk.queue('default', {}))[0]?.handoffId);

test('a person takes over, answers once, hands back, and the bot takes up its question; the log tells all of it', async () => {
  const service = await aShop();
  const { desk } = service.app;
  const talk = await service.open();
  await service.say(talk, 'refund order 1042, ana@example.com');
  await service.say(talk, 'agent');
  const id = await waitingId(service);
  expect(await desk.card(id)).toMatchObject({
    status: 'waiting',
    customer: { name: 'Ana R.', contact: 'a…a@example.com', grade: 'full' },
    order: { orderNo: '1042' },
    stuckAt: { attempts: 1 },
  });

  expect(await act(service, id, { kind: 'claim' })).toEqual({ outcome: 'done' });
  await service.say(talk, 'are you a person? my card is 4242 4242 4242 4242');
  await until('the message at the desk', async () =>
    (await desk.transcript(id, 0, 100)).some(({ text }) => text.startsWith('are you a person')),
  );

  const text = 'Yes, I am. Never send your card 4242 4242 4242 4242, please.';
  const preview = await desk.preview(id, text, []);
  expect(preview).toMatchObject({ ok: false, problem: 'secret' });
  const words = 'Yes, I am. I look at your order now.';
  const shown = await desk.preview(id, words, []);
  expect(shown).toMatchObject({ ok: true, texts: [words] });
  const reply = { kind: 'reply' as const, text: words, attachments: [], fingerprint: shown?.fingerprint ?? '' };
  // A click that Slack delivers three times.
  const same = await Promise.all([1, 2, 3].map(() => act(service, id, reply, 'the-reply')));
  expect(same).toEqual([1, 2, 3].map(() => ({ outcome: 'done' })));
  expect(await act(service, id, { ...reply, text: 'Something else' })).toEqual({ outcome: 'refused', why: 'stale' });
  expect(
    await act(service, id, {
      kind: 'note',
      text: 'she is kind, card 4242 4242 4242 4242',
      ref: 'r1',
      change: 'written',
    }),
  ).toEqual({
    outcome: 'done',
  });
  expect(await act(service, id, { kind: 'handback' })).toEqual({ outcome: 'done' });

  const feed = await untilHeard(service, talk, 'desk.back');
  expect(keys(feed)).toEqual([
    'refund.askQuantity',
    'handoff.waiting',
    'desk.joined',
    'desk.reply',
    'desk.back',
    'refund.askQuantity',
  ]);
  expect(feed.find(({ channelData }) => channelData?.key === 'desk.reply')?.text).toBe(words);
  await service.say(talk, 'both');
  await untilHeard(service, talk, 'refund.askReason');

  const transcript = await desk.transcript(id, 0, 100);
  expect(transcript.flatMap(({ kind, event }) => (kind === 'handoff' ? [event?.action] : []))).toEqual([
    'asked',
    'claimed',
    'handed_back',
  ]);
  expect(transcript.filter(({ kind }) => kind === 'note').map(({ text: said }) => said)).toEqual([
    expect.stringMatching(/^she is kind, card \D+4242$/),
  ]);
  expect(JSON.stringify(transcript)).not.toMatch(/4242 4242|ana@example/);
  expect(JSON.stringify(feed)).not.toContain('she is kind');
  const stored = await service.stored(talk);
  // What was said to the person needs no answer of ours.
  expect(faultsOf(stored).filter((fault) => !fault.endsWith('has no answer'))).toEqual([]);
  const replies = await service.db().collection('log').find({ 'data.key': 'desk.reply' }).toArray();
  expect(replies.map(({ actor, type }) => [type, actor])).toEqual([['message-out', { type: 'staff', id: 'bea' }]]);
}, 60_000);

test('a farewell asks how it went, a tap answers it, and the report counts it', async () => {
  const service = await aShop();
  const { desk } = service.app;
  const talk = await service.open();
  await service.say(talk, 'agent');
  const id = await waitingId(service);
  await act(service, id, { kind: 'claim' });
  const shown = await desk.preview(id, 'Here you are', []);
  await act(service, id, {
    kind: 'reply',
    text: 'Here you are',
    attachments: [],
    fingerprint: shown?.fingerprint ?? '',
  });
  await act(service, id, { kind: 'resolve', resolution: 'answered', farewell: true });
  await untilHeard(service, talk, 'desk.satisfaction');
  await service.say(talk, 'Very good');
  await untilHeard(service, talk, 'desk.rated');
  await service.say(talk, 'status');
  await untilHeard(service, talk, 'status.askCase');

  const { http } = service.app;
  const headers = { authorization: 'Bearer line-test-staff-0123456789' };
  const url = '/api/v1/desk/report?from=2026-11-18&to=2026-11-19';
  const report = await until('the report', async () => {
    const answer = await http.inject({ url, headers });
    const body = answer.json() as { satisfaction: { answered: number } };
    return body.satisfaction.answered === 1 && body;
  });
  expect(report).toMatchObject({
    handled: 1,
    resolutions: { answered: 1 },
    firstReply: { count: 1 },
    satisfaction: { asked: 1, answered: 1, average: 5 },
  });
  expect(await desk.queue('default', {})).toEqual([]);
}, 60_000);
