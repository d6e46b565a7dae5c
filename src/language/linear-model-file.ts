import type { LinearModel } from './linear-classifier.ts';

interface Header {
  labels: readonly string[];
  features: LinearModel['features'];
  loss: LinearModel['loss'];
  bias: number[];
  /** The largest weight; a stored weight q stands for q·|q| / 127² of it, so that small weights stay exact. */
  most: number;
  count: number;
  /** The largest value; a stored value q stands for q / 255 of it. Absent where all features count alike. */
  mostValue?: number;
}

const largest = 127;

/**
 * A linear model as bytes: header length (uint32, little-endian), header (JSON, padded to 4 bytes), sorted
 * hashes (uint32), weights (int8, row by row), and a byte each for what the features count, where they differ. Features whose weights all round to nothing are left out, and
 * of more than `mostFeatures` those that decide least.
 */
export function encodeLinearModel(model: LinearModel, mostFeatures = Number.POSITIVE_INFINITY): Uint8Array {
  const width = model.labels.length;
  const most = model.weights.reduce((largestYet, weight) => Math.max(largestYet, Math.abs(weight)), 0) || 1;
  const rounded = Int8Array.from(model.weights, (weight) => {
    return Math.sign(weight) * Math.round(largest * Math.sqrt(Math.abs(weight) / most));
  });
  const rows = Array.from(model.hashes.keys(), (row) => rounded.subarray(row * width, (row + 1) * width));
  const spreads = rows.map((row) => Math.max(...row) - Math.min(...row));
  const least = spreads.toSorted((one, other) => other - one)[mostFeatures] ?? 0;
  const kept = Array.from(model.hashes.keys()).filter((row) => spreads[row]! > least);
  const header: Header = {
    labels: model.labels,
    features: model.features,
    loss: model.loss,
    bias: [...model.bias],
    most,
    count: kept.length,
    ...(model.values && { mostValue: largestOf(model.values) }),
  };
  const text = JSON.stringify(header);
  const head = Buffer.from(text + ' '.repeat(3 - ((Buffer.byteLength(text) + 3) % 4)));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  const hashes = Uint32Array.from(kept, (row) => model.hashes[row]!);
  const weights = Int8Array.from(kept.flatMap((row) => [...rows[row]!]));
  const values = Uint8Array.from(model.values ? kept : [], (row) =>
    Math.max(1, Math.round((255 * model.values![row]!) / header.mostValue!)),
  );
  return Buffer.concat([length, head, new Uint8Array(hashes.buffer), new Uint8Array(weights.buffer), values]);
}

const largestOf = (values: Float32Array): number =>
  values.reduce((most, value) => Math.max(most, value), 0) || 1;

/** A linear model from the bytes `encodeLinearModel` made. */
export function decodeLinearModel(bytes: Uint8Array): LinearModel {
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const length = new DataView(buffer).getUint32(0, true);
  const { labels, features, loss, bias, most, count, mostValue } = JSON.parse(
    new TextDecoder().decode(new Uint8Array(buffer, 4, length)),
  ) as Header;
  const start = 4 + length;
  const hashes = new Uint32Array(buffer, start, count);
  const stored = new Int8Array(buffer, start + 4 * count, count * labels.length);
  const weights = new Float32Array(stored.length);
  for (let index = 0; index < stored.length; index++) {
    const weight = stored[index]!;
    weights[index] = (most * weight * Math.abs(weight)) / largest ** 2;
  }
  const model = { labels, features, loss, hashes, weights, bias: Float32Array.from(bias) };
  if (mostValue === undefined) return model;
  const values = Float32Array.from(
    new Uint8Array(buffer, start + 4 * count + stored.length, count),
    (value) => (value * mostValue) / 255,
  );
  return { ...model, values };
}
