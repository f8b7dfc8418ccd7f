import fc from 'fast-check';
import { closeness, toBytes, toVector } from './vectors';

it('come back from the database as they went in', () => {
  fc.assert(
    fc.property(fc.float32Array({ noNaN: true, maxLength: 50 }), (vector) => {
      const stored = Buffer.concat([Buffer.from([7]), toBytes(vector)]).subarray(1);
      expect(toVector(stored)).toEqual(vector);
    }),
  );
});

it('are as close as the closest language', () => {
  const question = Float32Array.of(0.6, 0.8);
  expect(closeness(question, [])).toBeUndefined();
  expect(closeness(question, [Float32Array.of(1, 0), Float32Array.of(0, 1)])).toBeCloseTo(0.8);
});
