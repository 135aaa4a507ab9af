import { previewView } from '../../../../channels/slack/desk/reply-views';
import type { ReplyPreview } from '../../../../src/channel-desk-shown';

test('a preview says that the window is closed and which approved template goes out, as it reads', () => {
  const preview: ReplyPreview = {
    ok: true,
    problem: null,
    texts: ['A message from our team: Hello. · It is on its way.'],
    channel: 'whatsapp',
    segments: null,
    encoding: null,
    windowUntil: new Date('2026-11-18T09:00:00Z'),
    template: 'staff/en',
    languageDiffers: null,
    fingerprint: 'f1',
  };
  const keeps = { handoffId: 'h1', attachments: [], turn: 0 };
  const view = previewView(preview, keeps, 'Hello.\nIt is on its way.');
  const shown = JSON.stringify(view.blocks);
  expect(shown).toContain('A message from our team: Hello. · It is on its way.');
  expect(shown).toMatch(/window is closed.*approved template.*staff\/en/);
  expect(shown).not.toContain('The window is open');
  expect(view.submit?.text).toBe('Send');
});
