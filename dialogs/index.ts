import type { Converse, Turn, TurnResult } from '../src/turn/form';
import type { Message } from '../src/turn/message';
import { announce } from './announce';
import { hearMoment } from './hear-moment';
import { chooseLanguage, startLocale } from './language';
import { recall, type Memory } from './memory';
import { joined, reply, type Dependencies, type Moment, type Reply } from './moment';
import { remind } from './remind';
import { route } from './route';
import { greet } from './small-talk';

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

function finish({ memory, messages, entries, changes, outcome }: Reply): TurnResult {
  const spoken = unrepeated(messages, memory);
  const state: Memory = { ...memory, said: messages.length ? spoken.said : memory.said };
  return { state, locale: memory.locale, messages: spoken.messages, entries, changes, outcome };
}

async function hearMessage(moment: Moment, memory: Memory): Promise<Reply> {
  const spoken = chooseLanguage(moment, memory);
  const redacted: Message[] = moment.turn.said.redacted.length > 0 ? [{ key: 'notice.secrets' }] : [];
  const angry = moment.reading.angry || (memory.angry && memory.asked !== null);
  const heard = await route(moment, { ...spoken.memory, angry }, spoken.switched);
  const all = joined(reply(memory, [...redacted, ...spoken.notices], ''), heard);
  return { ...all, memory: { ...all.memory, lastAt: moment.at.toISOString(), reminded: false } };
}

async function hearEvent(deps: Dependencies, turn: Turn, memory: Memory): Promise<Reply> {
  const moment = hearMoment(deps, { ...turn, said: { ...turn.said, text: '', attachments: [] } }, memory);
  switch (turn.cause.name) {
    case 'start':
      return greet(moment, memory);
    case 'case-changed':
      return announce(moment, memory, turn.cause.value ?? '');
    case 'reminder':
      return remind(moment, memory);
    default:
      return reply(memory, [], 'ignored');
  }
}

/**
 * The conversation: one turn in, its whole outcome out. Reads through the ports, writes nothing, and gives the same
 * outcome when the same turn runs again on the same reads (but for fresh case numbers and ids).
 */
export function createConverse(deps: Dependencies): Converse {
  return async (turn) => {
    const memory = recall(turn.state, startLocale(turn.said.locale));
    if (turn.cause.type === 'event') return finish(await hearEvent(deps, turn, memory));
    return finish(await hearMessage(hearMoment(deps, turn, memory), memory));
  };
}
