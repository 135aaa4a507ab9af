import type { Activity, DeliveryReport, Thread } from '../channel';

/** Something the service itself has to say to a conversation: enters the line like everything else. */
export const systemActivity = (
  place: Thread,
  name: string,
  providerId: string,
  value?: string,
  text = '',
): Activity => ({
  client: place.client,
  channel: place.channel,
  conversation: place.conversation,
  providerId,
  type: 'event',
  name,
  ...(value === undefined ? {} : { value }),
  from: { id: 'system', identified: false },
  text,
  attachments: [],
  system: true,
});

/** A reminder arrives once, whoever noticed that it is due. */
export const reminder = (place: Thread, due: Date): Activity =>
  systemActivity(place, 'reminder', `reminder:${due.toISOString()}`);

/** What became of a message, of one send of it; the same report twice arrives once. */
export function deliveryActivity(report: DeliveryReport, at: Date): Activity {
  const { seq, status, providerId } = report;
  // A message that is held has no name at the provider, and may be held again another day.
  const send = status === 'held' ? at.toISOString() : providerId;
  return systemActivity(
    report,
    'delivery',
    `delivery:${seq}:${status}${send ? `:${send}` : ''}`,
    JSON.stringify(report),
  );
}

/** The report that a delivery activity carries; null for any other activity. */
export function deliveryReport({ system, name, value }: Activity): DeliveryReport | null {
  return system && name === 'delivery' && value !== undefined ? (JSON.parse(value) as DeliveryReport) : null;
}
