import { isCreditCode } from './credit-code';

it.each([
  ['91350100M000100Y43', true, 'the example of GB 32100-2015'],
  ['91350100M000100Y44', false, 'a wrong check character'],
  ['91350100M000100Y4', false, 'one character short'],
  ['91350100M000100I43', false, 'a letter that the code does not use'],
  ['91350100m000100y43', false, 'small letters'],
  ['', false, 'nothing'],
])('%s → %s: %s', (code, valid) => expect(isCreditCode(code)).toBe(valid));
