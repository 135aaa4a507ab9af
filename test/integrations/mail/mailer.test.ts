import { fromActivity } from '../../../channels/email/from-activity';
import { slice } from '../../../channels/email/settings';
import type { Outgoing } from '../../../src/channel';
import { createMailer } from '../../../src/integrations/mail/mailer';
import { aPostOffice, wordsOf, type PostOffice } from '../../helpers/a-post-office';

const message = (text: string): Outgoing => ({
  client: 'default',
  channel: 'email',
  conversation: 'ana@example.com',
  id: 'ana@example.com|0000001.0000001',
  seq: 1,
  replyToId: '',
  text,
  key: 'mail.case',
  values: {},
  choices: [],
  inputHint: 'acceptingInput',
  locale: 'es',
  at: new Date(),
});

describe('a letter', () => {
  let office: PostOffice;
  beforeEach(async () => (office = await aPostOffice()));
  afterEach(() => office.stop());
  const from = 'The shop <shop@example.com>';
  const send = (text: string) => createMailer({ url: office.url, from }).send(fromActivity(message(text)));

  it('has its first line as its subject, and the rest as words and as simple HTML in its language', async () => {
    const id = await send('Tu solicitud RF-1\nÑandú <b>& más</b>.\n\nPedido: 1042');
    const raw = wordsOf(office.letters[0]?.raw ?? '');
    expect(raw).toContain(`Message-ID: ${id}`);
    expect(raw).toContain('Subject: Tu solicitud RF-1');
    expect(raw).toMatch(/Content-Type: text\/plain[\s\S]*Ñandú <b>& más<\/b>\./);
    expect(raw).toContain('<p>Ñandú &lt;b&gt;&amp; más&lt;/b&gt;.</p>');
    expect(raw).toContain('<html lang="es">');
    expect(office.letters[0]?.to).toEqual(['ana@example.com']);
  });

  it('travels under the same name when it is sent again', async () => {
    expect(await send('Subject\nText')).toBe(await send('Subject\nText'));
  });

  it.each([
    [421, true],
    [451, true],
    [550, false],
    [554, false],
  ])('refused with %d may be tried again: %s', async (code, retryable) => {
    office.troubles.push(code);
    await expect(send('Subject\nText')).rejects.toMatchObject({ code: `smtp_${code}`, retryable, unknown: false });
  });

  it('that met nobody has not left; one whose answer was lost may have', async () => {
    office.troubles.push('break');
    await expect(send('Subject\nText')).rejects.toMatchObject({ retryable: true, unknown: true });
    await office.stop();
    await expect(send('Subject\nText')).rejects.toMatchObject({ retryable: true, unknown: false });
  });

  it('repeats no password when it fails', async () => {
    const url = 'smtp://shop:geheim@127.0.0.1:1';
    const failure = await createMailer({ url, from })
      .send(fromActivity(message('Subject\nText')))
      .catch((error: unknown) => error as Error);
    expect(JSON.stringify({ ...(failure as Error), cause: (failure as Error).cause })).not.toContain('geheim');
  });
});

describe('the settings of e-mail', () => {
  const check = (SMTP_URL?: string, MAIL_FROM?: string) =>
    slice.check({ ...(SMTP_URL ? { SMTP_URL } : {}), ...(MAIL_FROM ? { MAIL_FROM } : {}) });

  it('take a server and a sender', () => {
    expect(check('smtps://user:word@mail.example:465', 'A Shop <refunds@shop.example>')).toEqual([]);
    expect(check('smtp://localhost', 'refunds@shop.example')).toEqual([]);
  });

  it('name what is wrong', () => {
    expect(check('https://mail.example', 'nobody')).toEqual([
      expect.stringMatching(/^SMTP_URL must be/),
      expect.stringMatching(/^MAIL_FROM must be/),
    ]);
    for (const half of ['A Shop <refunds@shop.example', 'refunds@shop.example>', '<refunds@shop.example'])
      expect(check('smtp://localhost', half)).toHaveLength(1);
  });
});
