import type { Channel, Line } from '../channel';
import { receiptsOf } from '../domain/notices-of';
import type { Change } from '../domain/change';
import type { Notice } from '../domain/notice';
import type { Reach } from '../intake/ports';
import type { Logger } from '../logger';
import { createHoldBack } from '../notify/hold-back';
import { createNotifier, type Notifier } from '../notify/notifier';
import type { ChannelFacts } from '../notify/ports';
import { systemActivity } from '../turn/system-activity';
import type { Rooms } from './rooms';

export interface NoticeParts {
  rooms: Rooms;
  channels: ReadonlyMap<string, Channel>;
  reach: Reach;
  /** The line, once it is up. */
  line: () => Pick<Line, 'admit'>;
  /** Letters can be sent. */
  mail: boolean;
  zone: (client: string) => string;
  clock: () => Date;
  logger: Logger;
}

export interface OpenNotices extends Notifier {
  holdBack: ReturnType<typeof createHoldBack>;
  receipts: (changes: Change[]) => Notice[];
}

/** Puts together what customers are told unasked. */
export function openNotices({ rooms, channels, reach, line, mail, zone, clock, logger }: NoticeParts): OpenNotices {
  const facts = (name: string): ChannelFacts | null => {
    const known = channels.get(name)?.capabilities;
    return known ? { delivery: known.delivery, templates: known.templates ?? [] } : null;
  };
  const notifier = createNotifier({
    notices: rooms.notices,
    listeners: rooms.listeners,
    cases: rooms.cases,
    orders: rooms.orders,
    reach,
    facts,
    tell: async ({ place, name, id, value, locale }) =>
      void (await line().admit({ ...systemActivity(place, name, id, value), locale })),
    mail,
    zone,
    clock,
    logger,
  });
  return {
    ...notifier,
    holdBack: createHoldBack({ facts, mail, clock }),
    receipts: (changes) => (mail ? receiptsOf(changes, clock()) : []),
  };
}
