import type { Line, MediaLink, Passing, StorePhoto } from '../../src/channel';
import type { Desk } from '../../src/channel-desk';
import type { Logger } from '../../src/logger';
import { paragraph } from './blocks';
import { createBolt } from './bolt-app';
import { createBudget } from './budget';
import { createClients } from './clients';
import { createCustomers } from './customers';
import type { SlackClients } from './client';
import { createDeskSurface } from './desk';
import { createDirect } from './direct';
import { createEvents } from './events';
import { fallbackOf } from './from-activity';
import { createInstallationStore } from './installations';
import { createInstaller } from './oauth';
import { createPhotos } from './photos';
import type { Installations } from './ports';
import { createProfiles } from './profiles';
import { createReceive } from './receive';
import { createSeal } from './seal';
import { createSender } from './send';
import type { SlackSettings } from './settings';
import { slackLogger } from './slack-logger';
import { createSocket } from './socket';
import { createWebApi } from './web-api';
import { createWorkspaces } from './workspaces';

export interface AssemblyParts {
  client: string;
  line: Line;
  media: MediaLink;
  installations: Installations;
  storePhoto: StorePhoto;
  /** Absent: customers only. */
  desk?: Desk;
  clock: () => Date;
  logger: Logger;
  at: Passing;
}

/** Where the app is installed: by a token of its own, by OAuth, or both. */
function installed(settings: SlackSettings, { installations, clock, logger }: AssemblyParts) {
  const { apiUrl, oauth, botToken } = settings;
  const quiet = slackLogger(logger);
  const webApi = (token: string) => createWebApi(token, apiUrl, quiet);
  const store = oauth && createInstallationStore(installations, createSeal(oauth.stateSecret), logger);
  const installer = oauth && store && createInstaller(oauth, store, { apiUrl, logger });
  const workspaces = createWorkspaces({
    installations,
    webApi,
    clock,
    ...(botToken === undefined ? {} : { botToken }),
    ...(installer && store ? { installer, store } : {}),
  });
  return { webApi, workspaces, installer: installer ?? null };
}

/** The desk, where there are channels for it. */
function deskSurface({ deskChannels: channels }: SlackSettings, parts: AssemblyParts, slack: SlackClients) {
  const { desk, client, clock, logger } = parts;
  return desk && channels.length ? createDeskSurface({ desk, client, slack, channels, clock, logger }) : null;
}

/** Everything of the channel that needs Slack's libraries. */
export function assemble(settings: SlackSettings, parts: AssemblyParts) {
  const { client, line, media, clock, logger, at } = parts;
  const { apiUrl, appToken } = settings;
  const { webApi, workspaces, installer } = installed(settings, parts);
  const budget = createBudget(settings.perSecond);
  const clients = createClients({ workspaces, webApi, budget, apiUrl, clock });
  const surface = deskSurface(settings, parts, clients);
  const customers = createCustomers({
    client,
    line,
    media,
    direct: createDirect(),
    profiles: createProfiles(clock),
    photos: createPhotos(parts.storePhoto, clock),
    at,
  });
  const receive = createReceive({
    clients,
    customers,
    events: createEvents({ customers, surface, workspaces }),
    bolt: createBolt({ workspaces, customers, surface, apiUrl, logger }),
    clock,
    logger,
  });
  const socket = appToken === undefined ? null : createSocket({ appToken, apiUrl, receive, logger });

  return {
    ...createSender({ clients, media }),
    receive,
    installer,
    /** Tells the desk's plain channel something that is of no conversation. */
    announce: async (text: string): Promise<void> => {
      const [first] = settings.deskChannels;
      const there = first && (await clients.withChannel(first.channel));
      await there?.call('chat.postMessage', {
        channel: first?.channel ?? '',
        text: fallbackOf({ text, locale: 'en' }),
        blocks: [paragraph(text)],
        mrkdwn: false,
        unfurl_links: false,
        unfurl_media: false,
      });
    },
    start: () => {
      if (!settings.deskChannels.length)
        logger.warn({ channel: 'slack' }, 'there is no desk in Slack: SLACK_DESK_CHANNEL is not set');
      // Known before the first event, which has three seconds for everything.
      void clients.teams().catch(() => undefined);
      socket?.start();
      surface?.start();
    },
    stop: async () => {
      await socket?.stop();
      await surface?.stop();
      budget.close();
    },
  };
}

export type Assembly = ReturnType<typeof assemble>;
