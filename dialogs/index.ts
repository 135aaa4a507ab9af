import { zonesOfPhone } from '../src/domain/phone-zones';
import { lastLoud } from '../src/domain/quiet-hours';
import type { Converse, TurnResult } from '../src/turn/form';
import type { Message } from '../src/turn/message';
import { accountOf } from './account';
import { announce } from './announce';
import { byMail } from './by-mail';
import { hearMoment } from './hear-moment';
import { chooseLanguage, startLocale } from './language';
import { withLead } from './leads';
import { sendCode } from './linking/step-up';
import { linked, unlinked } from './linking/told';
import { recall, type Memory } from './memory';
import { joined, reply, type Dependencies, type Moment, type Reply } from './moment';
import { withProofsInForce } from './proofs';
import { remind } from './remind';
import { route } from './route';
import { hasOpenDraft } from './resume';
import { greet } from './small-talk';
import { takeUp } from './take-up';
import { unreachable } from './unreachable';
import { comeBack, welcomeBack } from './welcome-back';

export type { Dependencies } from './moment';

/** Counts how often a message comes in a row, so that the locale files can have other words for the second time. */
function unrepeated(messages: Message[], memory: Memory): { messages: Message[]; said: Record<string, number> } {
  const said: Record<string, number> = {};
  const counted = messages.map((message) => {
    const times = (memory.said[message.key] ?? 0) + 1;
    said[message.key] = times;
    if (message.question || times === 1) return message;
    return { ...message, values: { ...message.values, attempt: times } };
  });
  return { messages: counted, said };
}

/**
 * Hours after the customer's last message at which an unfinished request is reminded of, once: before hour 23, so that it
 * has left well within the 24 hours in which WhatsApp lets us write freely.
 */
const REMIND_HOURS = 22.5;
const HOUR = 3_600_000;

/** Nobody is reminded at night: where the last moment is one, the evening before is. */
function remindAt(memory: Memory, { turn, deps }: Moment): { remindAt?: Date } {
  const { lastAt, reminded } = memory;
  if (!hasOpenDraft(memory) || reminded || lastAt === null) return {};
  const zones = turn.timeZone
    ? [turn.timeZone]
    : (zonesOfPhone(turn.thread.conversation) ?? [deps.calendar?.timeZone ?? 'UTC']);
  return { remindAt: lastLoud(new Date(new Date(lastAt).getTime() + REMIND_HOURS * HOUR), zones) };
}

function finish({ memory, messages, entries, changes, tells = [], outcome }: Reply, moment: Moment): TurnResult {
  const spoken = unrepeated(messages, memory);
  const state: Memory = { ...memory, said: messages.length ? spoken.said : memory.said };
  return {
    state,
    locale: memory.locale,
    messages: spoken.messages,
    entries,
    changes,
    ...(tells.length ? { tells } : {}),
    outcome,
    ...(moment.turn.cause.type === 'event' ? {} : { read: accountOf(moment) }),
    ...remindAt(memory, moment),
  };
}

/** An angry customer's question opens with the person. */
const personFirst = (message: Message): Message => (message.question ? withLead(message, 'angry') : message);

async function hearMessage(moment: Moment, memory: Memory): Promise<Reply> {
  const spoken = chooseLanguage(moment, memory);
  const redacted: Message[] = moment.turn.said.redacted.length > 0 ? [{ key: 'notice.secrets' }] : [];
  // A button's words are not the customer's: "MUG-BLUE" is no shouting.
  const shouts = moment.reading.angry && moment.picked.length === 0;
  const angry = shouts || (memory.angry && memory.asked !== null);
  const back = welcomeBack(moment, { ...spoken.memory, angry });
  const heard = await route(back.moment, back.memory);
  const all = joined(reply(memory, [...redacted, ...spoken.notices, ...back.messages], ''), heard);
  // Said once: from then on the person is the first choice of every question.
  const messages = shouts && !memory.angry ? all.messages.map(personFirst) : all.messages;
  return { ...all, messages, memory: { ...all.memory, lastAt: moment.at.toISOString() } };
}

type HearEvent = (moment: Moment, memory: Memory, value: string | undefined) => Promise<Reply> | Reply;

const EVENTS: Record<string, HearEvent> = {
  start: (moment, memory) => (hasOpenDraft(memory) ? comeBack(moment, memory) : greet(moment, memory)),
  // Several people read along: nothing of an order is said there, and nothing is asked.
  group: (_moment, memory) => reply(memory, [{ key: 'notice.group' }], 'sent-away'),
  'case-changed': (moment, memory, value) => announce(moment, memory, value ?? ''),
  'mail-changed': (moment, memory, value) => byMail(moment, memory, value ?? '', 'changed'),
  'mail-receipt': (moment, memory, value) => byMail(moment, memory, value ?? '', 'receipt'),
  unreachable: (moment, memory, value) => unreachable(moment, memory, value ?? ''),
  reminder: (moment, memory) => remind(moment, memory),
  linked: (moment, memory, value) => linked(moment, memory, value ?? ''),
  unlinked: (moment, memory, value) => unlinked(moment, memory, value ?? ''),
  'send-code': (moment, memory, value) => sendCode(moment, memory, value ?? ''),
  // A person has the conversation, or had: what the customer wrote to them counts as having written.
  heard: (moment, memory, value) =>
    reply(value === 'customer' ? { ...memory, lastAt: moment.at.toISOString() } : memory, [], 'ignored'),
  resume: (moment, memory, value) => takeUp(moment, memory, value ?? 'handback'),
};

async function hearEvent(moment: Moment, memory: Memory): Promise<Reply> {
  const { name = '', value } = moment.turn.cause;
  const hear = Object.hasOwn(EVENTS, name) ? EVENTS[name] : undefined;
  return hear ? hear(moment, memory, value) : reply(memory, [], 'ignored');
}

/**
 * The conversation: one turn in, its whole outcome out. Reads through the ports, writes nothing, and gives the same
 * outcome when the same turn runs again on the same reads (but for fresh case numbers and ids).
 */
export function createConverse(deps: Dependencies): Converse {
  return async (turn) => {
    const memory = await withProofsInForce(deps, turn, recall(turn.state, startLocale(turn.said.locale)));
    const moment = hearMoment(deps, turn, memory);
    if (turn.cause.type === 'event') return finish(await hearEvent(moment, memory), moment);
    return finish(await hearMessage(moment, memory), moment);
  };
}
