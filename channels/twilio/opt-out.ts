import type { ChannelName } from './address';
import type { Consent } from './ports';

/** https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out: alone in a message, the carrier blocks the number. */
const OUT = new Set(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT']);
const IN = new Set(['START', 'UNSTOP']);

/** The wish in plain words, folded: whoever says so is not written to, though no carrier knows of it. */
const WISHES = [
  /^(please |pls )?(stop|quit) (it |all )?(texting|messaging|sending|writing|contacting|the (texts|messages))( me| us)?( (any more|anymore|messages|texts|now|please))*$/,
  /^(please )?(dont|do not|never) (text|message|write|contact|sms)( to)? me( again| any more| anymore| please)*$/,
  /^(please )?(no more|stop) (texts|messages|sms|text messages)( please)?$/,
  /^(please )?(unsubscribe|opt out|opt me out|unsubscribe me|remove me|take me off)( (from|of))?( (this|the|your))?( list)?( please)?$/,
  /^(por favor )?(alto|baja|parar|cancelar|(dame|darme|denme|deme) de baja|de baja)( por favor)?$/,
  /^(por favor )?no (me )?(escriban?|escribas|envien?|envies|manden?|mandes)( me)?( mas)?( (mensajes|sms|textos))?( mas)?( por favor)?$/,
  /^(por favor )?(deja|deje|dejen|dejad) de (escribir(me)?|enviar(me)?|mandar(me)?)( (mensajes|sms|textos))?( por favor)?$/,
];
/** Words of the list that also stand for the wish where no carrier listens. */
const PLAIN_OUT = new Set(['stop', 'stopall', 'unsubscribe', 'optout']);
const LONGEST_WISH = 60;

/** What a message does to consent, and what becomes of the message itself. */
export interface Heard {
  change?: Pick<Consent, 'optedOut' | 'by'>;
  /** `message` for the dialogs; `start` shows where we are again; `noted` is on record and gets no answer. */
  as: 'message' | 'start' | 'noted';
}

const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim();

const wishes = (plain: string): boolean =>
  plain.length <= LONGEST_WISH && WISHES.some((pattern) => pattern.test(plain));

const optedOut = (by: Consent['by']): Heard => ({ change: { optedOut: true, by }, as: 'noted' });
const OPTED_IN: Heard = { change: { optedOut: false, by: 'customer' }, as: 'start' };
const NOTED: Heard = { as: 'noted' };
const MESSAGE: Heard = { as: 'message' };

/** Twilio's Advanced Opt-Out says what it has done: it wins over every list of ours. */
const REPORTED: Record<string, Heard> = { STOP: optedOut('carrier'), START: OPTED_IN, HELP: NOTED };

function hearSms(body: string, blocked: boolean, tollFree: boolean): Heard {
  const word = body.trim().toUpperCase();
  const plain = folded(body);
  if (OUT.has(word)) return optedOut('carrier');
  if (IN.has(word)) return OPTED_IN;
  if (wishes(plain) || OUT.has(plain.toUpperCase())) return optedOut('customer');
  if (!blocked) return MESSAGE;
  // A yes to the carrier is no yes to a question of ours; and who cannot be answered is not talked to.
  return word === 'YES' && !tollFree ? OPTED_IN : NOTED;
}

function hearWhatsApp(body: string, consent: Consent | null): Heard {
  const plain = folded(body);
  if (wishes(plain) || PLAIN_OUT.has(plain)) return optedOut('customer');
  if (!consent?.optedOut) return MESSAGE;
  if (['start', 'unstop', 'yes'].includes(plain)) return OPTED_IN;
  // Nobody but us keeps this block, and whoever writes to us wants an answer.
  return consent.by === 'customer' ? { ...MESSAGE, change: { optedOut: false, by: 'customer' } } : NOTED;
}

export interface Words {
  channel: ChannelName;
  body: string;
  /** `OptOutType` of the webhook, where Advanced Opt-Out is on. */
  reported: string;
  /** As it stands before this message. */
  consent: Consent | null;
  tollFree: boolean;
}

/** Reads a message for opting out and in, before anything else hears it. */
export function hearOptOut({ channel, body, reported, consent, tollFree }: Words): Heard {
  const told = REPORTED[reported.toUpperCase()];
  if (told) return told;
  return channel === 'sms' ? hearSms(body, consent?.optedOut === true, tollFree) : hearWhatsApp(body, consent);
}
