import { defaultCalendar, type BusinessCalendar } from '../domain/business-hours';

/** How a client's desk works. Minutes are business minutes: outside hours no clock of the desk runs. */
export interface DeskSettings {
  calendar: BusinessCalendar;
  /** A claim falls back into the queue when its owner leaves the customer without an answer for this long. */
  ownerSilentMinutes: number;
  /** Before the end of a promise by which the desk is warned of it. */
  warnMinutes: number;
  /** After a broken promise: the lead is called, then the customer gets an apology with a new time. */
  leadAfterMinutes: number;
  apologyAfterMinutes: number;
}

/** House rules until a client says otherwise. */
export const DEFAULT_SETTINGS: DeskSettings = {
  calendar: defaultCalendar(),
  ownerSilentMinutes: 20,
  warnMinutes: 10,
  leadAfterMinutes: 15,
  apologyAfterMinutes: 30,
};

/** The longest a conversation may be laid aside, in hours of the wall clock. */
export const PARK_HOURS = 72;
