import type { Activity, Capabilities } from '../../src/channel';
import { closeTurn, type Said } from '../../src/turn/close-turn';
import type { TurnResult } from '../../src/turn/form';
import type { Message } from '../../src/turn/message';
import type { ConversationRecord, InboxEntry } from '../../src/turn/ports';
import { anActivity } from '../helpers/an-activity';

const came = new Date('2026-11-21T10:00:00Z');
const at = new Date('2026-11-21T10:00:01Z');
const push = { delivery: 'push', window: 86_400_000 } as Capabilities;
const feed = { delivery: 'feed' } as Capabilities;

const record: ConversationRecord = {
  thread: 'default/webchat/c1',
  place: { client: 'default', channel: 'webchat', conversation: 'c1' },
  version: 3,
  handled: 4,
  outSeq: 7,
  logSeq: 20,
  deliveredTo: 0,
  contact: { id: 'u1', identified: false },
  locale: 'en',
  address: { to: 'earlier' },
  state: null,
  handoff: null,
  troubles: 1,
  remindAt: new Date('2026-11-22T10:00:00Z'),
};
const result: TurnResult = {
  state: { schema: 1 },
  locale: 'es',
  messages: [],
  entries: [],
  changes: [],
  outcome: 'answered',
};
const said = (message: Message, texts: string[], last = true): Said[] =>
  texts.map((text, i) => ({ message, rendered: { text, choices: [] }, last: last && i === texts.length - 1 }));

const closed = (
  activity: Partial<Activity>,
  {
    texts = [],
    failed = false,
    capabilities = feed,
  }: { texts?: Said[]; failed?: boolean; capabilities?: Capabilities },
) => {
  const entry: InboxEntry = {
    thread: record.thread,
    seq: 5,
    origin: 'a',
    n: 9,
    at: came,
    activity: anActivity(activity),
  };
  const closing = { at, capabilities, words: ({ key }: Message) => key, name: 'c-1' };
  return closeTurn(record, entry, { result, said: texts, failed }, closing);
};

test('what is said gets the next numbers of the conversation, and only the last of it expects an answer', () => {
  const texts = [...said({ key: 'hello' }, ['Hi.'], false), ...said({ key: 'ask', question: true }, ['Which order?'])];
  const { commit, log } = closed({ address: { to: 'now' } }, { texts });
  expect(commit.outgoing.map(({ seq, inputHint, address, locale }) => [seq, inputHint, address, locale])).toEqual([
    [8, 'ignoringInput', { to: 'now' }, 'es'],
    [9, 'expectingInput', { to: 'now' }, 'es'],
  ]);
  expect(commit.record).toMatchObject({ handled: 5, outSeq: 9, locale: 'es', troubles: 0, address: { to: 'now' } });
  expect(commit.entries.map(({ seq, type }) => [seq, type])).toEqual([
    [21, 'message-in'],
    [22, 'message-out'],
    [23, 'question'],
    [24, 'message-out'],
  ]);
  expect(commit.record.logSeq).toBe(24);
  expect(log).toEqual({ turn: 'a:9', channel: 'webchat', conversation: 'c-1', outcome: 'answered' });
});

test('photos of a text that was split go beside its last part, the name of who wrote it beside all', () => {
  const by = { staffId: 's1', name: 'Ana' };
  const photo = { id: 'p1', name: 'a.jpg', contentType: 'image/jpeg', bytes: 3 };
  const { commit } = closed({}, { texts: said({ key: 'reply', by, attachments: [photo] }, ['one', 'two']) });
  expect(commit.outgoing.map(({ attachments, by: who }) => [attachments, who])).toEqual([
    [undefined, by],
    [[photo], by],
  ]);
});

test('a window opens when the customer wrote, never later than the message came', () => {
  const wrote = (sentAt: string, capabilities: Capabilities) =>
    closed({ sentAt }, { capabilities }).commit.record.lastInAt;
  expect(wrote('2026-11-21T09:00:00Z', push)).toEqual(new Date('2026-11-21T09:00:00Z'));
  expect(wrote('2026-11-21T11:00:00Z', push)).toEqual(came);
  expect(wrote('no date', push)).toEqual(came);
  expect(wrote('2026-11-21T09:00:00Z', feed)).toEqual(came);
});

test('what we tell ourselves is no word of the customer, and a turn that failed is counted', () => {
  const { record: after } = closed({ system: true, type: 'event', from: { id: 'us', identified: true } }, {}).commit;
  expect([after.contact, after.lastInAt, after.address]).toEqual([record.contact, undefined, record.address]);
  expect(closed({}, { failed: true }).commit.record.troubles).toBe(2);
});

test('a reminder that was due is over with the turn', () => {
  expect(closed({}, {}).commit.record).not.toHaveProperty('remindAt');
});
