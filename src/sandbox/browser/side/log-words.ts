import type { LogSeen } from '../../shown';

type Data = Record<string, unknown>;

const text = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return value === null || value === undefined ? '' : JSON.stringify(value);
};

const joined = (...parts: unknown[]): string => parts.map(text).filter(Boolean).join(' · ');

const list = (value: unknown): Data[] => (Array.isArray(value) ? (value as Data[]) : []);

/** Items of an order as somebody would say them: `2 × MUG-BLUE`. */
function listed(value: unknown): string {
  if (!Array.isArray(value)) return text(value);
  return value
    .map((one: unknown) => {
      if (typeof one !== 'object' || one === null) return text(one);
      const { sku, quantity } = one as Data;
      return sku ? `${quantity === undefined ? '' : `${text(quantity)} × `}${text(sku)}` : JSON.stringify(one);
    })
    .join(', ');
}

/** What each kind of entry tells in one line. */
const TELLS: Record<string, (data: Data) => string> = {
  'message-in': ({ text: said, value, attachments, name, type }) =>
    joined(
      said || value || (type === 'event' ? name : ''),
      list(attachments).length ? `${list(attachments).length} photo` : '',
    ),
  'message-out': ({ text: said }) => text(said),
  question: ({ key }) => text(key),
  answer: ({ field, value }) => `${text(field)}: ${listed(value)}`,
  correction: ({ field, from, to, before, value }) =>
    `${text(field)}: ${listed(from ?? before)} → ${listed(to ?? value)}`,
  decision: ({ outcome, codes, rules }) =>
    joined(
      outcome,
      Array.isArray(codes) ? codes.join(', ') : '',
      list(rules).length ? `${list(rules).length} rules` : '',
    ),
  confirmation: ({ confirmed, given, fingerprint }) => joined(given ?? confirmed, fingerprint),
  status: ({ from, to, status, reason, event }) =>
    joined(from ? `${text(from)} → ${text(to ?? status)}` : (to ?? status), reason, event),
  delivery: ({ status, code, seq }) => joined(status, code, seq ? `message ${text(seq)}` : ''),
  handoff: ({ event, what, status, reason, resolution, name }) =>
    joined(event ?? what ?? status, reason, resolution, name),
};

const NAMES: Record<string, string> = {
  'message-in': 'Heard',
  'message-out': 'Said',
  question: 'Asked',
  answer: 'Understood',
  correction: 'Corrected',
  decision: 'Decided',
  confirmation: 'Confirmed',
  status: 'Status',
  delivery: 'Delivery',
  handoff: 'Desk',
};

/** The colour it has beside its word. */
const TONES: Record<string, string> = {
  'message-in': 'in',
  decision: 'money',
  status: 'money',
  confirmation: 'money',
  handoff: 'waiting',
};

export const entryName = ({ type }: LogSeen): string => NAMES[type] ?? type;
export const entryTone = ({ type, data }: LogSeen): string =>
  type === 'delivery' && data.status === 'failed' ? 'refused' : (TONES[type] ?? 'plain');
export const entryText = ({ type, data }: LogSeen): string =>
  TELLS[type]?.(data) || joined(...Object.values(data).slice(0, 3));
