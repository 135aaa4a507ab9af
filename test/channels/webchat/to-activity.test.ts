import { toActivity } from '../../../channels/webchat/to-activity';

const source = { client: 'default', conversation: 'c1' };
const message = (more: Record<string, unknown> = {}) => ({ type: 'message', from: { id: 'u1' }, text: 'hi', ...more });

test('a customer cannot choose an id that we give out', () => {
  expect(() => toActivity(message({ from: { id: 'dl_victim' } }), source)).toThrow(
    expect.objectContaining({ code: 'BadRequest', details: { field: 'from.id' } }),
  );
});

test('the user a token names replaces whatever was sent, and is vouched for', () => {
  const activity = toActivity(message({ from: { id: 'dl_victim' } }), { ...source, user: 'dl_me' });
  expect(activity?.from).toEqual({ id: 'dl_me', identified: true });
});

test('only listed fields pass: nothing a client adds can make an activity ours', () => {
  const activity = toActivity(
    message({ system: true, inline: true, redacted: [], client: 'other', address: {} }),
    source,
  );
  expect(Object.keys(activity ?? {}).sort()).toEqual(
    ['attachments', 'channel', 'client', 'conversation', 'from', 'providerId', 'text', 'type'].sort(),
  );
});

test('the same clientActivityID of the same sender is the same message; without one every message is new', () => {
  const sent = (id?: string) =>
    toActivity(message(id ? { channelData: { clientActivityID: id } } : {}), source)?.providerId;
  expect(sent('a')).toBe(sent('a'));
  expect(sent('a')).not.toBe(sent('b'));
  expect(sent()).not.toBe(sent());
});

test.each([
  ['text', { text: 'x'.repeat(4001) }],
  ['value', { value: 'x'.repeat(2001) }],
])('a %s that is too long is refused by name', (field, more) => {
  expect(() => toActivity(message(more), source)).toThrow(
    expect.objectContaining({ code: 'TooLarge', details: { field } }),
  );
});

test.each([
  [{ type: 5 }],
  [null],
  [[]],
  ['text'],
  [{ type: 'message', from: 'me' }],
  [{ type: 'message', text: 'hi' }],
])('what is no activity is refused: %j', (body) => {
  expect(() => toActivity(body, source)).toThrow(expect.objectContaining({ code: 'BadRequest' }));
});

test.each([['typing'], ['conversationUpdate'], ['endOfConversation']])('%s is no customer message', (type) => {
  expect(toActivity(message({ type }), source)).toBeNull();
});

test.each([
  ['Europe/Madrid', 'Europe/Madrid'],
  ['Mars/Olympus', undefined],
])('a time zone of %s is kept as %s', (localTimezone, kept) => {
  expect(toActivity(message({ localTimezone }), source)?.timeZone).toBe(kept);
});
