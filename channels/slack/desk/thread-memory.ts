import { z } from 'zod';
import type { SurfaceThread } from '../../../src/channel-desk';
import type { MessageMark } from '../client';
import { WHOLE, type Cursor } from './transcript';

const cursor = z.object({ seq: z.number(), part: z.number() });

const trying = cursor.extend({
  kind: z.enum(['opening', 'live', 'history']),
  channel: z.string(),
  at: z.coerce.date(),
  /** Names of the files, where photos were about to be uploaded. */
  files: z.array(z.string()).optional(),
});

const schema = z.object({
  /** What was about to be posted. Whether it was, nobody knows until it was looked for. */
  trying: trying.nullable().catch(null),
  /** Digest of the first message as it is shown. */
  card: z.string().catch(''),
  /** An entry that is in the thread in part. */
  live: cursor.nullable().catch(null),
  /** What was said before the thread was opened, up to with `to`: it is posted when somebody takes the conversation. */
  history: z.object({ to: z.number(), at: cursor }).nullable().catch(null),
});

export type Memory = z.infer<typeof schema>;
export type Trying = z.infer<typeof trying>;
export type Kind = Trying['kind'];

/** What we remember of a thread; anything unreadable counts as forgotten. */
export const memoryOf = ({ memory }: SurfaceThread): Memory =>
  schema.parse({
    trying: memory.trying ?? null,
    card: memory.card ?? '',
    live: memory.live ?? null,
    history: memory.history ?? null,
  });

/** A thread with what we remember of it, as plain JSON. */
export const withMemory = (thread: SurfaceThread, memory: Memory): SurfaceThread => ({
  ...thread,
  memory: JSON.parse(JSON.stringify(memory)) as Record<string, unknown>,
});

/** How far a thread shows what is said since it was opened. */
export const liveAt = ({ shownTo }: SurfaceThread, { live }: Memory): Cursor => live ?? { seq: shownTo, part: WHOLE };

export const EVENT_TYPE = 'redress_desk';

/** What travels with each post, so that it can be recognised when nobody knows what became of it. */
export const markOf = (handoffId: string, { kind, seq, part }: Cursor & { kind: Kind }): MessageMark => ({
  event_type: EVENT_TYPE,
  event_payload: { handoff: handoffId, seq, kind, part },
});

/** Whether a mark is the one of a post. */
export const isMarkOf = (handoffId: string, wanted: Cursor & { kind: Kind }, mark: MessageMark): boolean => {
  const { handoff, seq, kind, part } = mark.event_payload;
  return (
    mark.event_type === EVENT_TYPE &&
    handoff === handoffId &&
    seq === wanted.seq &&
    kind === wanted.kind &&
    part === wanted.part
  );
};
