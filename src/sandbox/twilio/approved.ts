import type { Content } from './shapes';

/** A template as somebody would have had it approved: https://www.twilio.com/docs/content/overview. */
interface Approved {
  purpose: string;
  language: string;
  sid: string;
  body: string;
}

const sid = (n: number): string => `HX${String(n).padStart(32, '0')}`;

/** What may leave WhatsApp's window on the sandbox's phone; `{{1}}` is the message on one line. */
const APPROVED: Approved[] = [
  {
    purpose: 'status.changed',
    language: 'en',
    sid: sid(1),
    body: 'There is news of your refund request. {{1}} Reply here to ask about it.',
  },
  {
    purpose: 'status.changed',
    language: 'es',
    sid: sid(2),
    body: 'Hay novedades de tu solicitud de reembolso. {{1}} Responde aquí si tienes preguntas.',
  },
  {
    purpose: 'reminder',
    language: 'en',
    sid: sid(3),
    body: 'Your refund request is not finished yet. {{1}} Reply here to go on.',
  },
  {
    purpose: 'reminder',
    language: 'es',
    sid: sid(4),
    body: 'Tu solicitud de reembolso sigue sin terminar. {{1}} Responde aquí para continuar.',
  },
  {
    purpose: 'staff',
    language: 'en',
    sid: sid(5),
    body: 'A message from our team about your request: {{1}} Reply here to answer.',
  },
  {
    purpose: 'staff',
    language: 'es',
    sid: sid(6),
    body: 'Un mensaje de nuestro equipo sobre tu solicitud: {{1}} Responde aquí para contestar.',
  },
];

/** As the account keeps them. */
export const approvedContents = (createdAt: Date): Content[] =>
  APPROVED.map(({ purpose, language, sid: own, body }) => ({
    sid: own,
    friendlyName: `${purpose.replace('.', '_')}_${language}`,
    language,
    variables: { '1': '-' },
    types: { 'twilio/text': { body } },
    approved: true,
    createdAt,
  }));

/** As the service is told of them (`TWILIO_TEMPLATES`). */
export function approvedTemplates(): string {
  const templates: Record<string, Record<string, object>> = {};
  for (const { purpose, language, sid: own, body } of APPROVED)
    templates[purpose] = { ...templates[purpose], [language]: { sid: own, variables: ['text'], reads: body } };
  return JSON.stringify(templates);
}
