import fc from 'fast-check';
import { readActivity, readPage } from '../../../../channels/webchat/browser/wire/activity';
import { streamAddress } from '../../../../channels/webchat/browser/wire/stream';
import { readTrack } from '../../../../channels/webchat/browser/view/track';
import { sniff } from '../../../../channels/webchat/browser/photo';

const NOW = '2026-11-21T12:00:00.000Z';

test('anything may arrive and nothing breaks', () => {
  fc.assert(
    fc.property(fc.anything(), (thing) => {
      readActivity(thing, NOW);
      readPage(thing);
      const values = Object(thing) as Record<string, unknown>;
      readTrack(values);
    }),
  );
});

test('choices come from our own field, and from suggested actions where another service sends only those', () => {
  const bot = { type: 'message', id: '1', from: { role: 'bot' }, text: 'Which?' };
  const suggestedActions = { actions: [{ type: 'imBack', title: 'Blue mug', value: 'Blue mug' }] };
  const own = readActivity(
    { ...bot, suggestedActions, channelData: { choices: [{ value: 'r1:items:A', text: 'Blue mug' }] } },
    NOW,
  );
  expect(own).toMatchObject({ choices: [{ value: 'r1:items:A', text: 'Blue mug' }] });
  expect(readActivity({ ...bot, suggestedActions }, NOW)).toMatchObject({
    choices: [{ value: 'Blue mug', text: 'Blue mug' }],
  });
});

test('events and unknown types are not shown', () => {
  expect(readActivity({ type: 'event', id: '1', from: { role: 'user' } }, NOW)).toBeNull();
  expect(readActivity({ type: 'message', from: { role: 'bot' }, text: 'no id' }, NOW)).toBeNull();
});

test('a refused case ends its track there', () => {
  const track = readTrack({ stage: 'denied', since: NOW, steps: [{ stage: 'requested', at: NOW, state: 'done' }] });
  expect(track?.steps.at(-1)).toEqual({ stage: 'denied', at: NOW, state: 'stopped' });
});

test.each([
  ['image/jpeg', [0xff, 0xd8, 0xff, 0xe0]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/webp', [...Buffer.from('RIFF0000WEBPVP8 ')]],
  ['image/heic', [...Buffer.from('0000ftypheic0000')]],
  [undefined, [...Buffer.from('GIF89a')]],
  [undefined, [...Buffer.from('<svg xmlns=')]],
])('the content says %s', (type, bytes) => expect(sniff(Uint8Array.from(bytes))).toBe(type));

test('a stream that names another loopback host is reached under the page’s own name, any other as given', () => {
  expect(streamAddress('ws://127.0.0.1:3978/s?t=1', 'http://localhost:3978')).toBe('ws://localhost:3978/s?t=1');
  expect(streamAddress('wss://chat.example/s', 'https://shop.example')).toBe('wss://chat.example/s');
  expect(streamAddress('/s', 'https://shop.example')).toBe('wss://shop.example/s');
});
