interface Conversation {
  conversation: string;
}

/** The feed id of an admitted activity: sorts in the order of admission. */
export const activityId = ({ conversation }: Conversation, seq: number): string =>
  `${conversation}|${String(seq).padStart(7, '0')}`;

/** The feed id of an outgoing message: sorts after the activity it answers and among the other answers. */
export const messageId = (place: Conversation, replyTo: number, outSeq: number): string =>
  `${activityId(place, replyTo)}.${String(outSeq).padStart(7, '0')}`;
