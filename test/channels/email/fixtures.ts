import { channels } from '../../../channels';
import { createMailer } from '../../../src/integrations/mail/mailer';
import { aPostOffice } from '../../helpers/a-post-office';
import type { Arrange } from '../contract';

/** Letters over a mail server on this machine: it calls nobody, and answers with SMTP's own codes. */
export const arrange: Arrange = async () => {
  const office = await aPostOffice();
  const url = office.url.replace('smtp://', 'smtp://shop:a-mail-password@');
  const mailer = createMailer({ url, from: 'The shop <shop@example.com>' });
  return {
    channel: channels.email({ mail: mailer.send }),
    webhook: null,
    provider: {
      answerWith: (status) => void office.troubles.push(status),
      retryable: [421, 450, 451, 452],
      final: [550, 552, 553, 554],
    },
    address: { to: 'ana@example.com' },
    secrets: ['a-mail-password'],
    stop: async () => {
      mailer.close();
      await office.stop();
    },
  };
};
