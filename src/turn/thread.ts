import type { Thread } from '../channel';

/** The thread a key stands for. */
export function parseThread(key: string): Thread {
  const [client = '', channel = '', ...rest] = key.split('/');
  return { client, channel, conversation: rest.join('/') };
}

/** The feed id of an admitted activity: sorts in the order of admission. */
export const activityId = (place: Thread, seq: number): string =>
  `${place.conversation}|${String(seq).padStart(7, '0')}`;

/** The feed id of an outgoing message: sorts after the activity it answers and among the other answers. */
export const messageId = (place: Thread, replyTo: number, outSeq: number): string =>
  `${activityId(place, replyTo)}.${String(outSeq).padStart(7, '0')}`;
