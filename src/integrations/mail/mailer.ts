import { createTransport } from 'nodemailer';
import { DeliveryError } from '../../errors';

export interface Letter {
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** BCP 47. */
  locale: string;
}

export interface Mailer {
  /** Hands a letter in; gives the id it travels under. Rejects with DeliveryError. */
  send(letter: Letter): Promise<string>;
  close(): void;
}

/** A server that does not answer is given up after this, in milliseconds. */
const PATIENCE_MS = 20_000;

interface SmtpProblem {
  code?: string;
  command?: string;
  responseCode?: number;
}

/** Before these commands nothing was handed over (RFC 5321, 3.3). */
const BEFORE = new Set(['CONN', 'EHLO', 'HELO', 'STARTTLS', 'API', 'MAIL FROM', 'RCPT TO']);
const NOT_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EDNS', 'EAI_AGAIN', 'EHOSTUNREACH']);

/** RFC 5321, 4.2.1: 4yz may be tried again, 5yz may not. Who we are the operator can mend while the outbox waits. */
function asFailure(error: unknown): DeliveryError {
  const { code = 'smtp', command = '', responseCode } = error as SmtpProblem;
  if (code === 'EAUTH') return new DeliveryError('smtp_auth', { retryable: true });
  if (responseCode !== undefined) {
    return new DeliveryError(`smtp_${responseCode}`, { retryable: responseCode < 500 });
  }
  const nothingLeft = NOT_CONNECTED.has(code) || BEFORE.has(command) || command.startsWith('AUTH');
  return new DeliveryError(code.toLowerCase(), { retryable: true, unknown: !nothingLeft });
}

const domainOf = (from: string): string => /@([^\s<>@]+)>?$/.exec(from)?.[1] ?? 'localhost';

/** Letters over SMTP. `url` may hold user and password, which no failure repeats. */
export function createMailer({ url, from }: { url: string; from: string }): Mailer {
  const limits = { connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS };
  const transport = createTransport({ url, ...limits });
  return {
    send: async ({ id, to, subject, text, html, locale }) => {
      const messageId = `<${Buffer.from(id).toString('base64url')}@${domainOf(from)}>`;
      try {
        await transport.sendMail({
          messageId,
          from,
          // As an object: an address is never read as a list of them.
          to: { name: '', address: to },
          subject,
          text,
          html,
          headers: { 'Content-Language': locale, 'Auto-Submitted': 'auto-generated' },
          disableFileAccess: true,
          disableUrlAccess: true,
        });
        return messageId;
      } catch (error) {
        throw asFailure(error);
      }
    },
    close: () => transport.close(),
  };
}
