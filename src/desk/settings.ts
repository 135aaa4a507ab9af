import { addBusinessMinutes, defaultCalendar, type BusinessCalendar } from '../domain/business-hours';

/** How a client's desk works. Minutes are business minutes: outside hours no clock of the desk runs. */
export interface DeskSettings {
  calendar: BusinessCalendar;
  /** What a customer who calls a person is promised. */
  firstReplyMinutes: number;
  /** A claim falls back into the queue when its owner leaves the customer without an answer for this long. */
  ownerSilentMinutes: number;
  /** Before the end of a promise by which the desk is warned of it. */
  warnBeforeMinutes: number;
  /** The longest a conversation may be laid aside, by the wall clock. */
  parkMaxHours: number;
  /** After a broken promise: the lead is called, then the customer gets an apology with a new time. */
  leadAfterMinutes: number;
  apologyAfterMinutes: number;
}

/** House rules until a client says otherwise. */
export const DEFAULT_SETTINGS: DeskSettings = {
  calendar: defaultCalendar(),
  firstReplyMinutes: 30,
  ownerSilentMinutes: 15,
  warnBeforeMinutes: 10,
  parkMaxHours: 72,
  leadAfterMinutes: 15,
  apologyAfterMinutes: 30,
};

/** A client's own settings over the house rules. */
export const deskSettings = (own: {
  calendar: BusinessCalendar;
  desk: Pick<DeskSettings, 'firstReplyMinutes' | 'ownerSilentMinutes' | 'warnBeforeMinutes' | 'parkMaxHours'>;
}): DeskSettings => ({ ...DEFAULT_SETTINGS, ...own.desk, calendar: own.calendar });

/** The time by which a person answers who is called now. */
export const promised = (at: Date, { firstReplyMinutes, calendar }: DeskSettings): Date =>
  addBusinessMinutes(at, firstReplyMinutes, calendar);
