import { ascii, uintLE, writer } from './bytes';

/** Chunks that make up the picture (RFC 9649); EXIF, XMP and unknown ones go. */
const KEPT = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
const KEPT_IN_FRAME = new Set(['VP8 ', 'VP8L', 'ALPH']);
/** Bits of VP8X that announce EXIF (0x08) and XMP (0x04). */
const METADATA_BITS = 0x0c;
const FRAME_HEADER = 16;

function chunk(type: string, payload: Uint8Array): Uint8Array {
  const out = new Uint8Array(8 + payload.length + (payload.length % 2));
  for (let i = 0; i < 4; i++) out[i] = type.charCodeAt(i);
  new DataView(out.buffer).setUint32(4, payload.length, true);
  out.set(payload, 8);
  return out;
}

function cleaned(type: string, payload: Uint8Array): Uint8Array {
  const out = Uint8Array.from(payload);
  if (type === 'VP8X') out[0] = (out[0] ?? 0) & ~METADATA_BITS;
  if (type !== 'ANMF') return out;
  const frame = writer(payload.length + 1);
  frame.write(payload.subarray(0, FRAME_HEADER));
  frame.write(chunks(payload.subarray(FRAME_HEADER), KEPT_IN_FRAME));
  return frame.done();
}

function chunks(bytes: Uint8Array, kept: ReadonlySet<string>): Uint8Array {
  // A last chunk without its padding byte gets one; a frame's inner one makes its frame grow by it and the frame's padding go.
  const out = writer(bytes.length + 2);
  for (let at = 0; ;) {
    const length = uintLE(bytes, at + 4, 4);
    if (!(at + 8 + length <= bytes.length)) break;
    const type = ascii(bytes, at, 4);
    if (kept.has(type)) out.write(chunk(type, cleaned(type, bytes.subarray(at + 8, at + 8 + length))));
    at += 8 + length + (length % 2);
  }
  return out.done();
}

/** A WebP without Exif and XMP, its flags and length corrected, and without what follows its end. */
export function stripWebp(bytes: Uint8Array): Uint8Array {
  const body = chunks(bytes.subarray(12, 8 + uintLE(bytes, 4, 4)), KEPT);
  const whole = writer(4 + body.length);
  whole.write(bytes.subarray(8, 12));
  whole.write(body);
  return chunk('RIFF', whole.done());
}
