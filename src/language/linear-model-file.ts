import type { LinearModel } from './linear-classifier.ts';

interface Header {
  labels: readonly string[];
  features: LinearModel['features'];
  loss: LinearModel['loss'];
  bias: number[];
  /** What one step of a stored weight is worth. */
  step: number;
  count: number;
}

const largest = 127;
/** Share of weights that may be clipped so that the others keep their precision. */
const clipped = 1e-4;

/**
 * A linear model as bytes: header length (uint32, little-endian), header (JSON, padded to 4 bytes), sorted
 * hashes (uint32), weights (int8, row by row). Features whose weights all round to nothing are left out.
 */
export function encodeLinearModel(model: LinearModel): Uint8Array {
  const width = model.labels.length;
  const sizes = model.weights.map(Math.abs).sort();
  const step = (sizes[Math.floor((1 - clipped) * (sizes.length - 1))] || 1) / largest;
  const rounded = Int8Array.from(model.weights, (weight) =>
    Math.max(-largest, Math.min(largest, Math.round(weight / step))),
  );
  const kept = Array.from(model.hashes.keys()).filter((row) =>
    rounded.subarray(row * width, (row + 1) * width).some((weight) => weight !== 0),
  );
  const header: Header = {
    labels: model.labels,
    features: model.features,
    loss: model.loss,
    bias: [...model.bias],
    step,
    count: kept.length,
  };
  const text = JSON.stringify(header);
  const head = Buffer.from(text.padEnd(Math.ceil(text.length / 4) * 4));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  const hashes = Uint32Array.from(kept, (row) => model.hashes[row]!);
  const weights = Int8Array.from(
    kept.flatMap((row) => [...rounded.subarray(row * width, (row + 1) * width)]),
  );
  return Buffer.concat([length, head, new Uint8Array(hashes.buffer), new Uint8Array(weights.buffer)]);
}

/** A linear model from the bytes `encodeLinearModel` made. */
export function decodeLinearModel(bytes: Uint8Array): LinearModel {
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const length = new DataView(buffer).getUint32(0, true);
  const { labels, features, loss, bias, step, count } = JSON.parse(
    new TextDecoder().decode(new Uint8Array(buffer, 4, length)),
  ) as Header;
  const start = 4 + length;
  const hashes = new Uint32Array(buffer, start, count);
  const stored = new Int8Array(buffer, start + 4 * count, count * labels.length);
  const weights = Float32Array.from(stored, (weight) => weight * step);
  return { labels, features, loss, hashes, weights, bias: Float32Array.from(bias) };
}
