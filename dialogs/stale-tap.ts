import { linkAnswer } from './linking/confirm-link';
import type { Memory } from './memory';
import { reply, type Moment, type Reply } from './moment';
import { isCurrent } from './hear-moment';
import { statusDialog } from './case-status-dialog';
import { hasOpenDraft, quiet, resume } from './resume';
import { offer } from './small-talk';

/** The current question again, opened by why. */
async function restate(moment: Moment, memory: Memory, key: string): Promise<Reply> {
  const link = memory.asked?.dialog === 'link' ? await linkAnswer(quiet(moment), memory) : null;
  if (link) return link;
  if (memory.asked?.dialog === 'status') return statusDialog(quiet(moment), memory);
  return hasOpenDraft(memory) ? resume(moment, memory, { key }) : offer(memory, { key: 'stale' }, 'stale');
}

/**
 * A button of any question but the current one answers nothing. After filing, its yes is told which case it made;
 * otherwise the current question is shown again, saying why. Null for everything that is no stale tap.
 */
export async function staleTap(moment: Moment, memory: Memory): Promise<Reply | null> {
  const { tap } = moment;
  if (!tap || isCurrent(tap, memory)) return null;
  const filed = memory.filed.find(({ draft }) => draft === tap.draft);
  if (filed && tap.field === 'confirm') {
    const { caseNo } = filed;
    return reply(memory, [{ key: 'refund.alreadyFiled', values: { caseNo } }], 'already-filed');
  }
  const older = tap.field === 'confirm' && tap.draft === memory.refund?.id;
  return restate(moment, memory, older ? 'staleReadBack' : 'stale');
}
