import type { InjectOptions } from 'fastify';
import { slack } from '../../../channels/slack';
import { signature } from '../../../src/sandbox/slack';
import type { Arrange } from '../contract';
import { SIGNING_SECRET, slackStandIn } from './stand-in';

/** Customers in Slack over a stand-in of it. */
export const arrange: Arrange = async ({ line, clock, logger }) => {
  const standIn = await slackStandIn({ clock, echoes: false });
  const { workspace, botToken } = standIn;
  const ana = workspace.addUser({ name: 'ana' });
  const { id: channel } = workspace.direct(ana.id);
  const made = slack({
    client: 'default',
    values: {
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_BOT_TOKEN: botToken,
      SLACK_API_URL: standIn.apiUrl,
      SLACK_CHANNEL_MPS: '100',
    },
    publicUrl: 'https://refunds.example',
    line,
    media: (_client, id) => `https://refunds.example/media/${id}`,
    installations: {
      save: () => Promise.resolve(),
      find: () => Promise.resolve(null),
      remove: () => Promise.resolve(),
      keys: () => Promise.resolve([]),
    },
    storePhoto: () => Promise.resolve({ ok: false, problem: 'type' }),
    clock,
    logger,
    at: () => undefined,
  });
  const post = (body: string, secret: string | null): InjectOptions => {
    const at = String(Math.floor(clock().getTime() / 1000));
    return {
      method: 'POST',
      url: '/webhooks/slack/events',
      headers: {
        'content-type': 'application/json',
        ...(secret === null
          ? {}
          : { 'x-slack-request-timestamp': at, 'x-slack-signature': signature(secret, at, body) }),
      },
      payload: body,
    };
  };
  const event = (id: string, text: string, more: Record<string, unknown> = {}): string =>
    JSON.stringify({
      type: 'event_callback',
      team_id: workspace.id,
      event_id: `Ev${id}`,
      authorizations: [{ team_id: workspace.id, user_id: workspace.bot.user, is_bot: true }],
      event: { type: 'message', channel, channel_type: 'im', user: ana.id, ts: id, text, ...more },
    });
  return {
    channel: made.channel,
    webhook: {
      message: (id, text) => post(event(id, text), SIGNING_SECRET),
      unsigned: (id, text) => post(event(id, text), null),
      wronglySigned: (id, text) => post(event(id, text), 'somebody-elses-secret'),
      late: 301_000,
      noMessage: () =>
        post(event('own', 'hello', { bot_id: workspace.bot.id, user: workspace.bot.user }), SIGNING_SECRET),
    },
    provider: {
      answerWith: (status) =>
        void standIn.troubles.splice(0, Infinity, { method: 'chat.postMessage', how: { kind: 'status', status } }),
      retryable: [429, 500, 502, 503, 504],
      final: [400, 403, 404, 413],
    },
    address: { team: workspace.id, channel },
    secrets: [botToken, SIGNING_SECRET, standIn.apiUrl],
    stop: async () => {
      await made.stop();
      await standIn.stop();
    },
  };
};
