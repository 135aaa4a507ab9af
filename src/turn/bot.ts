import type { Activity as BotActivity } from 'botbuilder';
import type { Activity, Capabilities, Outgoing, Passing, RenderedChoice } from '../channel';
import { AppError } from '../errors';
import type { Logger } from '../logger';
import type { Converse, Turn, TurnResult } from './form';
import type { FinishedTurn } from './lane';
import type { Message } from './message';
import { confirmed, heardEntry, saidEntries } from './draft-entries';
import { keepHandoff } from './keep-handoff';
import { numberEntries } from './number-entries';
import { reported, setFree } from './reported';
import { stackOf } from './stack-of';
import { deliveryReport, systemActivity } from './system-activity';
import { OmnichannelAdapter, toBotActivity } from './omnichannel-adapter';
import type { ConversationRecord, InboxEntry } from './ports';
import { activityId, messageId } from '../domain/feed-id';

/** A message in words. */
export interface Rendered {
  text: string;
  choices: RenderedChoice[];
}

export type Render = (
  message: Message,
  how: { locale: string; capabilities: Capabilities; timeZone?: string },
) => Rendered[];

export interface BotParts {
  converse: Converse;
  /** Station 11: more than one where the channel's limit splits a text. */
  render: Render;
  capabilities: (channel: string) => Capabilities;
  /** What the customer hears when a turn failed for a reason of ours; the second time in a row a person is offered. */
  apology: (troubles: number) => Message;
  /** What a log line may call a conversation. */
  nameOf: (record: ConversationRecord) => string;
  clock: () => Date;
  logger: Logger;
  at: Passing;
}

/** What other conversations are told. */
function telling({ tells = [] }: TurnResult): { tells?: Activity[] } {
  const told = tells.map(({ to, name, id, value }) => systemActivity(to, name, id, value));
  return told.length ? { tells: told } : {};
}

/** Of the events a customer can send, only these mean anything: opening the bot, and calling it in a group. */
const CALLS: (string | undefined)[] = ['start', 'group'];
const meaning = ({ system, name }: Activity): string | undefined => (system || CALLS.includes(name) ? name : undefined);

function turnOf(record: ConversationRecord, { activity, at }: InboxEntry): Turn {
  const { type, value, text, attachments, from, redacted = [], system } = activity;
  const name = meaning(activity);
  return {
    thread: record.place,
    cause: { type, ...(name === undefined ? {} : { name }), ...(value === undefined ? {} : { value }) },
    contact: system ? record.contact : { ...from },
    said: {
      text,
      ...(value === undefined || type === 'event' ? {} : { choice: value }),
      attachments,
      locale: record.locale || (activity.locale ?? 'en'),
      at,
      redacted,
    },
    state: record.state,
    handoff: record.handoff,
    ...(record.timeZone ? { timeZone: record.timeZone } : {}),
    earlier: record.handled,
  };
}

/** What the channel's tag says of each outgoing activity, set by `say` and read back after the turn. */
interface Said {
  message: Message;
  rendered: Rendered;
  last: boolean;
}

/** Every message of a customer gets a reply, unless a person of ours has the conversation. */
function mustBeHeard({ activity }: InboxEntry, { silent }: TurnResult): void {
  if (activity.type === 'message' && !silent) throw new AppError('Internal', 'a message got no reply');
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

/** Stations 6 to 9 and 11 of one turn: opens it, lets the dialogs answer, puts the answer into words. Writes nothing. */
export function createBot(
  parts: BotParts,
): (record: ConversationRecord, entry: InboxEntry, hopeless?: boolean) => Promise<FinishedTurn> {
  const adapter = new OmnichannelAdapter();
  const how = ({ place, timeZone }: ConversationRecord, locale: string) => ({
    locale,
    capabilities: parts.capabilities(place.channel),
    ...(timeZone ? { timeZone } : {}),
  });

  async function speak(record: ConversationRecord, entry: InboxEntry): Promise<{ result: TurnResult; said: Said[] }> {
    let result: TurnResult | undefined;
    const said = await adapter.collect(toBotActivity(record, entry), async (context) => {
      await parts.at('interrupt');
      const answered = (result = await parts.converse(turnOf(record, entry)));
      await parts.at('dialog');
      const all = answered.messages.flatMap((message, i) => {
        const rendered = parts.render(message, how(record, answered.locale));
        return rendered.map((one, j): Said => ({
          message,
          rendered: one,
          last: i === answered.messages.length - 1 && j === rendered.length - 1,
        }));
      });
      if (all.length)
        await context.sendActivities(
          all.map((one): Partial<BotActivity> => ({ type: 'message', text: one.rendered.text, channelData: one })),
        );
    });
    await parts.at('render');
    return { result: result as TurnResult, said: said.map(({ channelData }) => channelData as Said) };
  }

  /**
   * The turn boundary: the customer gets an apology in their language and the draft stays as it was. Who did not write is
   * told nothing of what went wrong here.
   */
  function sorry(record: ConversationRecord, { activity }: InboxEntry): { result: TurnResult; said: Said[] } {
    const locale = record.locale || 'en';
    const state = record.state ?? { schema: 1 as const };
    const nothing: TurnResult = { state, locale, messages: [], entries: [], changes: [], outcome: 'failed' };
    if (activity.system) return { result: nothing, said: [] };
    const message = parts.apology(record.troubles + 1);
    const rendered = parts.render(message, how(record, locale));
    const said = rendered.map((one, i) => ({ message, rendered: one, last: i === rendered.length - 1 }));
    return { result: { ...nothing, messages: [message] }, said };
  }

  function finish(
    record: ConversationRecord,
    entry: InboxEntry,
    result: TurnResult,
    said: Said[],
    failed: boolean,
  ): FinishedTurn {
    const { place, thread } = record;
    const { system, address = record.address, inline } = entry.activity;
    const at = parts.clock();
    const feed = parts.capabilities(place.channel).delivery === 'feed';
    const words = (message: Message): string =>
      parts
        .render(message, how(record, result.locale))
        .map(({ text }) => text)
        .join('\n');
    const outgoing = said.map((one, i): Outgoing => {
      const seq = record.outSeq + i + 1;
      return {
        ...place,
        id: messageId(place, entry.seq, seq),
        seq,
        replyToId: activityId(entry.activity, entry.seq),
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
          ...(fromCustomer ? { lastInAt: wroteAt(entry, parts.capabilities(place.channel)) } : {}),
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
        conversation: parts.nameOf(record),
        outcome: result.outcome,
      },
    };
  }

  return async (stored, entry, hopeless = false) => {
    const { timeZone = stored.timeZone } = entry.activity;
    const record = timeZone ? { ...stored, timeZone } : stored;
    const report = deliveryReport(entry.activity);
    const { window } = parts.capabilities(record.place.channel);
    if (report) return reported(record, entry, report, { at: parts.clock(), name: parts.nameOf(record), window });
    try {
      await parts.at('open');
      if (hopeless) throw new AppError('Conflict', 'the turn cannot be saved');
      const { result, said } = await speak(record, entry);
      if (!said.length) mustBeHeard(entry, result);
      return finish(record, entry, result, said, false);
    } catch (error) {
      // A store that is away is no failure of the turn: it is computed again once the store is back.
      if ((error as { code?: string }).code === 'Unavailable') throw error;
      parts.logger.error(
        {
          station: 'dialog',
          conversation: parts.nameOf(record),
          err: { name: (error as Error).name, stack: stackOf(error) },
        },
        'turn failed',
      );
      const { result, said } = sorry(record, entry);
      return finish(record, entry, result, said, true);
    }
  };
}
