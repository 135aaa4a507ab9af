/** What Twilio refuses before it takes a message: https://www.twilio.com/docs/api/errors has every code. */

/** https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource; nothing else is known there. */
export const MESSAGE_FIELDS: ReadonlySet<string> = new Set(
  'To StatusCallback ApplicationSid MaxPrice ProvideFeedback Attempt ValidityPeriod ForceDelivery ContentRetention AddressRetention SmartEncoded PersistentAction TrafficType ShortenUrls ScheduleType SendAt SendAsMms ContentVariables MessageIntent RiskCheck From FallbackFrom MessagingServiceSid Body MediaUrl ContentSid'.split(
    ' ',
  ),
);
const ADDRESS = /^(whatsapp:)?(\+[1-9]\d{6,14}|[A-Z]{2}\.[A-Za-z0-9]{1,128})$/;
const LONGEST = 1600;
const MOST_MEDIA = 10;

export interface CheckedAgainst {
  /** Numbers of ours; anybody's where they are not given. */
  senders: string[] | undefined;
  serviceSid: string | undefined;
  blocked: ReadonlySet<string>;
  hasContent: (sid: string) => boolean;
}

const isJsonObject = (text: string): boolean => {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
};

type Params = Record<string, string>;

const isWhatsApp = (address: string): boolean => address.startsWith('whatsapp:');

/** In the order in which Twilio looks: the first that applies is what it says. */
const RULES: [code: number, applies: (params: Params, media: string[], known: CheckedAgainst) => boolean][] = [
  [20001, (params) => Object.keys(params).some((name) => !MESSAGE_FIELDS.has(name))],
  [21604, ({ To }) => !To],
  [21211, ({ To = '' }) => !ADDRESS.test(To)],
  [21603, ({ From, MessagingServiceSid }) => !From && !MessagingServiceSid],
  [21606, ({ From }, _media, { senders }) => Boolean(From && senders && !senders.includes(From))],
  [63007, ({ From, To = '' }) => Boolean(From) && isWhatsApp(To) !== isWhatsApp(From ?? '')],
  [21701, ({ MessagingServiceSid: sid }, _media, { serviceSid }) => Boolean(sid) && sid !== serviceSid],
  [21602, ({ Body, MediaUrl, ContentSid }) => !Body && !MediaUrl && !ContentSid],
  [21617, ({ Body = '' }) => [...Body].length > LONGEST],
  [21620, (_params, media) => !media.every((url) => URL.canParse(url))],
  [21623, (_params, media) => media.length > MOST_MEDIA],
  [21655, ({ ContentSid: sid }, _media, { hasContent }) => Boolean(sid) && !hasContent(sid ?? '')],
  [21656, ({ ContentVariables: given }) => Boolean(given) && !isJsonObject(given ?? '')],
  [21609, ({ StatusCallback: url }) => Boolean(url) && !URL.canParse(url ?? '')],
  [21610, ({ To = '' }, _media, { blocked }) => blocked.has(To)],
];

/** Twilio's code for what is wrong with a send; 0 where it takes it. `media`: every MediaUrl. */
export const problemWith = (params: Params, media: string[], known: CheckedAgainst): number =>
  RULES.find(([, applies]) => applies(params, media, known))?.[0] ?? 0;
