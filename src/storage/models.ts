import type { Connection } from 'mongoose';
import { LINKING_SCHEMAS } from './models-linking';
import { PEOPLE_SCHEMAS } from './models-people';
import { mixed, schema } from './schema';

/** Raised when a document's shape changes; written into every document. */
export const SCHEMA_VERSION = 1;

/** `_id` = thread. */
const conversations = schema({
  _id: String,
  client: String,
  channel: String,
  conversation: String,
  schemaVersion: Number,
  version: Number,
  handled: Number,
  outSeq: Number,
  logSeq: Number,
  deliveredTo: Number,
  troubles: Number,
  contact: mixed,
  locale: String,
  timeZone: String,
  address: mixed,
  state: mixed,
  lease: { owner: String, until: Date },
  lastInAt: Date,
  remindAt: Date,
  astray: [mixed],
  updatedAt: Date,
});
conversations.index({ conversation: 1 });
conversations.index({ remindAt: 1 }, { partialFilterExpression: { remindAt: { $exists: true } } });

/** `_id` = thread|seq. `key` = thread|provider id: what makes an activity arrive once. */
const inbox = schema({
  _id: String,
  client: String,
  schemaVersion: Number,
  key: String,
  thread: String,
  seq: Number,
  origin: String,
  n: Number,
  at: Date,
  activity: mixed,
});
inbox.index({ key: 1 }, { unique: true });
inbox.index({ origin: 1, n: 1 });

/**
 * `_id` = thread|outSeq. `due` exists while a push channel has still to send the message. `past`: what the provider called
 * it in sends that came to nothing; `fresh`: it is back from one, or was held.
 */
const outbox = schema({
  _id: String,
  client: String,
  schemaVersion: Number,
  status: String,
  rank: Number,
  attempts: Number,
  due: Date,
  fresh: Boolean,
  past: [String],
  providerId: String,
  code: String,
  message: mixed,
});
outbox.index({ due: 1 }, { partialFilterExpression: { due: { $exists: true } } });
outbox.index({ providerId: 1 }, { partialFilterExpression: { providerId: { $exists: true } } });

/** `_id` = stream|seq, a stream being a thread or `case:client/caseNo`. Append-only. */
const log = schema({
  _id: String,
  client: String,
  schemaVersion: Number,
  stream: String,
  seq: Number,
  at: Date,
  type: String,
  actor: mixed,
  data: mixed,
});

/** `_id` = client/caseNo. `claims`: units no other case may hold. */
const cases = schema({
  _id: String,
  client: String,
  schemaVersion: Number,
  caseNo: String,
  version: Number,
  status: String,
  orderNo: String,
  threads: [String],
  contact: String,
  claims: [String],
  case: mixed,
  createdAt: Date,
  updatedAt: Date,
});
cases.index({ claims: 1 }, { unique: true, sparse: true });
cases.index({ client: 1, orderNo: 1 });
cases.index({ client: 1, contact: 1, createdAt: -1 }, { partialFilterExpression: { contact: { $exists: true } } });
cases.index({ threads: 1 });
cases.index({ client: 1, status: 1, createdAt: -1 });
cases.index({ createdAt: -1, _id: -1 });

/** `_id` = client/orderNo. */
const orders = schema({
  _id: String,
  client: String,
  schemaVersion: Number,
  orderNo: String,
  sample: Boolean,
  contacts: [String],
  order: mixed,
});
orders.index({ sample: 1 }, { partialFilterExpression: { sample: true } });
orders.index({ client: 1, contacts: 1 });

/** A client; `_id` = its name. `shapes`: what its order and tracking numbers look like, as learnt from its orders. */
const clients = schema({
  _id: String,
  schemaVersion: Number,
  shapes: [String],
  settings: mixed,
  settingsVersion: Number,
  settingsChanged: mixed,
});

const handoffs = schema({
  _id: String,
  client: String,
  schemaVersion: Number,
  thread: String,
  status: String,
  team: String,
  owner: String,
  dueAt: Date,
  askedAt: Date,
  closedAt: Date,
  version: Number,
  behind: Boolean,
  /** Another value with every change of its case beside it; absent after a turn of its own. */
  aged: String,
  handoff: mixed,
});
handoffs.index({ client: 1, status: 1, askedAt: 1 });
handoffs.index({ thread: 1, askedAt: -1 });
handoffs.index({ dueAt: 1 }, { partialFilterExpression: { dueAt: { $exists: true } } });
handoffs.index({ askedAt: 1 }, { partialFilterExpression: { behind: true } });

/** Where a handoff is shown, and how far; `_id` = its id. */
const deskThreads = schema({
  _id: String,
  client: String,
  schemaVersion: Number,
  place: mixed,
  shownTo: Number,
  cardVersion: Number,
  memory: mixed,
  lease: { owner: String, until: Date },
});
deskThreads.index(
  { 'place.team': 1, 'place.channel': 1, 'place.ts': 1 },
  { unique: true, partialFilterExpression: { 'place.ts': { $exists: true } } },
);

/** One failed look-up; forgotten after a day. */
const attempts = schema({ client: String, schemaVersion: Number, keys: [String], at: Date });
attempts.index({ at: 1 }, { expireAfterSeconds: 86_400 });

/** The processes on this store. */
const instances = schema({
  _id: String,
  schemaVersion: Number,
  aliveAt: Date,
  admitted: Number,
  handledTo: Number,
  mark: mixed,
  sessions: [mixed],
});

/** What is known of a stored photo beside its bytes (GridFS bucket `attachments`). `_id` = the id customers and staff use. */
const photos = schema({
  _id: String,
  client: String,
  schemaVersion: Number,
  sha256: String,
  thread: String,
  file: mixed,
  meta: mixed,
  at: Date,
});
photos.index({ client: 1, thread: 1, sha256: 1 }, { unique: true });

/** Who does not want to hear from us; `_id` = thread. `seen`: the ids of the last messages that changed it. */
const consents = schema({
  _id: String,
  client: String,
  schemaVersion: Number,
  optedOut: Boolean,
  by: String,
  at: Date,
  seen: [String],
});

/** `_id` = client/channel/address: of a person with several, the one their conversation is `known` by. */
const addresses = schema({ _id: String, client: String, schemaVersion: Number, known: String });

/** Moments that outlive a process, such as how far a provider's messages were looked through. */
const marks = schema({ _id: String, schemaVersion: Number, at: Date });

/** What customers are still to be told; `_id` = client/caseNo, of a receipt with `/receipt`. `missed`: threads tried in vain. */
const notices = schema({
  _id: String,
  client: String,
  schemaVersion: Number,
  caseNo: String,
  kind: String,
  version: Number,
  at: Date,
  dueAt: Date,
  missed: [String],
});
notices.index({ dueAt: 1 });

/** Message templates made at a provider; `_id` = client/account/hash of what is in it. */
const contents = schema({ _id: String, schemaVersion: Number, sid: String });

/** Where the Slack app is installed; `_id` = workspace or organisation. `sealed`: tokens and all, encrypted. */
const slackInstallations = schema({
  _id: String,
  client: String,
  schemaVersion: Number,
  sealed: String,
  updatedAt: Date,
});

/**
 * The collections. Documents are built by this room's own code and read as plain objects; mongoose holds the connection,
 * the schemas as documentation of what lies where, and the indexes. Identifiers that are looked up or scanned in order are
 * the `_id` itself (`thread|seq`, `stream|seq`), so that the busiest collections need no second index.
 */
export const SCHEMAS = {
  conversations,
  inbox,
  outbox,
  log,
  cases,
  orders,
  clients,
  handoffs,
  desk_threads: deskThreads,
  attempts,
  instances,
  photos,
  consents,
  addresses,
  marks,
  contents,
  notices,
  slack_installations: slackInstallations,
  ...PEOPLE_SCHEMAS,
  ...LINKING_SCHEMAS,
};
export type CollectionName = keyof typeof SCHEMAS;

/** Registers every collection on the connection. */
export function defineModels(connection: Connection): void {
  for (const [name, one] of Object.entries(SCHEMAS)) connection.model(name, one, name);
}

/** Creates collections and indexes; safe to run again and by several processes at once. */
export async function createIndexes(connection: Connection): Promise<void> {
  for (const name of Object.keys(SCHEMAS)) {
    await connection.model(name).createCollection();
    await connection.model(name).createIndexes();
  }
}
