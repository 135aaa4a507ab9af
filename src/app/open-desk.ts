import { randomUUID } from 'node:crypto';
import { smsSize, toPlain } from '../../channels/twilio/gsm7';
import { deskFacts } from '../../dialogs/desk-facts';
import type { Channel } from '../channel';
import type { Desk, Surfaces } from '../channel-desk';
import { createDesk } from '../desk';
import { caseOpened } from '../desk/case-opened';
import type { DeskPorts } from '../desk/ports';
import { reportOf, type DeskReport } from '../desk/report';
import type { MessageCost } from '../domain/message-cost';
import { deskAnswers } from '../intake/desk-answers';
import { leaveWorkspace } from '../intake/leave-workspace';
import { atHand } from '../intake/order-at-hand';
import type { messagingCost } from '../intake/messaging-cost';
import type { Announcer, Reach } from '../intake/ports';
import type { SettingsInForce } from '../intake/ports-settings';
import { setPresence } from '../intake/set-presence';
import { createStorePhoto } from '../intake/store-photo';
import type { RunningLine } from '../turn/line';
import { choiceText, render } from '../turn/render';
import { systemActivity } from '../turn/system-activity';
import type { Understand } from '../understanding/reading';
import { approvedTemplates, deskSettingsOf } from './open-talk';
import { nextCaseNo } from './next-case-no';
import type { Rooms } from './rooms';

export interface DeskWiring {
  rooms: Rooms;
  line: Pick<RunningLine, 'instruct'> & Announcer;
  channels: ReadonlyMap<string, Channel>;
  reach: Reach;
  settings: SettingsInForce;
  client: string;
  understand: Understand;
  redact: DeskPorts['redact'];
  surfaces: Surfaces;
  onChange: (heard: () => void) => void;
  clock: () => Date;
}

/** What the bot keeps of a conversation, as the desk would like to know it. */
const factsOf =
  ({ conversationReads }: Rooms): DeskPorts['facts'] =>
  async (place) => {
    const record = await conversationReads.find(place);
    if (!record) return null;
    const { contact, locale, state } = record;
    return { contact, locale, ...deskFacts(state) };
  };

/** As the customer's channel sends it: split, and on SMS in its alphabet. */
const renderFor =
  (channels: DeskWiring['channels']): DeskPorts['render'] =>
  (message, { locale, channel }) => {
    const capabilities = channels.get(channel)?.capabilities;
    if (!capabilities) return [];
    const texts = render(message, { locale, capabilities }).map(({ text }) => text);
    return channel === 'sms' ? texts.map(toPlain) : texts;
  };

/** Puts the desk together from what the service has. */
export function openDesk(wiring: DeskWiring): Desk {
  const { client, rooms, line, channels, reach, settings, understand, redact, surfaces, onChange, clock } = wiring;
  const { cases, orders, people } = rooms;
  const answers = deskAnswers({
    client,
    cases,
    orders,
    people,
    line: { announce: line.announce },
    settings,
    newCaseNo: nextCaseNo,
    reasonWords: (l1, l2) => choiceText({ key: `reason.${l1}.${l2}` }, 'en'),
    clock,
  });
  return createDesk({
    ...answers,
    handoffs: rooms.handoffs,
    people,
    left: ({ team, user }) => leaveWorkspace(people, { provider: 'slack', team, user }, clock()),
    teams: (ours) => settings.known(ours).teams,
    setAway: (ours, id, away) => setPresence(people, { client: ours, id }, away, clock()),
    instruct: ({ place, name, id, value, text }, patience) =>
      line.instruct(systemActivity(place, name, id, value, text), patience),
    log: rooms.log.read,
    facts: factsOf(rooms),
    cases,
    board: rooms.board,
    orders,
    ordersOf: orders.ofContact,
    photos: rooms.photos,
    storePhoto: createStorePhoto(rooms.photos),
    reach,
    templates: approvedTemplates(channels),
    settings: deskSettingsOf(settings),
    render: renderFor(channels),
    redact,
    smsSize,
    languageOf: (text) => understand(text, { locale: 'en' }).language,
    words: (key, locale) => choiceText({ key }, locale),
    free: async (order) => {
      const { open } = atHand(order, await cases.byOrder(order.client, order.orderNo));
      return new Map(open.map(({ sku, quantity }) => [sku, quantity]));
    },
    caseOpened: (refundCase, person, at) => caseOpened({ cases, line }, refundCase, person, at),
    surfaces,
    onChange,
    newId: randomUUID,
    clock,
  });
}

/** Handoffs one report counts at most. */
const MOST_COUNTED = 20_000;

/** How the desk did, over the handoffs that ended between two moments, and what telling those customers cost. */
export async function deskReport(
  handoffs: Rooms['handoffs'],
  messaging: ReturnType<typeof messagingCost>,
  client: string,
  [from, to]: [Date, Date],
): Promise<DeskReport & { messaging: MessageCost }> {
  const ended = await handoffs.closedBetween(client, from, to, MOST_COUNTED);
  return { ...reportOf(ended), messaging: await messaging.ofHandoffs(ended) };
}
