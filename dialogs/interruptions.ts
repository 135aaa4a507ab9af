import type { Control } from '../src/understanding/reading';
import { handoffDialog } from './handoff-dialog';
import { LANGUAGES } from './language';
import { askLink } from './linking/ask-link';
import { askForCode } from './linking/step-up';
import { unlink } from './linking/unlink';
import type { Memory } from './memory';
import { joined, reply, type Moment, type Reply } from './moment';
import { hasOpenDraft, resume } from './resume';
import { drop, revise, startOver, stepBack } from './revise';
import { answersQuestion } from './said';
import { greet, offer } from './small-talk';
import { withdrawDialog } from './withdraw-dialog';

type Cut = (moment: Moment, memory: Memory) => Promise<Reply | null> | Reply | null;

const agent: Cut = (moment, memory) => handoffDialog(moment, memory, memory.angry ? 'angry' : 'asked');

/** Nobody has the conversation but the bot: it goes on. */
const bot: Cut = (moment, memory) =>
  hasOpenDraft(memory) ? resume(moment, memory, { key: 'back' }) : greet(moment, memory);

const help: Cut = async (moment, memory) => {
  if (!moment.reading.control?.whole) return null;
  if (!hasOpenDraft(memory)) return offer(memory, { key: 'help' }, 'help');
  const told = reply(memory, [{ key: 'help', values: { variant: 'refund' } }], 'help');
  return { ...joined(told, await resume(moment, memory, { key: 'back' })), outcome: 'help' };
};

const restart: Cut = (moment, memory) =>
  hasOpenDraft(memory) ? startOver(moment, memory) : greet(moment, { ...memory, lookup: null, asked: null });

const back: Cut = (moment, memory) => {
  if (memory.asked?.dialog === 'status' && hasOpenDraft(memory))
    return resume(moment, { ...memory, lookup: null }, { key: 'back' });
  return hasOpenDraft(memory) ? stepBack(moment, memory) : greet(moment, { ...memory, lookup: null, asked: null });
};

/** "Stop" to being asked which case: then none. */
const asksWhich = ({ reading }: Moment, { lookup }: Memory): boolean =>
  lookup?.purpose === 'withdraw' && reading.caseNo === undefined && reading.control?.whole === true;

const withdraw: Cut = (moment, memory) => {
  // "I changed my mind" is also a reason to send something back: when a reason is asked for, it is one.
  if (answersQuestion(moment, memory) || memory.asked?.dialog === 'withdraw') return null;
  if (moment.reading.caseNo === undefined && hasOpenDraft(memory)) return drop(moment, memory);
  if (asksWhich(moment, memory)) {
    return reply({ ...memory, lookup: null, asked: null }, [{ key: 'goodbye' }], 'goodbye');
  }
  return withdrawDialog(moment, memory);
};

const change: Cut = (moment, memory) =>
  hasOpenDraft(memory) && !answersQuestion(moment, memory) ? revise(moment, memory) : null;

const NAMES: Record<(typeof LANGUAGES)[number], string> = { en: 'English', es: 'Español' };

/** Which languages we speak, as choices: their words are understood as the wish for them. */
function languages(memory: Memory): Reply {
  const choices = LANGUAGES.map((tag) => ({ value: NAMES[tag].toLowerCase(), label: { literal: NAMES[tag] } }));
  return offer(memory, { key: 'notice.languages', choices }, 'language');
}

const language: Cut = async (moment, memory) => {
  const { control } = moment.reading;
  if (!control?.target) return control?.whole ? languages(memory) : null;
  if (!control.whole) return null;
  const spoken = LANGUAGES.some((one) => one === control.target);
  if (hasOpenDraft(memory)) return resume(moment, memory, { key: spoken ? 'language' : 'back' });
  return offer(memory, { key: spoken ? 'notice.language' : 'lost' }, 'language');
};

/** In a story about what went wrong such words are part of the story. */
const link: Cut = (moment, memory) =>
  memory.asked?.field === 'reasonWords' && !moment.reading.control?.whole ? null : askLink(moment, memory);

const CUTS: Record<Control, Cut> = {
  agent,
  bot,
  help,
  restart,
  back,
  withdraw,
  change,
  language,
  link,
  unlink,
  sendCode: askForCode,
};

/** Station 7: the words that steer the conversation, at any point of it. Null when the message is for the dialogs. */
export async function interrupt(moment: Moment, memory: Memory): Promise<Reply | null> {
  const { control, intent } = moment.reading;
  const cut = control ? await CUTS[control.name](moment, memory) : null;
  if (cut) return cut;
  if (intent.name === 'human') return agent(moment, memory);
  return hasOpenDraft(memory) && memory.asked?.dialog !== 'status' ? revise(moment, memory) : null;
}
