import type { KeptMessage } from './shapes';
import type { TwilioStandIn } from './contract';

/** https://help.twilio.com/articles/223134027: alone in an SMS, the carrier acts on these, and answers by itself. */
const OUT = new Set(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT']);
const IN = new Set(['START', 'YES', 'UNSTOP']);
const HELP = new Set(['HELP', 'INFO']);

const ANSWERS = {
  out: 'You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.',
  in: 'You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
  help: 'Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
};

/** https://www.twilio.com/docs/whatsapp/key-concepts: free-form messages within 24 hours of the customer's last one. */
export const WINDOW_MS = 24 * 3_600_000;

/** What the carrier does about an SMS before anybody else hears it. `answer`: to be called when it has been passed on. */
export function hearAsCarrier(
  standIn: TwilioStandIn,
  { from, to, text }: { from: string; to: string; text: string },
): { answer: () => void } {
  const word = text.trim().toUpperCase();
  const wasBlocked = standIn.blocked.has(from);
  const say = (body: string) => () => {
    standIn.keep({ from: to, to: from, body, direction: 'outbound-reply', status: 'delivered' });
  };
  if (OUT.has(word)) {
    standIn.blocked.add(from);
    return { answer: wasBlocked ? () => undefined : say(ANSWERS.out) };
  }
  if (IN.has(word) && wasBlocked) {
    standIn.blocked.delete(from);
    return { answer: say(ANSWERS.in) };
  }
  return { answer: HELP.has(word) ? say(ANSWERS.help) : () => undefined };
}

/** Until when a WhatsApp contact may be written to freely; null: they never wrote. */
export function windowOf(messages: KeptMessage[], address: string): Date | null {
  const last = messages.findLast((one) => one.direction === 'inbound' && one.from === address);
  return last ? new Date(last.createdAt.getTime() + WINDOW_MS) : null;
}
