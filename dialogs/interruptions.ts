import { handoffDialog } from './handoff-dialog';
import type { Memory } from './memory';
import { joined, reply, type Moment, type Reply } from './moment';
import { resume } from './resume';
import { offer } from './small-talk';

/** Station 7: what cuts in at any point. Null when the message is for the dialog. */
export async function interrupt(moment: Moment, memory: Memory, switched: boolean): Promise<Reply | null> {
  const { control } = moment.reading;
  void switched;
  if (control?.name === 'agent') return handoffDialog(moment, memory, 'asked');
  if (control?.name === 'help' && control.whole) {
    if (!memory.refund) return offer(memory, { key: 'help' }, 'help');
    return joined(reply(memory, [{ key: 'help' }], 'help'), await resume(moment, memory, { key: 'back' }));
  }
  return null;
}
