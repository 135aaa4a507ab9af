import { provideInfo } from '../src/intake/provide-info';
import type { Memory } from './memory';
import { customerOf, reply, type Moment, type Reply } from './moment';

/** Words or a photo that are not plainly about something else. */
function isInfo({ text, reading, turn }: Moment): boolean {
  if (turn.said.attachments.length > 0) return true;
  return text !== '' && ['none', 'thanks'].includes(reading.intent.name) && reading.caseNo === undefined;
}

/** What the shop asked for arrives: it joins the case, and a person decides. Null when the message is no such thing. */
export async function infoDialog(moment: Moment, memory: Memory): Promise<Reply | null> {
  const { deps, turn, at, text } = moment;
  if (!memory.wanted || !isInfo(moment)) return null;
  const refundCase = await deps.cases.find(turn.thread.client, memory.wanted);
  const photos = turn.said.attachments.map(({ id }) => id);
  const moved = refundCase && provideInfo(refundCase, { text, photos }, customerOf(moment), at, deps.calendar);
  if (!moved?.ok) return null;
  const { caseNo, expectedAt } = moved.refundCase;
  const by = expectedAt ? expectedAt.toISOString() : null;
  const told = { key: 'status.received', values: { caseNo, by, variant: photos.length > 0 ? 'photo' : 'words' } };
  return reply({ ...memory, wanted: null, asked: null }, [told], 'info', {
    changes: moved.changes,
    entries: moved.entries,
  });
}
