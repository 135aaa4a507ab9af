import type { Announcer, CaseBoard, Cases, Orders, Photos } from '../../intake/ports';
import type { ClientSettingsStore, SettingsInForce } from '../../intake/ports-settings';
import type { AnnounceToDesk, People, StaffTokens } from '../../intake/ports-people';

/** What the staff API works with. */
export interface StaffParts {
  /** STAFF_TOKEN. */
  token: string;
  /** The business whose staff this is: nothing of another one can be read or moved. */
  client: string;
  board: CaseBoard;
  cases: Cases;
  orders: Orders;
  photos: Photos;
  line: Announcer;
  people: People;
  tokens: StaffTokens;
  settings: SettingsInForce;
  settingsStore: ClientSettingsStore;
  announceToDesk: AnnounceToDesk;
  newId: () => string;
  newCaseNo: () => string;
  clock: () => Date;
}
