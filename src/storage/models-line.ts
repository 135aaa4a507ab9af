import { mixed, schema } from './schema';

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

/** What a message passes on its way through the line, and who works on it. */
export const LINE_SCHEMAS = { conversations, inbox, outbox, log, instances };
