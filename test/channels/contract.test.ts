import Fastify, { type FastifyInstance, type InjectOptions } from 'fastify';
import { channels } from '../../channels';
import { threadKey, type Outgoing } from '../../src/channel';
import { DeliveryError } from '../../src/errors';
import { installErrors } from '../../src/http/error-handler';
import { createMetrics } from '../../src/http/metrics';
import { render } from '../../src/turn/render';
import { arrange as arrangeBotframework } from './botframework/fixtures';
import { arrange as arrangeConsole } from './console/fixtures';
import { aKit, type Arrange, type Arrangement, type Kit } from './contract';
import { arrange as arrangeSlack } from './slack/fixtures';
import { arrange as arrangeEmail } from './email/fixtures';
import { arrange as arrangeTwilio } from './twilio/fixtures';
import { arrange as arrangeWebchat } from './webchat/fixtures';

/** Fixtures by channel. One that is missing here is a channel the contract was not applied to. */
const FIXTURES: Partial<Record<keyof typeof channels, Arrange>> = {
  webchat: arrangeWebchat,
  botframework: arrangeBotframework,
  console: arrangeConsole,
  twilio: arrangeTwilio,
  email: arrangeEmail,
  slack: arrangeSlack,
};

const aMessage = (over: Partial<Outgoing> = {}): Outgoing => ({
  client: 'default',
  channel: 'webchat',
  conversation: 'c1',
  id: 'c1|0000001.0000001',
  seq: 1,
  replyToId: 'c1|0000001',
  text: 'Which order is it?',
  key: 'refund.askOrder',
  values: {},
  choices: [],
  inputHint: 'expectingInput',
  locale: 'en',
  at: new Date(),
  ...over,
});

const choice = (n: number) => ({ value: `c${n}`, label: { literal: `Choice number ${n}` } });

const suite = (name: string, arrange: Arrange): void => {
  describe(name, () => {
    let kit: Kit;
    let arranged: Arrangement;
    let http: FastifyInstance;

    beforeEach(async () => {
      kit = aKit();
      arranged = await arrange(kit);
      http = Fastify();
      installErrors(http, { logger: kit.logger, metrics: createMetrics() });
      await http.register(arranged.channel.routes);
      await http.ready();
    });
    afterEach(async () => {
      for (const secret of arranged.secrets) expect(kit.logged()).not.toContain(secret);
      await http.close();
      await arranged.stop?.();
    });

    const outgoing = (): Outgoing => {
      const { channel, address } = arranged;
      return aMessage({ channel: channel.name, ...(address ? { address } : {}) });
    };
    const webhook = () => {
      if (!arranged.webhook) throw new Error('nobody calls this channel');
      return arranged.webhook;
    };
    const knock = async (request: InjectOptions): Promise<number> => (await http.inject(request)).statusCode;

    test('says what it is called and what it can show', () => {
      const { channel } = arranged;
      expect(channel.name).toMatch(/^[a-z]+$/);
      expect(channel.capabilities.maxText).toBeGreaterThan(100);
      expect(['feed', 'push']).toContain(channel.capabilities.delivery);
    });

    test('a long text is split within its limit and no word of it is lost', () => {
      const { capabilities } = arranged.channel;
      const words = Array.from({ length: 3_000 }, (_, i) => `word${i}`);
      const message = { key: 'greeting', values: { variant: 'named', name: words.join(' ') }, choices: [choice(1)] };
      const parts = render(message, { locale: 'en', capabilities });
      for (const { text } of parts) expect(text.length).toBeLessThanOrEqual(capabilities.maxText);
      const said = parts.map(({ text }) => text).join(' ');
      expect(words.filter((word) => !said.includes(word))).toEqual([]);
      expect(parts.map(({ choices }) => choices.length).slice(-2)).toEqual([0, 1]);
    });

    test('choices are buttons where it has them and a numbered list where it has not', () => {
      const { capabilities } = arranged.channel;
      const [said] = render(
        { key: 'thanks', values: {}, choices: [choice(1), choice(2)] },
        { locale: 'en', capabilities },
      );
      expect(said?.choices.map(({ value }) => value)).toEqual(['c1', 'c2']);
      expect(said?.text.includes('2. Choice number 2')).toBe(capabilities.choices === 'numbers');
    });

    test("a message is taken, under the provider's own id", async () => {
      if (!arranged.webhook) return;
      expect(await knock(webhook().message('m1', 'I want a refund'))).toBeLessThan(300);
      const [activity] = kit.admitted;
      expect(activity).toMatchObject({ client: 'default', channel: arranged.channel.name, text: 'I want a refund' });
      expect(activity?.providerId).toContain('m1');
    });

    test('a replay is accepted and has the same place and id as the first delivery', async () => {
      if (!arranged.webhook) return;
      for (let i = 0; i < 3; i++) expect(await knock(webhook().message('m1', 'yes'))).toBeLessThan(300);
      const places = kit.admitted.map((activity) => `${threadKey(activity)} ${activity.providerId}`);
      expect(new Set(places).size).toBe(1);
      await knock(webhook().message('m2', 'yes'));
      expect(kit.admitted[kit.admitted.length - 1]?.providerId).not.toBe(kit.admitted[0]?.providerId);
    });

    test('what is not signed, or not by the provider, is refused and goes no further', async () => {
      if (!arranged.webhook) return;
      expect([401, 403]).toContain(await knock(webhook().unsigned('m1', 'hello')));
      expect([401, 403]).toContain(await knock(webhook().wronglySigned('m1', 'hello')));
      expect(kit.admitted).toEqual([]);
      expect(kit.logged()).not.toContain('hello');
    });

    test('what was signed too long ago is refused, where the scheme has a time', async () => {
      if (!arranged.webhook?.late) return;
      const request = webhook().message('m1', 'hello');
      kit.advance(webhook().late as number);
      expect([401, 403]).toContain(await knock(request));
      expect(kit.admitted).toEqual([]);
    });

    test("what is no customer's message is answered and ignored", async () => {
      if (!arranged.webhook) return;
      expect(await knock(webhook().noMessage())).toBeLessThan(300);
      expect(kit.admitted).toEqual([]);
    });

    test('a send that may succeed later is told from one that never will', async () => {
      const { provider, channel } = arranged;
      if (!provider) return;
      const outcome = (status: number) => {
        provider.answerWith(status);
        return channel.send(outgoing()).then(
          () => 'sent',
          (error: unknown) => (error instanceof DeliveryError && error.retryable ? 'later' : 'never'),
        );
      };
      for (const status of provider.retryable) expect(`${status} ${await outcome(status)}`).toBe(`${status} later`);
      for (const status of provider.final) expect(`${status} ${await outcome(status)}`).toBe(`${status} never`);
    });

    test('a message that was sent has an id to be known by', async () => {
      const receipt = await arranged.channel.send(outgoing());
      expect(receipt.providerId).toBeTruthy();
    });
  });
};

describe('the contract of every channel', () => {
  for (const name of Object.keys(channels) as (keyof typeof channels)[]) {
    const arrange = FIXTURES[name];
    if (arrange) suite(name, arrange);
    else test.todo(`${name} supplies its fixtures`);
  }
});
