import type { Activity, Capabilities, Outgoing } from '../channel';
import { activityId, messageId } from '../domain/feed-id';
import { confirmed, heardEntry, saidEntries } from './draft-entries';
import type { TurnResult } from './form';
import { keepHandoff } from './keep-handoff';
import type { FinishedTurn } from './lane';
import type { Message } from './message';
import { numberEntries } from './number-entries';
import type { ConversationRecord, InboxEntry } from './ports';
import type { Rendered } from './render';
import { setFree } from './reported';
import { systemActivity } from './system-activity';

/** One text of an answer; `last`: the turn's last. */
export interface Said {
  message: Message;
  rendered: Rendered;
  last: boolean;
}

/** What the dialogs answered; `failed`: an apology of ours instead. */
export interface Answered {
  result: TurnResult;
  said: Said[];
  failed: boolean;
}

export interface Closing {
  at: Date;
  /** Of the conversation's channel. */
  capabilities: Capabilities;
  /** The words of a message as this customer reads them. */
  words: (message: Message) => string;
  /** What a log line may call the conversation. */
  name: string;
}

/** What other conversations are told. */
function telling({ tells = [] }: TurnResult): { tells?: Activity[] } {
  const told = tells.map(({ to, name, id, value }) => systemActivity(to, name, id, value));
  return told.length ? { tells: told } : {};
}

/** Whose words these are, and the photos that go with them: beside the last part of a text that was split. */
function beside({ message }: Said, next: Said | undefined): Pick<Outgoing, 'by' | 'attachments'> {
  const { by, attachments = [] } = message;
  const photos = attachments.length && next?.message !== message;
  return { ...(by ? { by } : {}), ...(photos ? { attachments } : {}) };
}

/**
 * When the customer wrote: where that opens a window, a message fetched after an outage counts from when its channel says,
 * never later than it came. Elsewhere a clock that is not ours is not believed.
 */
function wroteAt({ activity: { sentAt }, at }: InboxEntry, { window }: Capabilities): Date {
  const sent = window === undefined || sentAt === undefined ? NaN : Date.parse(sentAt);
  return sent < at.getTime() ? new Date(sent) : at;
}

const inputHint = ({ message, last }: Said): Outgoing['inputHint'] =>
  last ? (message.question ? 'expectingInput' : 'acceptingInput') : 'ignoringInput';

/** What was said, as it leaves: each under the next number of the conversation, to where the customer wrote from last. */
function leaving(
  { place, outSeq, address: known }: ConversationRecord,
  { activity, seq: heardSeq }: InboxEntry,
  { result, said }: Answered,
  at: Date,
): Outgoing[] {
  const { address = known, inline } = activity;
  const replyToId = activityId(activity, heardSeq);
  return said.map((one, i): Outgoing => {
    const seq = outSeq + i + 1;
    return {
      ...place,
      id: messageId(place, heardSeq, seq),
      seq,
      replyToId,
      text: one.rendered.text,
      key: one.message.key,
      values: one.message.values ?? {},
      choices: one.rendered.choices,
      inputHint: inputHint(one),
      locale: result.locale,
      at,
      ...(address ? { address } : {}),
      ...beside(one, said[i + 1]),
      ...(inline ? { inline } : {}),
    };
  });
}

/**
 * Everything a turn writes, of what the dialogs answered: the messages that leave, the log entries, the changes of cases and
 * handoff, what other conversations are told, and the conversation as it is afterwards. Writes nothing itself.
 */
export function closeTurn(
  record: ConversationRecord,
  entry: InboxEntry,
  answered: Answered,
  { at, capabilities, words, name }: Closing,
): FinishedTurn {
  const { place, thread } = record;
  const { result, said, failed } = answered;
  const { system, address = record.address } = entry.activity;
  const feed = capabilities.delivery === 'feed';
  const outgoing = leaving(record, entry, answered, at);
  const fromCustomer = !system;
  const free = fromCustomer ? setFree(record, at) : { astray: record.astray ?? [], reports: [], drafts: [] };
  const drafts = [
    heardEntry(entry, result.read),
    ...free.drafts,
    ...result.entries.map((draft) => confirmed(draft, words)),
    ...outgoing.flatMap((message, i) =>
      saidEntries(message, said[i]?.message.question ?? false, feed, said[i]?.message.hush),
    ),
  ];
  const numbering = { client: place.client, stream: thread, logSeq: record.logSeq, at };
  const { entries, changes, logSeq } = numberEntries(drafts, result.changes, numbering);
  const desk = keepHandoff(record.handoff, changes, logSeq);
  const { remindAt: _old, ...kept } = record;
  return {
    commit: {
      record: {
        ...kept,
        handled: entry.seq,
        outSeq: record.outSeq + outgoing.length,
        logSeq,
        handoff: desk.handoff,
        troubles: failed ? record.troubles + 1 : 0,
        contact: fromCustomer ? { ...entry.activity.from } : record.contact,
        locale: result.locale,
        ...(address ? { address } : {}),
        state: result.state,
        astray: free.astray,
        ...(fromCustomer ? { lastInAt: wroteAt(entry, capabilities) } : {}),
        ...(result.remindAt ? { remindAt: result.remindAt } : {}),
      },
      entries,
      outgoing,
      changes: desk.changes,
      reports: free.reports,
      ...telling(result),
    },
    log: {
      turn: `${entry.origin}:${entry.n}`,
      channel: place.channel,
      conversation: name,
      outcome: result.outcome,
    },
  };
}
