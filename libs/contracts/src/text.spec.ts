import { IsFilled, IsPhone } from './text';
import { validate } from './validation';

class Call {
  @IsFilled()
  reason!: string;

  @IsPhone()
  phone!: string;
}

const isGood = (call: Call): boolean => {
  try {
    return validate(Call, call, 'refuse') instanceof Call;
  } catch {
    return false;
  }
};

it.each([
  ['催办', true],
  [' 催办\n', true],
  ['😀', true],
  ['', false],
  [' \t\n\u3000', false],
  ['\u200b\u3164\ufe0f', false],
  ['\u202e好', true],
])('%j says something: %p', (reason, expected) => {
  expect(isGood({ reason, phone: '12345' })).toBe(expected);
});

it.each([
  ['13800138000', true],
  ['+86 138-0013-8000', true],
  ['021 - 63212345', false],
  ['021- 63212345', true],
  ['12345', true],
  ['-----', false],
  ['1------', false],
  ['1'.repeat(21), false],
  ['请打总机', false],
])('%j is a telephone number: %p', (phone, expected) => {
  expect(isGood({ reason: '催办', phone })).toBe(expected);
});
