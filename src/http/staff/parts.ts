import type { Desk } from '../../channel-desk';
import type { RefundCase } from '../../domain/refund-case';
import type { CaseMessaging } from '../../intake/messaging-cost';
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
  desk: Pick<Desk, 'queue' | 'card' | 'transcript' | 'preview' | 'act'>;
  /** How the desk did, over what ended in a span of time. */
  deskReport: (client: string, from: Date, to: Date) => Promise<object>;
  /** What the messages about a case came to. */
  messaging: (refundCase: RefundCase) => Promise<CaseMessaging>;
  newId: () => string;
  newCaseNo: () => string;
  clock: () => Date;
}
