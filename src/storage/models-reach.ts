import { schema } from './schema';

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

/** Moments that outlive a process, such as how far a provider's messages were looked through. */
const marks = schema({ _id: String, schemaVersion: Number, at: Date });

/** Where the Slack app is installed; `_id` = workspace or organisation. `sealed`: tokens and all, encrypted. */
const slackInstallations = schema({
  _id: String,
  client: String,
  schemaVersion: Number,
  sealed: String,
  updatedAt: Date,
});

/** Whom we may write to, where and with what, and what they are still to hear. */
export const REACH_SCHEMAS = { consents, addresses, notices, contents, marks, slack_installations: slackInstallations };
