import type { Outgoing } from '../../../src/channel';
import { fromMessage } from '../../../channels/botframework/from-activity';

const message = (text: string, choices: Outgoing['choices'] = []): Outgoing => ({
  client: 'default',
  channel: 'botframework',
  conversation: 'msteams/c1',
  id: 'out-1',
  seq: 1,
  replyToId: 'in-1',
  text,
  key: 'refund.readBack',
  values: {},
  choices,
  inputHint: 'expectingInput',
  locale: 'en',
  at: new Date('2026-11-18T10:00:00Z'),
});

const on = (channelId: string) => ({
  serviceUrl: 'https://smba.trafficmanager.net/emea/',
  channelId,
  conversation: 'c1',
  bot: 'bot',
  user: 'u1',
});

const choices = Array.from({ length: 8 }, (_, i) => ({ value: `d1:reason:${String(i)}`, text: `Reason ${String(i)}` }));

describe('a message as the channel shows it', () => {
  it('keeps its lines in Teams, and shows what a customer wrote as text', () => {
    expect(fromMessage(message('One & two\n<b>three</b>\n"4"'), on('msteams'))).toMatchObject({
      text: 'One &amp; two<br/>&lt;b&gt;three&lt;/b&gt;<br/>"4"',
      textFormat: 'xml',
    });
  });

  it.each([
    ['msteams', '**one** <line>'],
    ['webchat', 'two\n<lines>'],
    ['sms', 'two\n<lines>'],
  ])('is plain text elsewhere and on one line: %s', (channelId, text) => {
    expect(fromMessage(message(text), on(channelId))).toMatchObject({ text, textFormat: 'plain' });
  });

  it('carries the value of each choice in a button, six in a row, and not its words', () => {
    const [card] = fromMessage(message('Why?', choices), on('webchat')).attachments as {
      content: { body: { actions: { type: string; title: string; data: unknown }[] }[] };
    }[];
    const rows = card?.content.body.map(({ actions }) => actions) ?? [];
    expect(rows.map((row) => row.length)).toEqual([6, 2]);
    expect(rows[0]?.[0]).toEqual({ type: 'Action.Submit', title: 'Reason 0', data: { redress: 'd1:reason:0' } });
  });

  it('carries its id of the outbox where nothing else reads the channel data', () => {
    expect(fromMessage(message('hello'), on('msteams')).channelData).toEqual({ redressId: 'out-1' });
    expect(fromMessage(message('hello'), on('slack'))).not.toHaveProperty('channelData');
  });
});
