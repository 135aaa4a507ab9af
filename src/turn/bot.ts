import type { Activity as BotActivity } from 'botbuilder';
import type { Activity, Capabilities, Passing } from '../channel';
import { AppError } from '../errors';
import type { Logger } from '../logger';
import { closeTurn, type Answered, type Said } from './close-turn';
import type { Converse, Turn, TurnResult } from './form';
import type { FinishedTurn } from './lane';
import type { Message } from './message';
import { OmnichannelAdapter, toBotActivity } from './omnichannel-adapter';
import type { ConversationRecord, InboxEntry } from './ports';
import type { Rendered, RenderFor } from './render';
import { reported } from './reported';
import { stackOf } from './stack-of';
import { deliveryReport } from './system-activity';

export interface BotParts {
  converse: Converse;
  /** Station 11: more than one where the channel's limit splits a text. */
  render: (message: Message, how: RenderFor) => Rendered[];
  capabilities: (channel: string) => Capabilities;
  /** What the customer hears when a turn failed for a reason of ours; the second time in a row a person is offered. */
  apology: (troubles: number) => Message;
  /** What a log line may call a conversation. */
  nameOf: (record: ConversationRecord) => string;
  clock: () => Date;
  logger: Logger;
  at: Passing;
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

/** Every message of a customer gets a reply, unless a person of ours has the conversation. */
function mustBeHeard({ activity }: InboxEntry, { silent }: TurnResult): void {
  if (activity.type === 'message' && !silent) throw new AppError('Internal', 'a message got no reply');
}

/** Stations 6 to 9 and 11 of one turn: opens it, lets the dialogs answer, puts the answer into words. Writes nothing. */
export function createBot(
  parts: BotParts,
): (record: ConversationRecord, entry: InboxEntry, hopeless?: boolean) => Promise<FinishedTurn> {
  const adapter = new OmnichannelAdapter();
  const how = ({ place, timeZone }: ConversationRecord, locale: string): RenderFor => ({
    locale,
    capabilities: parts.capabilities(place.channel),
    ...(timeZone ? { timeZone } : {}),
  });

  async function speak(record: ConversationRecord, entry: InboxEntry): Promise<Answered> {
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
    return { result: result as TurnResult, said: said.map(({ channelData }) => channelData as Said), failed: false };
  }

  /**
   * The turn boundary: the customer gets an apology in their language and the draft stays as it was. Who did not write is
   * told nothing of what went wrong here.
   */
  function sorry(record: ConversationRecord, { activity }: InboxEntry): Answered {
    const locale = record.locale || 'en';
    const state = record.state ?? { schema: 1 as const };
    const nothing: TurnResult = { state, locale, messages: [], entries: [], changes: [], outcome: 'failed' };
    if (activity.system) return { result: nothing, said: [], failed: true };
    const message = parts.apology(record.troubles + 1);
    const rendered = parts.render(message, how(record, locale));
    const said = rendered.map((one, i) => ({ message, rendered: one, last: i === rendered.length - 1 }));
    return { result: { ...nothing, messages: [message] }, said, failed: true };
  }

  function close(record: ConversationRecord, entry: InboxEntry, answered: Answered): FinishedTurn {
    const inWords = how(record, answered.result.locale);
    return closeTurn(record, entry, answered, {
      at: parts.clock(),
      capabilities: inWords.capabilities,
      words: (message) =>
        parts
          .render(message, inWords)
          .map(({ text }) => text)
          .join('\n'),
      name: parts.nameOf(record),
    });
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
      const answered = await speak(record, entry);
      if (!answered.said.length) mustBeHeard(entry, answered.result);
      return close(record, entry, answered);
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
      return close(record, entry, sorry(record, entry));
    }
  };
}
