import { checkCharacter, creditCode } from './credit-code';

describe('creditCode', () => {
  it('computes the check character of the standard', () => {
    // The example of GB 32100-2015, annex A.
    expect(checkCharacter('91350100M000100Y4')).toBe('3');
  });

  it('gives valid and distinct codes, the same for the same seed', () => {
    const codes = Array.from({ length: 500 }, (_, seed) => creditCode(seed));
    expect(new Set(codes).size).toBe(500);
    expect(creditCode(7)).toBe(codes[7]);
    for (const code of codes) {
      expect(code).toMatch(/^91990100[0-9]{8}[0-9X][0-9A-HJ-NPQRTUWXY]$/);
      expect(code[17]).toBe(checkCharacter(code.slice(0, 17)));
    }
  });
});
