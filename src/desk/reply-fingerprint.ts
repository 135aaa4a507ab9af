import type { DeskAttachment } from '../domain/desk-order';
import { fingerprint } from '../intake/fingerprint';

/**
 * Of what the preview showed: the words after redaction, the photos, the channel they go to and the template they leave in,
 * if any. A reply carries it, and what would be sent otherwise is refused.
 */
export const replyFingerprint = (
  text: string,
  attachments: readonly DeskAttachment[],
  channel: string,
  template?: string,
): string =>
  fingerprint({
    text: text.trim(),
    attachments: attachments.map(({ id }) => id),
    channel,
    ...(template === undefined ? {} : { template }),
  });
