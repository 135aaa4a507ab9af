import type { MessageInstance } from 'twilio/lib/rest/api/v2010/account/message';
import type { Logger } from '../../src/logger';
import { isOurs } from './address';
import type { Api } from './api';
import type { Params } from './form';
import type { Marks } from './ports';
import type { TwilioSettings } from './settings';

export interface CatchUpParts {
  client: string;
  settings: TwilioSettings;
  api: Api;
  marks: Marks;
  receive: (params: Params, when: Date, late: boolean) => Promise<void>;
  clock: () => Date;
  logger: Logger;
}

/** Whoever cannot reach us is noticed within this time, in milliseconds. */
const EVERY_MS = 300_000;
/** A message may be listed a little later than it was received, in milliseconds. */
const OVERLAP_MS = 300_000;
/** A look that waits for Twilio must not hold up the end, in milliseconds. */
const STOP_WITHIN_MS = 2_000;
/** Twilio keeps no webhook back: what an outage of a day brought is fetched in lists of this length. */
const MOST = 1_000;

const wasReceived = ({ direction }: MessageInstance): boolean => direction === 'inbound';
const timeOf = ({ dateSent, dateCreated }: MessageInstance): Date => dateSent ?? dateCreated;

/** A listed message as its webhook would have said it. */
async function asParams(message: MessageInstance, api: Api): Promise<Params> {
  const { sid, from, to, body, numMedia, messagingServiceSid } = message;
  const media = Number(numMedia) > 0 ? await api.media(sid) : [];
  return {
    MessageSid: sid,
    From: from,
    To: to,
    Body: body,
    NumMedia: String(media.length),
    ...(messagingServiceSid ? { MessagingServiceSid: messagingServiceSid } : {}),
    ...Object.fromEntries(
      media.flatMap(({ url, contentType }, i) => [
        [`MediaUrl${i}`, url],
        [`MediaContentType${i}`, contentType],
      ]),
    ),
  };
}

/**
 * Fetches what Twilio received for us and could not bring: at the start and every five minutes, from the last look on.
 * What was admitted already is recognised by its SID.
 */
export function createCatchUp(parts: CatchUpParts) {
  const { settings, api, marks, clock, logger } = parts;
  const mark = `${parts.client}/twilio`;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  async function look(): Promise<void> {
    const now = clock();
    const since = await marks.read(mark);
    if (since) {
      const from = new Date(since.getTime() - OVERLAP_MS);
      const listed = await api.list({ dateSentAfter: from, limit: MOST });
      const received = listed
        .filter((one) => wasReceived(one) && isOurs(one.to, one.messagingServiceSid, settings) && timeOf(one) >= from)
        .sort((a, b) => timeOf(a).getTime() - timeOf(b).getTime());
      for (const one of received) await parts.receive(await asParams(one, api), timeOf(one), true);
    }
    await marks.write(mark, now);
  }

  /** One look; what goes wrong is tried again with the next one. */
  const attempt = (): Promise<void> =>
    look().catch((error: unknown) => {
      const { name, code } = error as { name?: string; code?: string };
      logger.warn({ station: 'admit', channel: 'twilio', err: code ?? name }, 'missed messages could not be fetched');
    });

  function schedule(): void {
    timer = setTimeout(() => {
      running = attempt().finally(() => timer && schedule());
    }, EVERY_MS);
    timer.unref();
  }

  return {
    start: (): void => {
      schedule();
      running = attempt();
    },
    /** Resolves when the present look is over. */
    looked: (): Promise<void> => running,
    stop: async (): Promise<void> => {
      clearTimeout(timer);
      timer = undefined;
      await Promise.race([running, new Promise((resolve) => setTimeout(resolve, STOP_WITHIN_MS).unref())]);
    },
  };
}
