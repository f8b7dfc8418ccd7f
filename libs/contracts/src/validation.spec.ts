import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { AppError } from './errors';
import { validate, type DtoClass } from './validation';

class Inner {
  @IsString()
  @MaxLength(3)
  text!: string;
}

class Outer {
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => Inner)
  items!: Inner[];
}

class Whole {
  @ValidateNested()
  @Type(() => Outer)
  outer!: Outer;
}

class Id {
  @IsUUID()
  id!: string;
}

class Ids extends Id {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => Id)
  parts!: Id[];

  @IsString({ each: true })
  texts!: string[];

  @IsUUID(undefined, { each: true })
  others!: string[];
}

const fieldsOf = (input: unknown, type: DtoClass = Outer): string[] => {
  try {
    validate(type, input, 'refuse');
    return [];
  } catch (error) {
    const fields = (error as AppError).details?.fields ?? [];
    return [...new Set(fields.map(({ field }) => field))];
  }
};

it.each<[string, unknown, string[]]>([
  ['what is right', { items: [{ text: 'abc' }] }, []],
  ['a wrong nested field', { items: [{ text: 'a' }, { text: 'abcd' }] }, ['items[1].text']],
  ['an unknown field', { items: [], more: 1 }, ['more']],
  ['a missing field', {}, ['items']],
  ['no object', 'text', ['']],
  ['a list', [], ['']],
  ['U+0000 anywhere', { items: [{ text: 'a\u0000' }] }, ['items[0].text']],
  ['half an emoji', { items: [{ text: 'ok' }, { text: '\ud83d' }] }, ['items[1].text']],
  ['a whole one', { items: [{ text: '😀' }] }, []],
])('names the fields of %s', (_, input, fields) => {
  expect(fieldsOf(input)).toEqual(fields);
});

it('refuses what is nested without end, before it looks into it', () => {
  const deep: unknown = JSON.parse(`${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`);
  expect(fieldsOf({ items: [], deep })).toEqual([`deep${'.a'.repeat(19)}`]);
});

it('refuses a list that is too long without a look at what is in it', () => {
  const tooLong = { items: Array<object>(20_000).fill({}) };
  expect(fieldsOf(tooLong)).toEqual(['items']);
  expect(fieldsOf({ outer: tooLong }, Whole)).toEqual(['outer.items']);
});

it('refuses an object of very many fields as a whole', () => {
  const many = Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`k${i}`, i]));
  expect(fieldsOf({ items: [many] })).toEqual(['items[0]']);
});

it('names so many of the fields that are wrong', () => {
  expect(fieldsOf({ items: Array<object>(50).fill({ text: 'abcd' }) })).toHaveLength(20);
});

it('takes an id in capitals for the same id', () => {
  const [id, lower] = ['0198C7A0-0000-7000-8000-00000000ABCD', '0198c7a0-0000-7000-8000-00000000abcd'];
  expect(validate(Ids, { id, parts: [{ id }], texts: [id], others: [id] }, 'refuse')).toEqual({
    id: lower,
    parts: [{ id: lower }],
    texts: [id],
    others: [lower],
  });
});

it('drops unknown fields of a newer writer, and gives instances', () => {
  const outer = validate(Outer, { items: [{ text: 'a', more: 1 }], more: 1 }, 'drop');
  expect(outer).toEqual({ items: [{ text: 'a' }] });
  expect(outer.items[0]).toBeInstanceOf(Inner);
});
