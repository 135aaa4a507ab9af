import type { Channel } from '../channel';
import type { ClientSettings } from '../domain/client-settings';
import { createDeskTurn } from '../desk/desk-turn';
import { deskSettings, type DeskSettings } from '../desk/settings';
import type { Cases, Reach } from '../intake/ports';
import type { Handoffs } from '../storage/handoffs';
import type { Converse } from '../turn/form';
import { choiceText } from '../turn/render';
import type { Understand } from '../understanding/reading';

export interface DeskTurnWiring {
  handoffs: Handoffs;
  cases: Cases;
  reach: Reach;
  understand: Understand;
  channels: ReadonlyMap<string, Channel>;
  settings: (client: string) => ClientSettings;
}

/** The settings of a client's desk as they are in force. */
export const settingsOf =
  (known: (client: string) => ClientSettings) =>
  (client: string): DeskSettings =>
    deskSettings(known(client));

/** Puts the people around the dialogs. */
export function withDesk(wiring: DeskTurnWiring, converse: Converse): Converse {
  const { handoffs, cases, reach, understand, channels } = wiring;
  return createDeskTurn(
    {
      settings: settingsOf(wiring.settings),
      reach: reach.reachability,
      handoffs,
      cases,
      leaves: (text, locale) => {
        const { control } = understand(text, { locale });
        return control?.name === 'bot' && control.whole;
      },
      words: (key, locale) => choiceText({ key }, locale),
      buttons: (channel) => channels.get(channel)?.capabilities.choices === 'buttons',
    },
    converse,
  );
}
