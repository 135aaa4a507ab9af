import { createAttempts } from '../storage/attempts';
import { createCaseBoard } from '../storage/case-board';
import { createCases } from '../storage/cases';
import { createClientSettings } from '../storage/client-settings';
import type { Store } from '../storage/connect';
import { createConsents } from '../storage/consents';
import { createContents } from '../storage/contents';
import { createConversationReads } from '../storage/conversation-reads';
import { createConversations } from '../storage/conversations';
import { createDialogStates } from '../storage/dialog-states';
import { createFeed } from '../storage/feed';
import { createHandoffs } from '../storage/handoffs';
import { createInbox } from '../storage/inbox';
import { createInstances } from '../storage/instances';
import { createLatestLog } from '../storage/latest-log';
import { createLinks } from '../storage/links';
import { createLogReader } from '../storage/log';
import { createListeners } from '../storage/listeners';
import { createMarks } from '../storage/marks';
import { createMessagesSent } from '../storage/messages-sent';
import { createNotices } from '../storage/notices';
import { createOneTimeCodes } from '../storage/one-time-codes';
import { createOrders } from '../storage/orders';
import { createOrphanedPhotos } from '../storage/orphaned-photos';
import { createOutbox } from '../storage/outbox';
import { createPhotos } from '../storage/photos';
import { createQuoted } from '../storage/quoted';
import { createSameAddress } from '../storage/same-address';
import { createPeople } from '../storage/staff';
import { createStaffNotices } from '../storage/staff-notices';
import { createSlackInstallations } from '../storage/slack-installations';
import { createStaffTokens } from '../storage/staff-tokens';
import { createTakenIds } from '../storage/taken-ids';

/** What the store holds, one member for each thing the rest of the service asks of it. */
export function openRooms(store: Store) {
  return {
    attempts: createAttempts(store),
    board: createCaseBoard(store),
    cases: createCases(store),
    clientSettings: createClientSettings(store),
    codes: createOneTimeCodes(store),
    consents: createConsents(store),
    contents: createContents(store),
    conversations: createConversations(store),
    conversationReads: createConversationReads(store),
    dialogStates: createDialogStates(store),
    feed: createFeed(store),
    handoffs: createHandoffs(store),
    inbox: createInbox(store),
    instances: createInstances(store),
    latestLog: createLatestLog(store),
    log: createLogReader(store),
    links: createLinks(store),
    listeners: createListeners(store),
    marks: createMarks(store),
    messagesSent: createMessagesSent(store),
    notices: createNotices(store),
    orders: createOrders(store),
    orphanedPhotos: createOrphanedPhotos(store),
    outbox: createOutbox(store),
    people: createPeople(store),
    photos: createPhotos(store),
    quoted: createQuoted(store),
    slackInstallations: (client: string, clock: () => Date) => createSlackInstallations(store, client, clock),
    sameAddress: createSameAddress(store),
    staffNotices: createStaffNotices(store),
    tokens: createStaffTokens(store),
    takenIds: createTakenIds(store),
  };
}

export type Rooms = ReturnType<typeof openRooms>;
