import { EVENTS, Nothing, RPC, type DtoClass } from '#contracts';
import { referencedSchemas, refTo, schemaOf } from '../../apps/gateway/src/openapi/dto-schemas';

const cases: [string, DtoClass][] = [
  ...Object.entries(RPC).flatMap(([subject, { request, response }]): [string, DtoClass][] => [
    [`request of ${subject}`, request],
    [`response of ${subject}`, response],
  ]),
  ...Object.entries(EVENTS),
];

const hasShape = (property: object): boolean =>
  ['type', '$ref', 'anyOf', 'enum'].some((key) => key in property);

it.each(cases)('%s converts to a JSON schema', (_name, type) => {
  const { type: kind, properties } = schemaOf(type);
  expect(kind).toBe('object');
  expect(Object.keys(properties).length > 0).toBe(type !== Nothing);
  expect(Object.entries(properties).filter(([, property]) => !hasShape(property))).toEqual([]);
});

it.each(cases)('%s refers to declared classes alone', (_name, type) => {
  const schemas = referencedSchemas(refTo(type));
  const named = JSON.stringify(schemas).matchAll(/"#\/components\/schemas\/(\w+)"/g);
  const unknown = [...named].map(([, name = '']) => name).filter((name) => !(name in schemas));
  expect(unknown).toEqual([]);
  expect(schemas).toHaveProperty(type.name);
});
