import type { DeskDelivery } from '../channel-desk-shown';
import type { Handoff } from '../domain/handoff';
import type { StaffMember } from '../domain/staff';
import type { Cases, Place } from '../intake/ports';
import type { DeskSettings } from './settings';
import type { ApprovedTemplates } from './staff-template';

/** What a turn of the desk may read. It writes nothing itself, like every turn. */
export interface DeskTurnParts {
  settings: (client: string) => DeskSettings;
  /** What can be sent to the customer at this moment. */
  reach: (place: Place) => Promise<DeskDelivery>;
  /** Of the client; null: nobody. */
  person: (client: string, staffId: string) => Promise<StaffMember | null>;
  handoffs: { find(id: string): Promise<Handoff | null> };
  cases: Pick<Cases, 'find'>;
  /** True for words by which a customer leaves the people and goes back to the bot. */
  leaves: (text: string, locale: string, channel: string) => boolean;
  /** A text of the locale files. */
  words: (key: string, locale: string) => string;
  /** The channel shows choices as buttons; elsewhere a number would be taken for an answer to the person. */
  buttons: (channel: string) => boolean;
  templates: (channel: string) => ApprovedTemplates;
}
