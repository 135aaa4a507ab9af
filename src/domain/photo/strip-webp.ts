import { ascii, uintLE, writer, type Writer } from './bytes';

/** Chunks that make up the picture (RFC 9649); EXIF, XMP and unknown ones go. */
const KEPT = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
const KEPT_IN_FRAME = new Set(['VP8 ', 'VP8L', 'ALPH']);
/** Bits of VP8X that announce EXIF (0x08) and XMP (0x04). */
const METADATA_BITS = 0x0c;
const FRAME_HEADER = 16;

const PADDING = new Uint8Array(1);

function header(type: string, length: number): Uint8Array {
  const out = new Uint8Array(8);
  for (let i = 0; i < 4; i++) out[i] = type.charCodeAt(i);
  new DataView(out.buffer).setUint32(4, length, true);
  return out;
}

/** A chunk whose payload cannot stay as it is; null for all others. */
function rewritten(type: string, payload: Uint8Array): Uint8Array | null {
  if (type === 'VP8X') {
    const flags = Uint8Array.from(payload);
    flags[0] = (flags[0] ?? 0) & ~METADATA_BITS;
    return flags;
  }
  if (type !== 'ANMF') return null;
  const frame = writer(payload.length + 1);
  frame.write(payload.subarray(0, FRAME_HEADER));
  writeChunks(frame, payload.subarray(FRAME_HEADER), KEPT_IN_FRAME);
  return frame.done();
}

function writeChunk(out: Writer, whole: Uint8Array, type: string): void {
  const payload = rewritten(type, whole.subarray(8));
  if (payload) out.write(header(type, payload.length));
  out.write(payload ?? whole);
  if ((payload ?? whole).length % 2) out.write(PADDING);
}

/** Writes the chunks that are kept; a last one without its padding byte gets one, so the output may be one byte longer. */
function writeChunks(out: Writer, bytes: Uint8Array, kept: ReadonlySet<string>): void {
  for (let at = 0; ;) {
    const end = at + 8 + uintLE(bytes, at + 4, 4);
    if (!(end <= bytes.length)) return;
    const type = ascii(bytes, at, 4);
    if (kept.has(type)) writeChunk(out, bytes.subarray(at, end), type);
    at = end + ((end - at) % 2);
  }
}

/** A WebP without Exif and XMP, its flags and length corrected, and without what follows its end. */
export function stripWebp(bytes: Uint8Array): Uint8Array {
  const chunks = bytes.subarray(12, 8 + uintLE(bytes, 4, 4));
  const out = writer(chunks.length + 14);
  out.write(header('RIFF', 0));
  out.write(bytes.subarray(8, 12));
  writeChunks(out, chunks, KEPT);
  const clean = out.done();
  new DataView(clean.buffer).setUint32(4, clean.length - 8, true);
  return clean;
}
