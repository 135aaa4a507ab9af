import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { channels as all } from '../../channels';
import type { Channel, Line, MediaLink, Passing } from '../channel';
import type { Desk } from '../channel-desk';
import type { Settings } from '../config';
import { createMailer } from '../integrations/mail/mailer';
import type { Reach } from '../intake/ports';
import { createStorePhoto } from '../intake/store-photo';
import type { Logger } from '../logger';
import type { Rooms } from './rooms';

export interface ChannelParts {
  client: string;
  settings: Settings;
  rooms: Rooms;
  line: Line;
  /** Opens the web chat to whoever knows it. */
  secret: string;
  media: MediaLink;
  reach: Reach;
  desk: Desk;
  /** What a log line may call a conversation. */
  names: (channel: string, conversation: string) => string;
  clock: () => Date;
  logger: Logger;
  at: Passing;
  /** Channels beside the configured ones. */
  more: Channel[];
}

export interface OpenChannels {
  /** Every channel that has, or may have, conversations. */
  known: Channel[];
  /** Those customers can reach us on. */
  open: Channel[];
  /** Says something to everybody at the desk. */
  announceToDesk(text: string): Promise<void>;
  /** Begins what a channel does by itself; the line must be up. */
  start(): void;
  stop(): Promise<void>;
}

/** The built page and widget: beside the compiled service, or where the build put them when it runs from its sources. */
const builtPages = (): string =>
  [join(__dirname, '..', '..', 'public'), join(__dirname, '..', '..', 'dist', 'public')].find((path) =>
    existsSync(path),
  ) ?? '';

/** Puts the channels together, each with the few things it asks for. */
export function openChannels(parts: ChannelParts): OpenChannels {
  const { client, settings, rooms, line, media, clock, logger, at } = parts;
  const { publicUrl } = settings;
  const values = settings.channels ?? {};
  const storePhoto = createStorePhoto(rooms.photos);
  const shared = { client, publicUrl, line, clock, storePhoto, media, at };

  const webchat = all.webchat({
    ...shared,
    secret: parts.secret,
    origins: settings.webchatOrigins,
    samples: async () =>
      (await rooms.orders.samples(client)).map(({ orderNo, contact, sampleNote }) => ({
        orderNo,
        email: contact.email ?? '',
        note: sampleNote ?? {},
      })),
    publicDir: builtPages(),
    ...(settings.sandbox ? { demo: '/sandbox' } : {}),
  });
  const botframework = all.botframework({ ...shared, values: values.botframework });
  const twilio = all.twilio({
    ...shared,
    values: values.twilio,
    consents: rooms.consents,
    sameAddress: rooms.sameAddress,
    quoted: rooms.quoted,
    marks: rooms.marks,
    contents: rooms.contents,
    lastInAt: parts.reach.lastInAt,
    takenIds: rooms.takenIds,
    nameOf: parts.names,
    logger,
  });
  const slack = all.slack({
    ...shared,
    values: values.slack,
    installations: rooms.slackInstallations(client, clock),
    desk: parts.desk,
    logger,
  });
  const { SMTP_URL: url, MAIL_FROM: from } = values.email ?? {};
  const mailer = url && from ? createMailer({ url, from }) : undefined;
  const email = all.email({ mail: mailer?.send });
  const open: Channel[] = [
    webchat,
    botframework,
    ...twilio.open,
    ...(slack.open ? [slack.channel] : []),
    ...(mailer ? [email] : []),
    ...parts.more,
  ];
  return {
    // A terminal that went away in the middle of a turn leaves it to be finished here, with nobody to hear it.
    known: [all.console({ client, line }), ...twilio.all, slack.channel, email, ...open],
    open,
    announceToDesk: slack.announce,
    start: () => {
      twilio.start();
      slack.start();
    },
    stop: async () => {
      mailer?.close();
      await twilio.stop();
      await slack.stop();
    },
  };
}
