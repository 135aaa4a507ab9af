/** Where and how a conversation is answered: kept with it, and renewed by everything that arrives. */
export interface Address {
  serviceUrl: string;
  channelId: string;
  /** The channel's own id of the conversation. */
  conversation: string;
  bot: string;
  user: string;
  tenant?: string;
  conversationType?: string;
  /** The activity that is answered. */
  activity?: string;
}

/** As the line keeps it. */
export const toRecord = (address: Address): Record<string, string> => ({ ...address });

/** Reads what `toRecord` wrote; null for a conversation that nobody has spoken in. */
export function fromRecord(record: Record<string, string> | undefined): Address | null {
  if (!record) return null;
  const { serviceUrl, channelId, conversation, bot, user } = record;
  const complete = serviceUrl && channelId && conversation && bot && user;
  return complete ? { ...record, serviceUrl, channelId, conversation, bot, user } : null;
}
