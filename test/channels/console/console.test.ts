import type { Activity, Outgoing } from '../../../src/channel';
import { consoleChannel, type ConsoleChannel } from '../../../channels/console';

const aReply = (replyToId: string, text: string, inputHint: Outgoing['inputHint']): Outgoing => ({
  client: 'default',
  channel: 'console',
  conversation: 'c',
  id: `out-${text}`,
  seq: 1,
  replyToId,
  text,
  key: 'help',
  values: {},
  choices: [],
  inputHint,
  locale: 'en',
  at: new Date('2026-11-21T10:00:00Z'),
});

/** A terminal whose bot answers every activity with two messages, the second after a moment. */
function aTerminal(locale?: string) {
  const admitted: Activity[] = [];
  const printed: string[] = [];
  const channel: ConsoleChannel = consoleChannel({
    client: 'default',
    print: (text) => printed.push(text),
    line: {
      admit: async (activity) => {
        admitted.push(activity);
        const id = String(admitted.length);
        await channel.send(aReply(id, `first to ${activity.text || activity.name}`, 'ignoringInput'));
        setTimeout(
          () => void channel.send(aReply(id, `last to ${activity.text || activity.name}`, 'expectingInput')),
          5,
        );
        return Promise.resolve({ id, duplicate: false });
      },
    },
    ...(locale ? { locale } : {}),
  });
  return { channel, admitted, printed };
}

async function* typing(...lines: string[]): AsyncGenerator<string> {
  for (const line of lines) {
    await Promise.resolve();
    yield line;
  }
}

describe('a conversation in the terminal', () => {
  test('begins with the start event in the terminal language, then says each line that is not blank', async () => {
    const { channel, admitted } = aTerminal('es-ES');
    await channel.talk(typing('I want a refund', '  ', '1'), () => undefined);
    expect(admitted.map(({ type, name, text }) => name ?? `${type} ${text}`)).toEqual([
      'start',
      'message I want a refund',
      'message 1',
    ]);
    expect(admitted[0]!.locale).toBe('es-ES');
    expect(new Set(admitted.map(({ providerId }) => providerId)).size).toBe(3);
    expect(new Set(admitted.map(({ conversation }) => conversation)).size).toBe(1);
  });

  test('asks for the next line only when the whole answer was shown', async () => {
    const { channel, printed } = aTerminal();
    await channel.talk(typing('hello'), () => printed.push('>'));
    expect(printed).toEqual(['  first to start', '  last to start', '>', '  first to hello', '  last to hello', '>']);
  });

  test('is another one each time', async () => {
    const [one, two] = [aTerminal(), aTerminal()];
    await one.channel.talk(typing(), () => undefined);
    await two.channel.talk(typing(), () => undefined);
    expect(one.admitted[0]!.conversation).not.toBe(two.admitted[0]!.conversation);
  });

  test('nobody is taken for an identified contact', async () => {
    const { channel, admitted } = aTerminal();
    await channel.talk(typing('hello'), () => undefined);
    expect(admitted.every(({ from }) => !from.identified)).toBe(true);
  });
});

test('a sent message has arrived once it is printed, every line of it indented', async () => {
  const { channel, printed } = aTerminal();
  const receipt = await channel.send(aReply('1', 'Which?\n\n1. This', 'expectingInput'));
  expect(receipt).toEqual({ providerId: 'out-Which?\n\n1. This', status: 'delivered' });
  expect(printed).toEqual(['  Which?\n\n  1. This']);
});

test('without a terminal a message is given up at once', async () => {
  const channel = consoleChannel({
    client: 'default',
    line: { admit: () => Promise.resolve({ id: '1', duplicate: false }) },
  });
  await expect(channel.send(aReply('1', 'hello', 'expectingInput'))).rejects.toMatchObject({
    code: 'NoTerminal',
    retryable: false,
  });
});
