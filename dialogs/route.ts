import { statusDialog } from './case-status-dialog';
import { denialDialog } from './denial-dialog';
import { digress } from './digressions';
import { askForNote, handoffDialog, takeNote } from './handoff-dialog';
import { infoDialog } from './info-dialog';
import { interrupt } from './interruptions';
import { linkAnswer } from './linking/confirm-link';
import { enterCode } from './linking/enter-code';
import { LIKE_A_CASE } from './look-up';
import type { DialogName, Memory } from './memory';
import { joined, reply, type Moment, type Reply } from './moment';
import { declineNext } from './parked';
import { refundDialog } from './refund-dialog';
import { hasOpenDraft, resume } from './resume';
import { holdsAnswers } from './said';
import { greet, lost } from './small-talk';
import { staleTap } from './stale-tap';
import { continueStatus, withdrawalAnswer } from './withdraw-dialog';

/** The dialogs that own a question, but for the refund, which is where everything else leads. */
const OWNERS: Partial<Record<DialogName, (moment: Moment, memory: Memory) => Promise<Reply | null>>> = {
  denial: denialDialog,
  withdraw: withdrawalAnswer,
  status: continueStatus,
  link: linkAnswer,
};

async function owned(moment: Moment, memory: Memory): Promise<Reply | null> {
  const owner = memory.asked && OWNERS[memory.asked.dialog];
  return owner ? owner(moment, memory) : null;
}

/** A yes after filing: it was sent already, and only once. */
function again({ reading }: Moment, memory: Memory): Reply | null {
  const last = memory.filed.at(-1);
  const busy = memory.asked !== null && memory.asked.dialog !== 'open';
  if (!last || !reading.answer?.yes || busy) return null;
  return reply(memory, [{ key: 'refund.alreadyFiled', values: { caseNo: last.caseNo } }], 'already-filed');
}

/** A photo after filing: the case went without it, and who may still ask for it is said. */
function latePhoto(moment: Moment, memory: Memory): Reply | null {
  const last = memory.filed.at(-1);
  if (!last || moment.text || moment.turn.said.attachments.length === 0) return null;
  return reply(memory, [{ key: 'refund.photoLate', values: { caseNo: last.caseNo } }], 'already-filed');
}

const saidYes = ({ reading }: Moment): boolean => reading.answer?.yes === true && !reading.answer.hedged;

/** A yes to "shall we make one?", or to being told to start a request. */
const accepts = (moment: Moment, { said }: Memory): boolean =>
  saidYes(moment) && ['status.none', 'policy.answer', 'refund.nextOrder'].some((key) => key in said);

/** "Ok" to something that asked nothing; after a dropped request it may be meant for that, so it is asked back. */
const nods = ({ reading, text }: Moment, { asked, said }: Memory): boolean =>
  asked === null &&
  !('refund.dropped' in said) &&
  reading.answer?.rest === '' &&
  !text.includes('?') &&
  Object.keys(said).length > 0;

/** A case number with a slip in it, and nothing else to go by. */
const namesSlippedCase = ({ text, reading }: Moment): boolean =>
  LIKE_A_CASE.test(text) && reading.orderNos.length === 0;

/** Nothing is on the table: what does the customer want? */
async function begin(moment: Moment, memory: Memory): Promise<Reply> {
  const { reading } = moment;
  const photo = memory.wanted ? null : latePhoto(moment, memory);
  if (photo) return photo;
  if (reading.caseNo || namesSlippedCase(moment)) return statusDialog(moment, memory);
  const settled = declineNext(moment, memory) ?? (await infoDialog(moment, memory));
  if (settled) return settled;
  const wanted = reading.intent.name === 'refund_request' || accepts(moment, memory) || holdsAnswers(moment);
  return wanted ? refundDialog(moment, memory) : acknowledge(moment, memory);
}

/** A yes, a no or something unclear, with nothing on the table. */
function acknowledge(moment: Moment, memory: Memory): Reply {
  if ('withdraw.tooLate' in memory.said && saidYes(moment)) return handoffDialog(moment, memory, 'asked');
  const told = again(moment, memory);
  if (told) return told;
  return nods(moment, memory) ? reply(memory, [{ key: 'goodbye' }], 'goodbye') : lost(moment, memory);
}

/** A typed yes means what was said last: after anything but the read-back, that is shown again first. */
function unseenYes({ reading, tap, picked }: Moment, { asked, said }: Memory): boolean {
  if (asked?.field !== 'confirm' || asked.dialog !== 'refund' || tap) return false;
  return (picked[0] === 'yes' || reading.answer?.yes === true) && !('refund.readBack' in said);
}

const STATIONS = [staleTap, interrupt, digress, owned];

/** Stations 7 and 8: what cuts in comes first, then the dialog whose question is on the table, then a new one. */
export async function route(moment: Moment, memory: Memory): Promise<Reply> {
  const heard = { ...memory, noting: false };
  const handled = (await enterCode(moment, heard)) ?? takeNote(moment, memory) ?? (await dispatch(moment, heard));
  // Nobody is left without an answer, whatever became of what they were answering.
  return handled.messages.length > 0 ? handled : joined(handled, greet(moment, handled.memory));
}

async function dispatch(moment: Moment, memory: Memory): Promise<Reply> {
  if (moment.quiet || moment.picked[0] === 'continue') return resume(moment, memory, moment.lead ?? { key: 'back' });
  if (moment.picked[0] === 'message' && moment.turn.handoff) return askForNote(memory);
  if (unseenYes(moment, memory)) return resume(moment, memory, { key: 'back' });
  for (const station of STATIONS) {
    const handled = await station(moment, memory);
    if (handled) return handled;
  }
  return hasOpenDraft(memory) ? refundDialog(moment, memory) : begin(moment, memory);
}
