import type { SlackStandIn } from '../../../src/sandbox/slack';
import type { Message, User } from '../../../src/sandbox/slack';
import type { Authority } from '../../channels/botframework/authority';
import type { ConnectorStandIn } from '../../channels/botframework/stand-ins';
import { openConversation, readFeed, type Heard as Activity } from '../../helpers/direct-line-client';
import type { TwilioStandIn } from '../../helpers/twilio-stand-in';
import { SECRET } from '../service-child';
import { insist, until, type Scene } from './scene';

/** Something that reached a customer. */
export interface Heard {
  /** Of the message in our outbox: the same one twice has the same id. */
  id: string;
  text: string;
  photos: number;
}

/** One customer of one channel, whatever becomes of the service. */
export interface Customer {
  channel: string;
  conversation: string;
  /** Resolves when the service, or the provider in its stead, has the message safe. */
  says(text: string, photo?: Buffer): Promise<void>;
  /** Everything that reached the customer, where the provider shows it. */
  heard(): Promise<Heard[]>;
}

/** Direct Line: a client that repeats what was not acknowledged, under the same id. */
export async function webCustomer(scene: Scene): Promise<Customer> {
  const opened = await until('a conversation', async () => openConversation((await scene.service.up()).caller, SECRET));
  const { conversationId, token } = opened;
  let said = 0;
  return {
    channel: 'webchat',
    conversation: conversationId,
    says: async (text, photo) => {
      const activity = {
        type: 'message',
        from: { id: conversationId },
        text,
        locale: 'en-US',
        channelData: { clientActivityID: `m${(said += 1)}` },
      };
      await insist(scene, async () => {
        const { url, caller } = await scene.service.up();
        const path = `/v3/directline/conversations/${conversationId}`;
        if (!photo) return caller.call('POST', `${path}/activities`, token, activity);
        const form = new FormData();
        form.set('activity', new Blob([JSON.stringify(activity)], { type: 'application/vnd.microsoft.activity' }));
        form.set('file', new Blob([new Uint8Array(photo)], { type: 'image/jpeg' }), 'mug.jpg');
        const headers = { authorization: `Bearer ${token}` };
        const answer = await fetch(`${url}${path}/upload`, { method: 'POST', headers, body: form });
        return { status: answer.status, json: await answer.json() };
      });
    },
    heard: async () => {
      const feed = await readFeed((await scene.service.up()).caller, opened);
      return feed
        .filter(({ from }) => from.role === 'bot')
        .map((one) => {
          const { id, text, attachments = [] } = one as Activity & { attachments?: unknown[] };
          return { id, text, photos: attachments.length };
        });
    },
  };
}

/** A phone: Twilio brings a message once; what it cannot bring, the service has to fetch. */
export function phoneCustomer(scene: Scene, twilio: TwilioStandIn, phone: string): Customer {
  return {
    channel: phone.startsWith('whatsapp:') ? 'whatsapp' : 'sms',
    conversation: phone.replace('whatsapp:', ''),
    says: async (text, photo) => {
      await scene.service.up();
      const photos = photo ? [{ contentType: 'image/jpeg', bytes: photo }] : [];
      const answer = await twilio.says(phone, text, {}, photos).catch(() => null);
      if (answer?.status === 200) scene.acknowledged();
    },
    heard: () =>
      Promise.resolve(
        twilio.sent(phone).map(({ body, params }) => ({
          id: /[?&]seq=(\d+)/.exec(params.StatusCallback ?? '')?.[1] ?? 'none',
          text: body,
          photos: params.MediaUrl ? 1 : 0,
        })),
      ),
  };
}

const markOf = ({ metadata }: Message): string => {
  const payload = metadata?.event_payload as { id?: string } | undefined;
  return payload?.id ?? 'none';
};

/** Direct messages with the app: Slack brings an event again until it is taken. */
export function slackCustomer(scene: Scene, slack: SlackStandIn, user: User): Customer {
  const { workspace, people } = slack;
  const channel = workspace.direct(user.id);
  return {
    channel: 'slack',
    conversation: `${workspace.id}:${channel.id}`,
    says: async (text, photo) => {
      await scene.service.up();
      const files = photo ? [{ name: 'mug.jpg', bytes: photo }] : [];
      const { status, settled } = await people.says(user, { text, files });
      if (status === 200) scene.acknowledged();
      const last = status === 200 ? status : (await settled).status;
      if (last !== 200) throw new Error(`Slack gave up an event that was answered with ${last}`);
    },
    heard: () =>
      Promise.resolve(
        channel.messages
          .filter(({ botId, ephemeralTo }) => botId !== undefined && ephemeralTo === undefined)
          .map((message) => ({
            id: markOf(message),
            text: `${message.text}\n${JSON.stringify(message.blocks)}`,
            photos: message.blocks.filter(({ type }) => type === 'image').length + message.files.length,
          })),
      ),
  };
}

/** A conversation in Teams: the connector brings an activity again until it is taken. */
export function teamsCustomer(
  scene: Scene,
  { connector, tokens }: { connector: ConnectorStandIn; tokens: Authority },
  name: string,
): Customer {
  let said = 0;
  return {
    channel: 'botframework',
    conversation: `msteams/${name}`,
    says: async (text, photo) => {
      const id = `${name}-${(said += 1)}`;
      const path = `/v3/attachments/${id}/views/original`;
      if (photo) connector.files.set(path, { bytes: photo, headers: { 'content-type': 'image/jpeg' } });
      const image = { contentType: 'image/jpeg', contentUrl: connector.url + path, name: 'mug.jpg' };
      const activity = {
        type: 'message',
        id,
        timestamp: new Date().toISOString(),
        channelId: 'msteams',
        serviceUrl: connector.url,
        from: { id: `u-${name}`, name: 'Ana' },
        recipient: { id: 'bot', name: 'Redress' },
        conversation: { id: name },
        locale: 'en-US',
        text,
        ...(photo ? { attachments: [image] } : {}),
      };
      await insist(scene, async () => {
        const { caller } = await scene.service.up();
        return caller.call('POST', '/api/messages', tokens.token(connector.url), activity);
      });
    },
    heard: () =>
      Promise.resolve(
        connector.taken
          .filter(({ conversation, body }) => conversation === name && body.type === 'message')
          .map(({ body }) => ({
            id: body.channelData?.redressId ?? 'none',
            text: `${body.text ?? ''}\n${JSON.stringify(body.attachments ?? [])}`,
            photos: (body.attachments ?? []).filter(({ contentType }) => contentType.startsWith('image/')).length,
          })),
      ),
  };
}
