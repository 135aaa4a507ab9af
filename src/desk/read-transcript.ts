import type { TranscriptItem } from '../channel-desk-shown';
import type { Handoff } from '../domain/handoff';
import type { LogEntry } from '../domain/log-entry';
import type { DeskPorts } from './ports';
import { itemOf, outgoingSeq, type Told } from './transcript';

export type TranscriptPorts = Pick<DeskPorts, 'log' | 'people'>;

const PAGE = 100;
/** A delivery is told within so many entries of its message, mostly within a few. */
const LOOK_BACK = 200;

export const streamOf = ({ client, channel, conversation }: Handoff): string => `${client}/${channel}/${conversation}`;

const needsWords = ({ type, data }: LogEntry): boolean =>
  type === 'delivery' && (data.status === 'failed' || data.status === 'held' || data.possiblyTwice === true);

/** Words of the messages that deliveries of a page are about. */
async function wordsFor(ports: TranscriptPorts, stream: string, page: LogEntry[]): Promise<Map<number, string>> {
  const first = page.find(needsWords);
  const before = first ? await ports.log(stream, Math.max(0, first.seq - LOOK_BACK), LOOK_BACK) : [];
  const words = new Map<number, string>();
  for (const entry of [...before, ...page]) {
    const seq = outgoingSeq(entry);
    if (seq !== null) words.set(seq, typeof entry.data.text === 'string' ? entry.data.text : '');
  }
  return words;
}

/** Lines of a conversation after entry `after` of its log, oldest first, as every member of the channel may read them. */
export async function readTranscript(
  ports: TranscriptPorts,
  handoff: Handoff,
  customer: string,
  after: number,
  limit: number,
): Promise<TranscriptItem[]> {
  const stream = streamOf(handoff);
  const people = await ports.people.everybody(handoff.client);
  const staff = new Map(people.map(({ id, name }) => [id, name]));
  const items: TranscriptItem[] = [];
  for (let from = after; items.length < limit;) {
    const page = await ports.log(stream, from, PAGE);
    const told: Told = { customer, staff, said: await wordsFor(ports, stream, page) };
    items.push(...page.flatMap((entry) => itemOf(entry, told) ?? []));
    if (page.length < PAGE) break;
    from = page.at(-1)?.seq ?? from;
  }
  return items.slice(0, limit);
}
