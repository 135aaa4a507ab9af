import { statusDialog } from './case-status-dialog';
import type { Memory } from './memory';
import { joined, reply, type Moment, type Reply } from './moment';
import { hasOpenDraft, quiet, resume } from './resume';
import { offer } from './small-talk';

/** Nothing was being asked: what the bot can do. */
const free = (memory: Memory, why: string): Reply =>
  offer(memory, why === 'over' ? { key: 'stale' } : { key: 'desk.back', values: { variant: why } }, 'resumed');

/**
 * The bot goes on after the people (`handback`), because the customer left them (`left`), or after a button that means
 * nothing any more (`over`): at the question that was on the table, as things are by now, or with what it can do.
 */
export async function takeUp(moment: Moment, memory: Memory, why: string): Promise<Reply> {
  const here = { ...memory, lastAt: moment.at.toISOString(), noting: false };
  const draft = hasOpenDraft(here);
  if (!draft && here.lookup?.purpose !== 'status') return free({ ...here, lookup: null }, why);
  const lead = why === 'over' ? [] : [{ key: 'desk.back', values: { variant: `${why}_draft` } }];
  const asked = draft ? await resume(moment, here, { key: 'back' }) : await statusDialog(quiet(moment), here);
  return { ...joined(reply(here, lead, 'resumed'), asked), outcome: 'resumed' };
}
