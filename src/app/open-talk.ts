import { randomUUID } from 'node:crypto';
import { createConverse, type Dependencies } from '../../dialogs';
import type { Channel } from '../channel';
import { createDeskTurn } from '../desk/desk-turn';
import { deskSettings, type DeskSettings } from '../desk/settings';
import { createFreeing } from '../desk/free-from';
import type { ApprovedTemplates } from '../desk/staff-template';
import { createTicker, type TickerPorts } from '../desk/ticker';
import type { StaffMember } from '../domain/staff';
import type { Cases, Orders, Reach } from '../intake/ports';
import type { People } from '../intake/ports-people';
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

/** What a channel may send although free words may not be sent. */
export const approvedTemplates =
  (channels: ReadonlyMap<string, Channel>) =>
  (name: string): ApprovedTemplates => {
    const { templates = [], templateTexts = {} } = channels.get(name)?.capabilities ?? {};
    return { names: templates, texts: templateTexts };
  };

/** The dialogs, and around them the people who may take a conversation over. */
export function openTalk(parts: TalkParts): Converse {
  const { rooms, facts, reach, channels, understand } = parts;
  return createDeskTurn(
    {
      settings: deskSettingsOf(parts.settings),
      reach: reach.reachability,
      person: rooms.people.find,
      handoffs: rooms.handoffs,
      cases: facts.cases,
      leaves: (text, locale) => {
        const { control } = understand(text, { locale });
        return control?.name === 'bot' && control.whole;
      },
      words: (key, locale) => choiceText({ key }, locale),
      buttons: (channel) => channels.get(channel)?.capabilities.choices === 'buttons',
      templates: approvedTemplates(channels),
    },
    parts.instead ?? dialogs(parts),
  );
}

/** A look at the clocks of the desk and at who may still have what they have, to be taken every few seconds. */
export function deskClocks(
  { handoffs, people }: Rooms,
  line: Pick<RunningLine, 'admit'>,
  settings: SettingsInForce,
  client: string,
  clock: () => Date,
) {
  const admit: TickerPorts['admit'] = async ({ place, name, id, value }) =>
    void (await line.admit(systemActivity(place, name, id, value)));
  const strike = createTicker({ handoffs, settings: deskSettingsOf(settings), admit, clock });
  const freeing = createFreeing({ handoffs, people, admit });
  return {
    look: async (): Promise<void> => {
      await strike();
      await freeing.sweep(client);
    },
    /** Somebody's record changed in this process. */
    changed: freeing.changed,
  };
}

/** The people, and what hears at once of a change to one; it is swept later where that fails. */
export const heardOf = (people: People, changed: (member: StaffMember) => Promise<void>): People => ({
  ...people,
  commit: async (change) => {
    const kept = await people.commit(change);
    if (kept && change.expects !== null) await changed(change.after).catch(() => undefined);
    return kept;
  },
});
