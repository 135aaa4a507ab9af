import { randomUUID } from 'node:crypto';
import { createConverse, type Dependencies } from '../../dialogs';
import type { Channel } from '../channel';
import { createDeskTurn } from '../desk/desk-turn';
import { deskSettings, type DeskSettings } from '../desk/settings';
import { createTicker } from '../desk/ticker';
import type { Cases, Orders, Reach } from '../intake/ports';
import type { SettingsInForce } from '../intake/ports-settings';
import type { Converse } from '../turn/form';
import type { RunningLine } from '../turn/line';
import { choiceText } from '../turn/render';
import { systemActivity } from '../turn/system-activity';
import type { Understand } from '../understanding/reading';
import { nextCaseNo } from './next-case-no';
import type { Rooms } from './rooms';

export interface TalkParts {
  client: string;
  rooms: Rooms;
  /** Orders and cases as they are read within a turn. */
  facts: { orders: Orders; cases: Cases };
  reach: Reach;
  channels: ReadonlyMap<string, Channel>;
  understand: Understand;
  settings: SettingsInForce;
  linking: Dependencies['linking'];
  /** What a test puts in place of the dialogs. */
  instead: Converse | undefined;
}

/** The settings of a client's desk as they are in force. */
export const deskSettingsOf =
  ({ known }: Pick<SettingsInForce, 'known'>) =>
  (client: string): DeskSettings =>
    deskSettings(known(client));

function dialogs({ client, rooms, facts, understand, settings, linking }: TalkParts): Converse {
  return createConverse({
    orders: facts.orders,
    cases: facts.cases,
    attempts: rooms.attempts,
    understand,
    choiceText,
    newCaseNo: nextCaseNo,
    newId: randomUUID,
    ...(linking ? { linking } : {}),
    // Read anew at each call: a change of settings holds at once.
    get calendar() {
      return settings.known(client).calendar;
    },
    get promiseMinutes() {
      return settings.known(client).desk.firstReplyMinutes;
    },
  });
}

/** The dialogs, and around them the people who may take a conversation over. */
export function openTalk(parts: TalkParts): Converse {
  const { rooms, facts, reach, channels, understand } = parts;
  return createDeskTurn(
    {
      settings: deskSettingsOf(parts.settings),
      reach: reach.reachability,
      handoffs: rooms.handoffs,
      cases: facts.cases,
      leaves: (text, locale) => {
        const { control } = understand(text, { locale });
        return control?.name === 'bot' && control.whole;
      },
      words: (key, locale) => choiceText({ key }, locale),
      buttons: (channel) => channels.get(channel)?.capabilities.choices === 'buttons',
    },
    parts.instead ?? dialogs(parts),
  );
}

/** A look at the clocks of the desk, to be taken every few seconds. */
export const deskClocks = (
  { handoffs }: Rooms,
  line: Pick<RunningLine, 'admit'>,
  settings: SettingsInForce,
  clock: () => Date,
): (() => Promise<void>) =>
  createTicker({
    handoffs,
    settings: deskSettingsOf(settings),
    admit: async ({ place, name, id, value }) => void (await line.admit(systemActivity(place, name, id, value))),
    clock,
  });
